// Lends engines: as many at a time as allowed, never one that trapped.
package org.jigit.core;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A bounded pool of engines. Borrow, use, return, or throw away:
 *
 * <pre>{@code
 * try (var loan = pool.borrow()) {
 *     return Frame.decode(loan.call(Frame.encode(head), body));
 * }
 * }</pre>
 *
 * Closing a loan returns its engine, unless a call on it failed or its memory grew large: then it is discarded, and the next
 * borrower gets another one. Nothing is lost with it, because engines keep nothing but a cache.
 */
final class EnginePool {
    private final Supplier<Engine> start;
    private final Semaphore free;
    // Last in, first out, so that few engines grow warm when few are needed.
    private final ConcurrentLinkedDeque<Engine> idle = new ConcurrentLinkedDeque<>();

    EnginePool(int size, Supplier<Engine> start) {
        this.start = start;
        // Not fair: handing each engine to the one that has waited longest costs a change of threads for every call.
        this.free = new Semaphore(size);
    }

    /** An engine, as soon as one is free; {@code unavailable} when none is for a long time. */
    Loan borrow() {
        try {
            if (!free.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw CoreException.unavailable("every engine has been busy for " + LONGEST_WAIT_SECONDS + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CoreException.unavailable("interrupted while waiting for an engine", e);
        }
        try {
            Engine engine = idle.pollFirst();
            return new Loan(engine == null ? start.get() : engine);
        } catch (RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    /** Lets go of all engines that are not on loan. */
    void clear() {
        idle.clear();
    }

    /** How many engines wait for a borrower. */
    int idle() {
        return idle.size();
    }

    /** An engine on loan. */
    final class Loan implements AutoCloseable {
        private final Engine engine;
        private boolean sound = true;
        private boolean open = true;

        private Loan(Engine engine) {
            this.engine = engine;
        }

        /** Answers a frame with a frame. */
        byte[] call(byte[]... frame) {
            // Whatever is thrown below leaves the engine in an unknown state.
            sound = false;
            byte[] answer = engine.call(frame);
            sound = true;
            return answer;
        }

        @Override
        public void close() {
            if (!open) {
                return;
            }
            open = false;
            if (sound && engine.memoryBytes() <= LARGE) {
                idle.addFirst(engine);
            }
            free.release();
        }
    }

    // A webhook or a page is some hundred kilobytes; an engine that once held a body of many megabytes would keep their
    // room.
    static final long LARGE = 32L << 20;

    // Calls take milliseconds, the largest allowed body some seconds.
    private static final long LONGEST_WAIT_SECONDS = 60;
}
