// Reads rows in the postcard format, the tail of the core's answers.
package org.jigit.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A reader of <a href="https://postcard.jamesmunns.com/wire-format">postcard</a> values, from front to back. {@link Messages}
 * knows the order of the fields.
 */
final class Block {
    private final byte[] bytes;
    private int at;

    Block(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** All rows; an empty block has none. */
    Messages.Update update() {
        if (at == bytes.length) {
            return new Messages.Update(List.of(), List.of(), List.of(), List.of(), List.of(), null, List.of());
        }
        Messages.Update update = Messages.Update.read(this);
        if (at != bytes.length) {
            throw new IllegalArgumentException("expected the end of the rows, found " + (bytes.length - at) + " bytes");
        }
        return update;
    }

    /** A text. */
    String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** A truth value. */
    boolean bool() {
        return variant(2) == 1;
    }

    /** A number with a sign. */
    long signed() {
        long zigzag = varint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A point in time. */
    Instant instant() {
        return Instant.ofEpochMilli(signed());
    }

    /** The number of one of several variants. */
    int variant(int variants) {
        long variant = varint();
        if (variant < 0 || variant >= variants) {
            throw new IllegalArgumentException("expected one of " + variants + " variants, found " + variant);
        }
        return (int) variant;
    }

    /** A value or null. */
    <T> T option(Function<Block, T> read) {
        return bool() ? read.apply(this) : null;
    }

    /** A list of values. */
    <T> List<T> list(Function<Block, T> read) {
        int length = length();
        List<T> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(read.apply(this));
        }
        return List.copyOf(list);
    }

    /** A length: of a text in bytes, of a list in items, which have a byte at least. */
    private int length() {
        long length = varint();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("expected at most " + (bytes.length - at) + " bytes, found " + length);
        }
        return (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == bytes.length) {
                throw new IllegalArgumentException("expected a number, found the end of the rows");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("expected a number of at most ten bytes");
    }
}
