// What calls took, in and around their engines, beside what the machine and the JVM took from them.
package org.jigit.core;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Measures from its making until it is closed. */
final class Measures implements AutoCloseable {
    /** On a processor in the engine. */
    final Distribution processor = new Distribution();
    /** Asleep in the engine. */
    final Distribution asleep = new Distribution();

    private final Distribution engine = new Distribution();
    private final Distribution waiting = new Distribution();
    private final Distribution call = new Distribution();
    private final Distribution late = new Distribution();
    private final Distribution pauses = new Distribution();
    private final Queue<Stall> stalls = new ConcurrentLinkedQueue<>();
    private final Queue<Pause> paused = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<long[]> asleepInEngine = ThreadLocal.withInitial(() -> new long[1]);
    private final NotificationListener collector = (notification, handback) -> {
        var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        paused.add(new Pause(info.getGcInfo().getStartTime(), info.getGcInfo().getEndTime()));
        pauses.add(info.getGcInfo().getDuration() * 1_000_000);
    };
    private final Thread heart = new Thread(this::beat, "heart");
    private volatile boolean open = true;

    Measures() {
        collectors().forEach(one -> one.addNotificationListener(collector, null, null));
        heart.setDaemon(true);
        heart.start();
    }

    /** A call of an engine was answered. */
    void engine(Took took, int bytes) {
        engine.add(took.wall());
        processor.add(took.cpu());
        asleep.add(took.asleep());
        asleepInEngine.get()[0] += took.asleep();
        if (took.cpu() > STALL || took.asleep() > STALL) {
            stalls.add(
                    new Stall(took, bytes, ManagementFactory.getRuntimeMXBean().getUptime()));
        }
    }

    /** A call was answered, with the wait for an engine, and with what engines do not do. */
    void call(Took took) {
        call.add(took.wall());
        waiting.add(took.asleep() - asleepInEngine.get()[0]);
        asleepInEngine.get()[0] = 0;
    }

    long calls() {
        return call.count();
    }

    @Override
    public void close() throws ListenerNotFoundException, InterruptedException {
        open = false;
        heart.join();
        for (NotificationEmitter one : collectors()) {
            one.removeNotificationListener(collector);
        }
    }

    @Override
    public String toString() {
        List<Stall> ours = stalls.stream().filter(this::isOurs).toList();
        return "\n    in the engine: " + engine + "\n        on a processor: " + processor + "\n        asleep: "
                + asleep
                + "\n    waiting for an engine: " + waiting + "\n    the whole call: " + call
                + "\n    a beat of 1 ms late: "
                + late + "\n    " + pauses.count() + " garbage collections: " + pauses + "\n    calls over "
                + STALL / 1_000_000 + " ms on a processor or asleep: " + stalls.size()
                + "; without garbage collections: " + ours.size()
                + String.join(
                        "",
                        ours.stream()
                                .limit(10)
                                .map(stall -> "\n        " + stall)
                                .toList());
    }

    /** Whether it was too long, even without the garbage collections that it met. */
    private boolean isOurs(Stall stall) {
        long began = stall.ended - stall.took.wall() / 1_000_000;
        long met = paused.stream()
                .mapToLong(pause -> Math.min(pause.ended, stall.ended) - Math.max(pause.began, began))
                .filter(overlap -> overlap >= 0)
                .map(overlap -> overlap + 1)
                .sum();
        return stall.took.cpu() > STALL || stall.took.asleep() - met * 1_000_000 > STALL;
    }

    /** Sleeps a millisecond again and again, as a thread that nobody keeps waiting would. */
    private void beat() {
        while (open) {
            long began = System.nanoTime();
            LockSupport.parkNanos(1_000_000);
            late.add(System.nanoTime() - began - 1_000_000);
        }
    }

    private static List<NotificationEmitter> collectors() {
        List<NotificationEmitter> collectors = new ArrayList<>();
        ManagementFactory.getGarbageCollectorMXBeans().forEach(one -> collectors.add((NotificationEmitter) one));
        return collectors;
    }

    /** A call that took too long, of a request of some bytes; when it ended, in milliseconds of the JVM. */
    private record Stall(Took took, int bytes, long ended) {
        @Override
        public String toString() {
            return bytes + " bytes, at " + ended + " ms, " + took;
        }
    }

    /** A garbage collection, in milliseconds of the JVM. */
    private record Pause(long began, long ended) {}

    static final long STALL = 50_000_000;
}
