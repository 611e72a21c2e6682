// Operations that the module's functions call in place of Chicory's own: Peephole puts them there when the app is
// built.
package org.jigit.core;

import com.dylibso.chicory.runtime.Memory;

/** What the core does so often that each step counts. */
final class Ops {
    private Ops() {}

    /** Where the stack of a module ends. It lies in its memory, which is at hand where the instance's globals are far. */
    static int stackPointer(Memory memory) {
        return ((FlatMemory) memory).stackPointer;
    }

    static void stackPointer(int pointer, Memory memory) {
        ((FlatMemory) memory).stackPointer = pointer;
    }

    static boolean I32_LT_U(int one, int other) {
        return Integer.toUnsignedLong(one) < Integer.toUnsignedLong(other);
    }

    static boolean I32_LE_U(int one, int other) {
        return Integer.toUnsignedLong(one) <= Integer.toUnsignedLong(other);
    }

    static boolean I32_GT_U(int one, int other) {
        return Integer.toUnsignedLong(one) > Integer.toUnsignedLong(other);
    }

    static boolean I32_GE_U(int one, int other) {
        return Integer.toUnsignedLong(one) >= Integer.toUnsignedLong(other);
    }
}
