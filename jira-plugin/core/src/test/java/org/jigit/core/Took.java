// How long something took a thread: on a processor, in the queue for one, asleep.
package org.jigit.core;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Times in nanoseconds, of the thread that asks.
 *
 * @param wall in all
 * @param cpu on a processor
 * @param queue ready to run, while others did; 0 where the system does not tell
 */
record Took(long wall, long cpu, long queue) {
    /**
     * The readings of the thread's clocks now. What interrupts it between them counts, here and at the end, as time on a
     * processor or in the queue rather than asleep.
     */
    static Took now() {
        long queue = queued();
        long cpu = THREADS.getCurrentThreadCpuTime();
        return new Took(System.nanoTime(), cpu, queue);
    }

    /** What it took since then. */
    static Took since(Took then) {
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        return new Took(wall - then.wall, cpu - then.cpu, queued() - then.queue);
    }

    /** Waiting for something else than a processor: a lock, an engine, the end of a garbage collection. */
    long asleep() {
        return Math.max(0, wall - cpu - queue);
    }

    @Override
    public String toString() {
        return String.format(
                "%.1f ms: processor %.1f, queue %.1f, asleep %.1f", wall / 1e6, cpu / 1e6, queue / 1e6, asleep() / 1e6);
    }

    /** The second number of Linux's schedstat. */
    private static long queued() {
        if (!Files.exists(SCHEDULED)) {
            return 0;
        }
        try {
            RandomAccessFile file = FILE.get();
            file.seek(0);
            byte[] line = new byte[80];
            String read = new String(line, 0, file.read(line), StandardCharsets.US_ASCII);
            return Long.parseLong(read.split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Path SCHEDULED = Path.of("/proc/thread-self/schedstat");

    private static final ThreadLocal<RandomAccessFile> FILE = ThreadLocal.withInitial(() -> {
        try {
            return new RandomAccessFile(SCHEDULED.toFile(), "r");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });
}
