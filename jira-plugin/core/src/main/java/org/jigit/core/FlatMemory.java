// The memory of an instance, in one array.
package org.jigit.core;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A memory of WebAssembly in one array of bytes, without what only threads need.
 *
 * <p>Chicory's own has an array for each page of 64 KiB, so that it grows without a copy. The core grows rarely and reads and
 * writes all the time: with the pages to look up, it takes half as long again. Here growing takes half of what there is, too,
 * so that a body that needs much is not copied for each page. The rest reads as zero, and nobody was given it.
 *
 * <p>An address that is none is an {@link IndexOutOfBoundsException}: an engine that threw is not used again.
 */
final class FlatMemory implements Memory {
    private final MemoryLimits limits;
    private byte[] bytes;
    private int pages;

    /** Where the module's stack ends. */
    private int stackPointer;

    FlatMemory(MemoryLimits limits) {
        this.limits = limits;
        pages = limits.initialPages();
        bytes = new byte[Math.multiplyExact(pages, PAGE_SIZE)];
    }

    /** How much of Java's heap it takes, in bytes. */
    long taken() {
        return bytes.length;
    }

    /**
     * Where the stack of a module ends, the only one of its globals that changes. It is kept beside the memory that it points into,
     * which every function is given: Peephole lets them ask here when the app is built.
     */
    static int stackPointer(Memory memory) {
        return ((FlatMemory) memory).stackPointer;
    }

    /** Moves the end of the stack. */
    static void stackPointer(int pointer, Memory memory) {
        ((FlatMemory) memory).stackPointer = pointer;
    }

    @Override
    public int pages() {
        return pages;
    }

    @Override
    public int grow(int more) {
        int before = pages;
        if (more < 0 || more > maximumPages() - before) {
            return REFUSED;
        }
        long wanted = (long) (before + more) * PAGE_SIZE;
        if (wanted > bytes.length) {
            long most = Math.min((long) maximumPages() * PAGE_SIZE, LONGEST_ARRAY);
            long length = Math.max(wanted, Math.min(most, bytes.length + bytes.length / 2L));
            if (length > LONGEST_ARRAY) {
                return REFUSED;
            }
            bytes = Arrays.copyOf(bytes, (int) length);
        }
        pages = before + more;
        return before;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return limits.maximumPages();
    }

    @Override
    public void initialize(Instance instance, DataSegment[] segments) {
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active) {
                long at = ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                write((int) at, active.data(), 0, active.data().length);
            }
        }
    }

    @Override
    public byte read(int at) {
        return bytes[at];
    }

    @Override
    public short readShort(int at) {
        return (short) SHORTS.get(bytes, at);
    }

    @Override
    public long readU16(int at) {
        return Short.toUnsignedLong(readShort(at));
    }

    @Override
    public int readInt(int at) {
        return (int) INTS.get(bytes, at);
    }

    @Override
    public long readLong(int at) {
        return (long) LONGS.get(bytes, at);
    }

    @Override
    public long readF32(int at) {
        return readInt(at);
    }

    @Override
    public float readFloat(int at) {
        return Float.intBitsToFloat(readInt(at));
    }

    @Override
    public long readF64(int at) {
        return readLong(at);
    }

    @Override
    public double readDouble(int at) {
        return Double.longBitsToDouble(readLong(at));
    }

    @Override
    public byte[] readBytes(int at, int length) {
        byte[] read = new byte[length];
        System.arraycopy(bytes, at, read, 0, length);
        return read;
    }

    @Override
    public void writeByte(int at, byte value) {
        bytes[at] = value;
    }

    @Override
    public void writeShort(int at, short value) {
        SHORTS.set(bytes, at, value);
    }

    @Override
    public void writeI32(int at, int value) {
        INTS.set(bytes, at, value);
    }

    @Override
    public void writeLong(int at, long value) {
        LONGS.set(bytes, at, value);
    }

    @Override
    public void writeF32(int at, float value) {
        writeI32(at, Float.floatToRawIntBits(value));
    }

    @Override
    public void writeF64(int at, double value) {
        writeLong(at, Double.doubleToRawLongBits(value));
    }

    @Override
    public void write(int at, byte[] data, int offset, int length) {
        System.arraycopy(data, offset, bytes, at, length);
    }

    @Override
    public void copy(int to, int from, int length) {
        System.arraycopy(bytes, from, bytes, to, length);
    }

    @Override
    public void fill(byte value, int from, int to) {
        Arrays.fill(bytes, from, to, value);
    }

    @Override
    public void zero() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void initPassiveSegment(int segment, int at, int offset, int length) {
        throw unused();
    }

    @Override
    public void drop(int segment) {
        throw unused();
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int at) {
        throw unused();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int at, int expected, long nanoseconds) {
        throw unused();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int at, long expected, long nanoseconds) {
        throw unused();
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int at, int waiters) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the core has neither threads nor passive data");
    }

    // Memory of WebAssembly is little-endian, and nothing in it has to be aligned.
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Virtual machines have no longer arrays.
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    // What memory.grow answers when there is no more.
    private static final int REFUSED = -1;
}
