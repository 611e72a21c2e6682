// Comparisons of numbers without a sign, which the module's functions call in place of Chicory's own.
package org.jigit.core;

/** Compares the bits of two numbers as if they had no sign. Peephole puts it into the functions when the app is built. */
final class Unsigned {
    private Unsigned() {}

    static boolean lt(int one, int other) {
        return Integer.toUnsignedLong(one) < Integer.toUnsignedLong(other);
    }

    static boolean le(int one, int other) {
        return Integer.toUnsignedLong(one) <= Integer.toUnsignedLong(other);
    }

    static boolean gt(int one, int other) {
        return Integer.toUnsignedLong(one) > Integer.toUnsignedLong(other);
    }

    static boolean ge(int one, int other) {
        return Integer.toUnsignedLong(one) >= Integer.toUnsignedLong(other);
    }
}
