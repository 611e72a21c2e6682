// Frames come apart as they were joined, and broken ones say so.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void a_frame_comes_apart_as_it_was_joined() {
        byte[] tail = {1, 2, 3};
        byte[] head = Frame.encode("{\"a\":\"é\"}");
        byte[] whole = Arrays.copyOf(head, Frame.length(head, tail));
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        Frame frame = Frame.decode(whole);
        assertEquals("{\"a\":\"é\"}", frame.head());
        assertArrayEquals(tail, Arrays.copyOfRange(frame.bytes(), frame.tailAt(), frame.bytes().length));
    }

    @Test
    void a_frame_that_is_shorter_than_it_says_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Frame.decode(new byte[] {1, 0, 0}));
        assertThrows(IllegalArgumentException.class, () -> Frame.decode(new byte[] {3, 0, 0, 0, '{', '}'}));
        assertThrows(IllegalArgumentException.class, () -> Frame.decode(new byte[] {-1, -1, -1, -1, '{', '}'}));
    }
}
