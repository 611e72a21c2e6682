// The reader of rows: postcard's own examples, and what is broken.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void numbers_are_read_as_postcard_writes_them() {
        assertEquals(0, block(0x00).signed());
        assertEquals(-1, block(0x01).signed());
        assertEquals(1, block(0x02).signed());
        assertEquals(-64, block(0x7f).signed());
        assertEquals(64, block(0x80, 0x01).signed());
        assertEquals(
                Long.MAX_VALUE,
                block(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)
                        .signed());
        assertEquals(
                Long.MIN_VALUE,
                block(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)
                        .signed());
        assertEquals(Instant.ofEpochMilli(-2), block(0x03).instant());
    }

    @Test
    void texts_options_and_lists_are_read() {
        assertEquals("é€", block(5, 0xc3, 0xa9, 0xe2, 0x82, 0xac).text());
        assertNull(block(0).option(Block::text));
        assertEquals("a", block(1, 1, 'a').option(Block::text));
        assertEquals(List.of("a", "b"), block(2, 1, 'a', 1, 'b').list(Block::text));
        assertEquals(2, block(2).variant(3));
    }

    @Test
    void broken_rows_are_refused_and_say_why() {
        for (Runnable broken : List.<Runnable>of(
                () -> block().signed(),
                () -> block(0x80).signed(),
                () -> block(5, 'a').text(),
                () -> block(0xff, 0xff, 0xff, 0xff, 0x0f).list(Block::text),
                () -> block(2).bool(),
                () -> block(4).variant(4),
                () -> block(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01)
                        .signed(),
                () -> block(0, 0, 0, 0, 0, 7).update())) {
            var error = assertThrows(IllegalArgumentException.class, broken::run);
            assertEquals("expected", error.getMessage().split(" ")[0], error.getMessage());
        }
    }

    private static Block block(int... bytes) {
        byte[] block = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            block[i] = (byte) bytes[i];
        }
        return new Block(block, 0);
    }
}
