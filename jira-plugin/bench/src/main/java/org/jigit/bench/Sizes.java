// What rows take in the heap, to hold against what reading them allocates.
package org.jigit.bench;

import java.time.Instant;
import java.util.List;

/** Bytes of objects in a HotSpot JVM with compressed references. */
final class Sizes {
    private Sizes() {}

    /** A value and all that it refers to, shared values each time. */
    static long of(Object value) {
        if (value instanceof String text) {
            boolean isLatin = text.chars().allMatch(c -> c < 0x100);
            return 24 + padded(16 + (isLatin ? 1L : 2L) * text.length());
        }
        if (value instanceof List<?> list) {
            long elements = list.stream().mapToLong(Sizes::of).sum();
            return 24 + padded(16 + 4L * list.size()) + elements;
        }
        if (value instanceof Record fields) {
            return ofRecord(fields);
        }
        return value instanceof Instant ? 24 : 0;
    }

    private static long ofRecord(Record value) {
        long own = 12;
        long others = 0;
        for (var component : value.getClass().getRecordComponents()) {
            own += component.getType() == long.class ? 8 : 4;
            try {
                others += of(component.getAccessor().invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return padded(own) + others;
    }

    private static long padded(long bytes) {
        return (bytes + 7) / 8 * 8;
    }
}
