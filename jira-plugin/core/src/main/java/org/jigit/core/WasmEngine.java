// An instance of the core's module. Besides it only its memory knows the WebAssembly runtime.
package org.jigit.core;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;

/**
 * One instance of the core, compiled to JVM bytecode when Jigit was built. For one thread at a time.
 *
 * <p>Ownership in one sentence: {@code call} consumes the frame it is given; the caller frees the frame it receives.
 */
final class WasmEngine implements Engine {
    private final FlatMemory memory;
    private final ExportFunction alloc;
    private final ExportFunction call;
    private final ExportFunction free;

    /** Starts an instance whose memory may grow up to some bytes. */
    WasmEngine(long memoryLimit) {
        var module = CoreModule.load();
        int initialPages =
                module.memorySection().orElseThrow().getMemory(0).limits().initialPages();
        int limit = Math.max(initialPages, Math.toIntExact(memoryLimit / Memory.PAGE_SIZE));
        Instance instance = Instance.builder(module)
                .withMachineFactory(CoreModule::create)
                .withMemoryFactory(FlatMemory::new)
                .withMemoryLimits(new MemoryLimits(initialPages, limit))
                .build();
        memory = (FlatMemory) instance.memory();
        FlatMemory.stackPointer((int) instance.global(STACK_POINTER).getValue(), memory);
        alloc = instance.export("alloc");
        call = instance.export("call");
        free = instance.export("free");
        long abiVersion = instance.export("abi_version").apply()[0];
        if (abiVersion != Messages.ABI_VERSION) {
            throw CoreException.internal(
                    "the core's module speaks version " + abiVersion + ", Java expects " + Messages.ABI_VERSION, null);
        }
    }

    @Override
    public byte[] call(byte[]... frame) {
        int length = Frame.length(frame);
        long address = alloc.apply(length)[0];
        if (address == 0) {
            throw CoreException.internal("the engine has no memory for a frame of " + length + " bytes", null);
        }
        int at = (int) address;
        for (byte[] part : frame) {
            memory.write(at, part);
            at += part.length;
        }
        long answer = call.apply(address, length)[0];
        int answerAt = (int) (answer >>> 32);
        int answerLength = (int) answer;
        byte[] bytes = memory.readBytes(answerAt, answerLength);
        free.apply(answerAt, answerLength);
        return bytes;
    }

    /** How much memory the instance has taken. It never gives any back. */
    @Override
    public long memoryBytes() {
        return memory.taken();
    }

    // Linkers put it first.
    private static final int STACK_POINTER = 0;
}
