// Both engines answer spoiled requests alike, byte for byte, and the core panics at none.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * {@code ./build.sh test engines --seed N --first N --count N} sets {@code jigit.mutations.seed} and so on. A seed and a number
 * give one spoiled request, whatever was asked before it.
 *
 * <p>What is found stands in {@code target/mutations}; so do the numbers at work, should a request end the JVM.
 */
class MutationTest {
    private static final long SEED = Long.getLong("jigit.mutations.seed", 1);
    private static final long FIRST = Long.getLong("jigit.mutations.first", 0);
    private static final long COUNT = Long.getLong("jigit.mutations.count", 10_000);
    private static final int THREADS = 2;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final Distribution OF_MODULE = new Distribution();
    private static final Distribution OF_LIBRARY = new Distribution();

    private final AtomicLong next = new AtomicLong(FIRST);
    private final Map<String, Found> found = new ConcurrentSkipListMap<>();
    private final List<Question> corpus = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final long began = System.nanoTime();

    @Test
    void both_engines_answer_spoiled_requests_alike() throws Exception {
        Files.createDirectories(FOLDER);
        corpus.addAll(Question.corpus());
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Path numbers = FOLDER.resolve("thread-" + thread + ".number");
                all.add(threads.submit(() -> {
                    compare(numbers);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(4, TimeUnit.HOURS);
            }
        } finally {
            threads.shutdownNow();
        }
        say();
        assertTrue(found.isEmpty(), () -> found.size() + " kinds of mistakes: " + found.values());
        assertEquals(COUNT, answered.get());
    }

    private void compare(Path numbers) throws Exception {
        MappedByteBuffer at;
        try (var channel = FileChannel.open(
                numbers, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            at = channel.map(FileChannel.MapMode.READ_WRITE, 0, 20);
        }
        Pair pair = new Pair(corpus.get(0).request());
        for (long number = next.getAndIncrement(); number < FIRST + COUNT; number = next.getAndIncrement()) {
            at.put(0, String.format("%-19d\n", number).getBytes(StandardCharsets.US_ASCII));
            Spoiler spoiler = new Spoiler((SEED << 32) + number);
            Question question = any(spoiler);
            byte[] request = spoiler.spoil(question.request(), any(spoiler).request());
            Answers answers = pair.call(request);
            String mistake = answers.mistake();
            if (mistake != null) {
                found.computeIfAbsent(mistake, Found::new).add(number, question, request, answers);
                pair.start();
            } else if (answers.begin("{\"ok\":")) {
                accepted.incrementAndGet();
            }
            if (answered.incrementAndGet() % 50_000 == 0) {
                say();
            }
        }
    }

    /** A request of the corpus, a small one rather than a large one, and sometimes that of a configuration. */
    private Question any(Spoiler spoiler) {
        if (spoiler.below(100) == 0) {
            return corpus.get(0);
        }
        while (true) {
            Question question = corpus.get(spoiler.below(corpus.size()));
            if (spoiler.below(question.request().length) < USUAL) {
                return question;
            }
        }
    }

    private void say() {
        System.out.printf(
                "[core] %d spoiled requests, seed %d: %d accepted, %d kinds of mistakes, %d s; module: %s; library: %s%n",
                answered.get(),
                SEED,
                accepted.get(),
                found.size(),
                (System.nanoTime() - began) / 1_000_000_000,
                OF_MODULE,
                OF_LIBRARY);
    }

    /** An engine of each kind, which were told the same. */
    private static final class Pair {
        private final byte[] configuration;
        private WasmEngine wasm;
        private Library library;

        Pair(byte[] configuration) throws Exception {
            this.configuration = configuration;
            start();
        }

        void start() throws Exception {
            library = new Library();
            startWasm();
        }

        private void startWasm() {
            wasm = new WasmEngine(512L << 20);
            configure();
        }

        /** What both know then, whatever they knew before: they keep four versions. */
        private void configure() {
            for (long version = Long.MAX_VALUE; version > Long.MAX_VALUE - 4; version--) {
                tell(Frame.encode("{\"message\":\"configure\",\"version\":" + version + "}"));
            }
            tell(configuration);
        }

        private void tell(byte[] request) {
            wasm.call(request);
            library.call(request);
        }

        Answers call(byte[] request) {
            byte[] fromWasm = null;
            String trap = null;
            long began = CLOCK.getCurrentThreadCpuTime();
            try {
                fromWasm = wasm.call(request);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                trap = e.toString();
            }
            long between = CLOCK.getCurrentThreadCpuTime();
            Answers answers = new Answers(fromWasm, library.call(request), trap);
            OF_LIBRARY.add(CLOCK.getCurrentThreadCpuTime() - between);
            OF_MODULE.add(between - began);
            if (trap == null && wasm.memoryBytes() > EnginePool.LARGE) {
                startWasm();
            } else if (trap == null && answers.begin(CONFIGURED)) {
                configure();
            }
            return answers;
        }
    }

    /** A library of its own, with a memory of its own. */
    private static final class Library {
        private final Object engine;
        private final Method call;

        Library() throws ReflectiveOperationException {
            Class<?> type = new Copies().loadClass(JniEngine.class.getName());
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            engine = constructor.newInstance();
            call = type.getDeclaredMethod("call", byte[][].class);
            call.setAccessible(true);
        }

        byte[] call(byte[] request) {
            try {
                return (byte[]) call.invoke(engine, (Object) new byte[][] {request});
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * What both said to one request.
     *
     * @param wasm what the module answered, or null
     * @param jni what the library answered
     * @param trap why the module did not answer, or null
     */
    private record Answers(byte[] wasm, byte[] jni, String trap) {
        /** What is wrong with them, or null. */
        String mistake() {
            String head = new String(jni, Math.min(jni.length, 4), Math.min(300, Math.max(0, jni.length - 4)));
            if (head.contains(PANIC)) {
                String place = head.substring(head.indexOf(PANIC)).replaceAll("\".*", "");
                return trap == null ? "only the library: " + place : place;
            }
            if (trap != null) {
                return "only the module stopped: " + trap.lines().findFirst().orElse("");
            }
            if (!Arrays.equals(wasm, jni)) {
                return "different answers";
            }
            try {
                Frame frame = Frame.decode(jni);
                frame.rows();
                JsonParser.parseString(frame.head());
                return null;
            } catch (RuntimeException | StackOverflowError e) {
                return "Java cannot read the answer: " + e;
            }
        }

        boolean begin(String head) {
            byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
            return jni.length >= 4 + bytes.length && Arrays.equals(bytes, 0, bytes.length, jni, 4, 4 + bytes.length);
        }
    }

    /** A kind of mistake: how often it was met, and where first. */
    private static final class Found {
        private final String mistake;
        private final AtomicInteger times = new AtomicInteger();
        private volatile String first = "";

        Found(String mistake) {
            this.mistake = mistake;
        }

        void add(long number, Question question, byte[] request, Answers answers) throws IOException {
            int time = times.incrementAndGet();
            if (time == 1) {
                first = question.name() + ": ./build.sh test engines --seed " + SEED + " --first " + number
                        + " --count 1";
            }
            if (time <= KEPT) {
                Path file = FOLDER.resolve(SEED + "-" + number + ".request");
                Files.write(file, request);
                Files.write(FOLDER.resolve(SEED + "-" + number + ".jni"), answers.jni);
                if (answers.wasm != null) {
                    Files.write(FOLDER.resolve(SEED + "-" + number + ".wasm"), answers.wasm);
                }
            }
        }

        @Override
        public String toString() {
            return "\n" + times + " times " + mistake + "\n    " + first;
        }
    }

    private static final Path FOLDER = Path.of("target", "mutations");

    /** How many requests of each kind of mistake are kept. */
    private static final int KEPT = 5;

    /** Up to how many bytes a request is as likely as any other. */
    private static final int USUAL = 4096;

    private static final String CONFIGURED = "{\"ok\":{\"version\":";
    private static final String PANIC = "the core panicked";
}
