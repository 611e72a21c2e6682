// Tells the workers of this node that there is something to do.
package org.jigit.sync;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bell: rung by whoever makes a task due, awaited by the workers. */
public final class Poked {
    private static final int MOST = 64;

    private final Semaphore rings = new Semaphore(0);

    /** There is something to do now. */
    public void now() {
        if (rings.availablePermits() < MOST) {
            rings.release(2);
        }
    }

    /** Waits for the bell, but no longer than this. */
    public void await(long ms) throws InterruptedException {
        if (rings.tryAcquire(ms, TimeUnit.MILLISECONDS)) {
            return;
        }
    }
}
