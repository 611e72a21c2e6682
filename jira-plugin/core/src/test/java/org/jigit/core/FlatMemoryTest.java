// A memory in one array is what a memory in pages is, and what is outside of it is refused.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FlatMemoryTest {
    @Test
    void whatever_is_done_to_both_reads_the_same() {
        var limits = new MemoryLimits(2, 8);
        Memory ours = new FlatMemory(limits);
        Memory theirs = new ByteArrayMemory(limits);
        var random = new Random(7);
        for (int step = 0; step < 100_000; step++) {
            int room = ours.pages() * Memory.PAGE_SIZE - 64;
            // Half of the places are around the border of two pages.
            int at = step % 2 == 0 ? random.nextInt(room) : Memory.PAGE_SIZE - random.nextInt(16);
            int other = random.nextInt(room);
            long value = random.nextLong();
            int length = random.nextInt(64);
            int what = random.nextInt(10);
            for (Memory memory : List.of(ours, theirs)) {
                switch (what) {
                    case 0 -> memory.writeByte(at, (byte) value);
                    case 1 -> memory.writeShort(at, (short) value);
                    case 2 -> memory.writeI32(at, (int) value);
                    case 3 -> memory.writeLong(at, value);
                    case 4 -> memory.writeF32(at, Float.intBitsToFloat((int) value));
                    case 5 -> memory.writeF64(at, Double.longBitsToDouble(value));
                    case 6 -> memory.copy(at, other, length);
                    case 7 -> memory.copy(at, at + length / 2, length / 2);
                    case 8 -> memory.fill((byte) value, at, at + length);
                    default -> memory.write(at, new byte[length], 0, length / 2);
                }
            }
            assertEquals(theirs.read(at), ours.read(at));
            assertEquals(theirs.readShort(at), ours.readShort(at));
            assertEquals(theirs.readU16(at), ours.readU16(at));
            assertEquals(theirs.readInt(at), ours.readInt(at));
            assertEquals(theirs.readLong(at), ours.readLong(at));
            assertEquals(Float.floatToRawIntBits(theirs.readFloat(at)), Float.floatToRawIntBits(ours.readFloat(at)));
            assertEquals(
                    Double.doubleToRawLongBits(theirs.readDouble(at)), Double.doubleToRawLongBits(ours.readDouble(at)));
            if (step % 20_000 == 0) {
                assertEquals(theirs.grow(1), ours.grow(1));
                assertEquals(theirs.pages(), ours.pages());
            }
        }
        int size = ours.pages() * Memory.PAGE_SIZE;
        assertArrayEquals(theirs.readBytes(0, size), ours.readBytes(0, size));
    }

    @Test
    void it_grows_to_its_limit_and_keeps_what_it_holds() {
        var memory = new FlatMemory(new MemoryLimits(1, 100));
        memory.writeLong(Memory.PAGE_SIZE - 8, 42);
        for (int pages = 1; pages < 100; pages++) {
            assertEquals(pages, memory.grow(1));
            assertEquals(0, memory.readLong(pages * Memory.PAGE_SIZE));
        }
        assertEquals(42, memory.readLong(Memory.PAGE_SIZE - 8));
        assertEquals(100, memory.pages());
        assertEquals(100L * Memory.PAGE_SIZE, memory.taken(), "it never takes more than it may");
        assertEquals(-1, memory.grow(1));
        assertEquals(-1, memory.grow(-1));
        assertEquals(-1, memory.grow(Integer.MAX_VALUE));
        assertEquals(100, memory.grow(0));
    }

    @Test
    void what_is_outside_is_refused() {
        var memory = new FlatMemory(new MemoryLimits(1, 1));
        int end = Memory.PAGE_SIZE;
        assertEquals(0, memory.readLong(end - 8));
        for (int at : new int[] {-1, -8, Integer.MIN_VALUE, end, end - 1, Integer.MAX_VALUE}) {
            List<Executable> accesses = List.of(
                    () -> memory.readShort(at),
                    () -> memory.readInt(at),
                    () -> memory.readLong(at),
                    () -> memory.readBytes(at, 2),
                    () -> memory.writeShort(at, (short) 1),
                    () -> memory.writeI32(at, 1),
                    () -> memory.writeLong(at, 1),
                    () -> memory.write(at, new byte[2], 0, 2),
                    () -> memory.copy(at, 0, 2),
                    () -> memory.copy(0, at, 2),
                    () -> memory.fill((byte) 1, at, at + 2));
            for (Executable access : accesses) {
                assertThrows(RuntimeException.class, access, "at " + at);
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> memory.read(end));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.writeByte(-1, (byte) 1));
        byte[] all = memory.readBytes(0, end);
        assertTrue(new String(all, java.nio.charset.StandardCharsets.ISO_8859_1)
                .chars()
                .allMatch(c -> c == 0));
    }
}
