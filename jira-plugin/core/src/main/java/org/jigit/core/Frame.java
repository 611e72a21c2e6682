// Frames: what crosses the boundary to the Rust core, in both directions.
package org.jigit.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A frame: a little-endian length, a JSON head of that length, and a raw tail.
 *
 * @param head The JSON.
 * @param bytes The whole frame.
 * @param tailAt Where in it the tail begins.
 */
record Frame(String head, byte[] bytes, int tailAt) {
    /** The head of a frame with its length, whose tail is what follows. */
    static byte[] encode(String head) {
        byte[] json = head.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(LENGTH + json.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(json.length)
                .put(json)
                .array();
    }

    /** The length of a frame in parts. */
    static int length(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        return length;
    }

    /** Takes a frame apart. */
    static Frame decode(byte[] bytes) {
        if (bytes.length < LENGTH) {
            throw new IllegalArgumentException("expected a frame, found " + bytes.length + " bytes");
        }
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > bytes.length - LENGTH) {
            throw new IllegalArgumentException(
                    "expected a head of " + length + " bytes, found " + (bytes.length - LENGTH));
        }
        return new Frame(new String(bytes, LENGTH, length, StandardCharsets.UTF_8), bytes, LENGTH + length);
    }

    /** The rows in the tail. */
    Messages.Update rows() {
        return new Block(bytes, tailAt).update();
    }

    private static final int LENGTH = 4;
}
