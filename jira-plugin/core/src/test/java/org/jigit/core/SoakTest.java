// Sixteen threads ask what the corpus asks, for as long as wanted: every answer is the known one, and nothing grows.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./build.sh test soak --minutes N} sets {@code jigit.soak.seconds}, which are those of each engine. */
class SoakTest {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("jigit.soak.seconds", 5));
    private static final Duration WARM_UP = TIME.dividedBy(4).plusSeconds(3);
    private static final int THREADS = 16;

    /** As many as the plugin starts. */
    private static final int ENGINES = 4;

    private static Messages.Configure configuration;
    private static List<Known> known;

    private final AtomicInteger started = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile Measures measures;

    @BeforeAll
    static void read() throws IOException {
        List<Question> corpus = Question.corpus();
        configuration = Core.JSON.fromJson(Frame.decode(corpus.get(0).request()).head(), Messages.Configure.class);
        known = corpus.subList(1, corpus.size()).stream().map(Known::of).toList();
    }

    @Test
    void the_module_answers_sixteen_threads_and_nothing_grows() throws Exception {
        soak(Core.Choice.WASM, ENGINES);
    }

    @Test
    void the_library_answers_sixteen_threads_and_nothing_grows() throws Exception {
        soak(Core.Choice.JNI, THREADS);
    }

    private void soak(Core.Choice choice, int most) throws Exception {
        try (Core core = Core.watched(ENGINES, this::watched)) {
            started.set(choice == Core.Choice.WASM ? 1 : 0);
            assertEquals(choice.word(), core.use(choice).engine());
            core.configure(configuration);
            ask(core, WARM_UP);
            Size before = Size.now();
            Measures measured = ask(core, TIME);
            Size after = Size.now();
            System.out.printf(
                    "[core] soak of %s: %d calls in %d s, %d wrong; %d engines; %s, then %s%s%n",
                    choice.word(),
                    measured.calls(),
                    TIME.toSeconds(),
                    wrong.size(),
                    started.get(),
                    before,
                    after,
                    measured);
            assertTrue(
                    wrong.isEmpty(),
                    () -> wrong.size() + " wrong answers: "
                            + wrong.stream().limit(5).toList());
            assertTrue(started.get() <= most, () -> started + " engines were started");
            assertTrue(after.isNoLargerThan(before), () -> "it grew from " + before + " to " + after);
            if (TIME.compareTo(WARM) >= 0) {
                assertTrue(measured.processor.at(.999) < Measures.STALL, "one of a thousand calls works for too long");
                assertTrue(measured.asleep.at(.999) < Measures.STALL, "one of a thousand calls sleeps in its engine");
            }
        }
    }

    /** Asks for a while whatever comes, from all threads. */
    private Measures ask(Core core, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        var threads = Executors.newFixedThreadPool(THREADS);
        try (Measures now = new Measures()) {
            measures = now;
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                all.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        Known one = known.get(random.nextInt(known.size()));
                        Took began = Took.now();
                        if (!one.isAnswered(core)) {
                            wrong.add(one.name());
                        }
                        now.call(Took.since(began));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return now;
        } finally {
            threads.shutdownNow();
        }
    }

    private Engine watched(Engine engine) {
        started.incrementAndGet();
        return new Engine() {
            @Override
            public byte[] call(byte[]... frame) {
                Measures now = measures;
                if (now == null) {
                    return engine.call(frame);
                }
                Took began = Took.now();
                byte[] answer = engine.call(frame);
                now.engine(Took.since(began), Frame.length(frame));
                return answer;
            }

            @Override
            public long memoryBytes() {
                return engine.memoryBytes();
            }
        };
    }

    /**
     * What the JVM holds after a garbage collection.
     *
     * @param heap MB of objects
     * @param process MB of memory, with what native code took; 0 where the system does not tell
     * @param threads threads
     */
    private record Size(long heap, long process, int threads) {
        static Size now() throws IOException, InterruptedException {
            for (int round = 0; round < 3; round++) {
                System.gc();
                Thread.sleep(100);
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long process = 0;
            if (Files.exists(STATUS)) {
                for (String line : Files.readAllLines(STATUS)) {
                    process = line.startsWith("VmRSS:") ? Long.parseLong(line.replaceAll("\\D", "")) >> 10 : process;
                }
            }
            return new Size(
                    heap >> 20, process, ManagementFactory.getThreadMXBean().getThreadCount());
        }

        /** The JVM goes on compiling, and makes threads of its own. */
        boolean isNoLargerThan(Size before) {
            return heap <= before.heap + 16 && process <= before.process + 256 && threads <= before.threads + 2;
        }

        @Override
        public String toString() {
            return "heap " + heap + " MB, process " + process + " MB, " + threads + " threads";
        }
    }

    /** When the JVM has compiled what it compiles; until then it takes processors and locks from the calls. */
    private static final Duration WARM = Duration.ofMinutes(1);

    private static final Path STATUS = Path.of("/proc/self/status");
}
