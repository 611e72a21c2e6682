// The Rust core for Java: one method per message, records in, records out.
package org.jigit.core;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The Rust core: it decides what the bytes of Git hosts mean and what to do next. For any number of threads.
 *
 * <p>A call that the core refuses, or that stops its engine, throws a {@link CoreException}.
 */
public final class Core implements AutoCloseable {
    private final int engines;
    private final long memoryLimit;
    private final UnaryOperator<Engine> each;
    private final ConcurrentSkipListMap<Long, Messages.Configure> configurations = new ConcurrentSkipListMap<>();
    private volatile At at;

    private Core(int engines, long memoryLimit, UnaryOperator<Engine> each) {
        this.engines = engines;
        this.memoryLimit = memoryLimit;
        this.each = each;
        this.at = wasm(Choice.WASM, null, null);
    }

    /** Starts the core in WebAssembly, with at most some engines: so many calls run at the same time. */
    public static Core start(int engines) {
        return start(engines, MEMORY_LIMIT);
    }

    static Core start(int engines, long memoryLimit) {
        return new Core(engines, memoryLimit, UnaryOperator.identity());
    }

    /** Starts the core with something around each of its engines that watches it. */
    static Core watched(int engines, UnaryOperator<Engine> each) {
        return new Core(engines, MEMORY_LIMIT, each);
    }

    /** What may run the core. */
    public enum Choice {
        /** WebAssembly, compiled to the JVM's own code: nothing native. */
        WASM,
        /** The native library, where there is one for this machine. */
        JNI,
        /** The fastest that works here. */
        AUTO;

        /** As REST and settings have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The choice that a word means. */
        public static Optional<Choice> of(String word) {
            return Arrays.stream(values())
                    .filter(choice -> choice.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * What runs the core.
     *
     * @param engine {@code wasm} or {@code jni}
     * @param reason why it is not the native library, though that was wanted: {@code not_packed}, {@code not_loaded},
     *     {@code self_test}; null when it is what was wanted
     * @param message the same as a sentence, or null
     */
    public record Running(String engine, String reason, String message) {}

    /** What is used now. */
    private record At(Choice choice, EnginePool pool, Running running) {}

    /** Lets something else run the core from now on; calls that are under way end where they began. */
    public synchronized Running use(Choice choice) {
        At before = at;
        if (choice != before.choice) {
            at = choice == Choice.WASM ? wasm(choice, null, null) : nativeOrWasm(choice);
            before.pool.clear();
        }
        return at.running;
    }

    private At nativeOrWasm(Choice choice) {
        try {
            // They hold nothing, so there are as many as there are callers.
            EnginePool pool = started(Integer.MAX_VALUE, JniEngine::new);
            // The library outlives this core within its class loader, and so does what it remembers of another one.
            configurations.values().forEach(configuration -> configure(pool, configuration));
            return new At(choice, pool, new Running(Choice.JNI.word(), null, null));
        } catch (JniEngine.Unusable e) {
            return wasm(choice, e.reason(), e.getMessage());
        }
    }

    private At wasm(Choice choice, String reason, String message) {
        EnginePool pool = started(engines, () -> new WasmEngine(memoryLimit));
        return new At(choice, pool, new Running(Choice.WASM.word(), reason, message));
    }

    /** A pool whose first engine has started: one that cannot says so now, not at the first webhook. */
    private EnginePool started(int most, Supplier<Engine> start) {
        EnginePool pool = new EnginePool(most, () -> each.apply(start.get()));
        pool.borrow().close();
        return pool;
    }

    /**
     * Remembers which projects this Jira has and how it counts time, under a version that later calls name. Versions grow;
     * version 0 is never configured and knows no projects.
     */
    public void configure(Messages.Configure configuration) {
        configurations.put(configuration.version(), configuration);
        At now = at;
        if (now.running.engine.equals(Choice.JNI.word())) {
            configure(now.pool, configuration);
        }
        while (configurations.size() > KEPT_CONFIGURATIONS) {
            configurations.pollFirstEntry();
        }
    }

    /** What the core can do: hosts, endpoints, stored columns. */
    public Messages.Described describe() {
        return JSON.fromJson(describeJson(), Messages.Described.class);
    }

    /** What the core can do, as JSON. */
    public String describeJson() {
        return ask("describe", new JsonObject(), NO_BODY).ok().toString();
    }

    /** What a webhook delivery means. */
    public Delivered deliver(Messages.Deliver call, byte[] body) {
        Answer answer = ask("deliver", JSON.toJsonTree(call), body);
        return new Delivered(JSON.fromJson(answer.ok(), Messages.Delivered.class), answer.rows());
    }

    /** One turn of sync. */
    public Stepped step(Messages.TakeStep call, byte[] body) {
        Answer answer = ask("step", JSON.toJsonTree(call), body);
        return new Stepped(JSON.fromJson(answer.ok(), Messages.Step.class), answer.rows());
    }

    /** What an answer of a host means, read on its own. */
    public PageRead page(Messages.ReadPage call, byte[] body) {
        Answer answer = ask("page", JSON.toJsonTree(call), body);
        return new PageRead(JSON.fromJson(answer.ok(), Messages.PageRead.class), answer.rows());
    }

    /**
     * The issue keys in a text, as JSON.
     *
     * @param field where the text stands: {@code commit}, {@code branch}, {@code pr_title} or {@code pr_body}
     */
    public String issueKeysJson(String field, String text, long version) {
        return ask("issue_keys", text(text, version, Map.of("field", field)), NO_BODY)
                .ok()
                .toString();
    }

    /** The issue keys in a text under the rules of a connection, as JSON. */
    public String issueKeysJson(Messages.KeysIn call) {
        return ask("issue_keys", JSON.toJsonTree(call), NO_BODY).ok().toString();
    }

    /**
     * What would become of texts or of a delivery, and why, as JSON. Nothing is stored.
     *
     * @param call the fields of the message {@code preview}
     * @param body the body of the delivery; empty when there is none
     */
    public JsonObject preview(JsonObject call, byte[] body) {
        return ask("preview", call.deepCopy(), body).ok().getAsJsonObject();
    }

    /** The smart commits in a commit message, as JSON. */
    public String smartCommitsJson(String text, long version) {
        return ask("smart_commits", text(text, version, Map.of()), NO_BODY).ok().toString();
    }

    /** What runs the core. */
    public Running running() {
        return at.running;
    }

    /** Lets go of the engines. */
    @Override
    public void close() {
        at.pool.clear();
    }

    /**
     * What a delivery means.
     *
     * @param head the facts
     * @param rows what it brings, to be stored only when the outcome is {@code update}
     */
    public record Delivered(Messages.Delivered head, Messages.Update rows) {}

    /**
     * What a turn of sync decided.
     *
     * @param head the facts, among them the state to save
     * @param rows what to store, in the same transaction as the state
     */
    public record Stepped(Messages.Step head, Messages.Update rows) {}

    /**
     * What an answer of a host means.
     *
     * @param head the facts
     * @param rows what it brings
     */
    public record PageRead(Messages.PageRead head, Messages.Update rows) {}

    /** The whole head of an answer, and its frame. */
    private record Answer(JsonObject head, Frame frame) {
        static Answer of(byte[] bytes) {
            Frame frame = Frame.decode(bytes);
            return new Answer(JsonParser.parseString(frame.head()).getAsJsonObject(), frame);
        }

        JsonElement ok() {
            return head.get("ok");
        }

        Messages.Update rows() {
            return frame.rows();
        }

        /** This answer, if the call was done. */
        Answer orThrow() {
            if (head.has("ok")) {
                return this;
            }
            throw head.has("error")
                    ? new CoreException(JSON.fromJson(head.get("error"), Messages.Error.class))
                    : CoreException.internal("expected ok or error, found " + head.keySet(), null);
        }
    }

    private Answer ask(String message, JsonElement call, byte[] body) {
        JsonObject head = call.getAsJsonObject();
        head.addProperty("message", message);
        byte[] question = Frame.encode(head.toString(), body);
        try (var loan = at.pool.borrow()) {
            Answer answer = Answer.of(loan.call(question));
            if (answer.head.has(NEEDS_CONFIGURATION)) {
                configure(loan, answer.head.get(NEEDS_CONFIGURATION).getAsLong());
                answer = Answer.of(loan.call(question));
            }
            return answer.orThrow();
        } catch (CoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw CoreException.internal(message + ": the engine stopped: " + e, e);
        }
    }

    private void configure(EnginePool.Loan loan, long version) {
        Messages.Configure configuration = configurations.get(version);
        if (configuration == null) {
            throw CoreException.internal("no configuration has the version " + version, null);
        }
        send(loan, configuration);
    }

    private static void configure(EnginePool pool, Messages.Configure configuration) {
        try (var loan = pool.borrow()) {
            send(loan, configuration);
        }
    }

    private static void send(EnginePool.Loan loan, Messages.Configure configuration) {
        JsonObject head = JSON.toJsonTree(configuration).getAsJsonObject();
        head.addProperty("message", "configure");
        Answer.of(loan.call(Frame.encode(head.toString(), NO_BODY))).orThrow();
    }

    private static JsonObject text(String text, long version, Map<String, String> more) {
        JsonObject call = new JsonObject();
        call.addProperty("text", text);
        call.addProperty("version", version);
        more.forEach(call::addProperty);
        return call;
    }

    /** Points in time are RFC 3339 in JSON. */
    private static final class InstantAdapter extends TypeAdapter<Instant> {
        @Override
        public void write(JsonWriter out, Instant instant) throws IOException {
            out.value(instant.toString());
        }

        @Override
        public Instant read(JsonReader in) throws IOException {
            String text = in.nextString();
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IOException("expected RFC 3339, found \"" + text + "\"", e);
            }
        }
    }

    static final Gson JSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
            .disableHtmlEscaping()
            .create();

    private static final String NEEDS_CONFIGURATION = "needs_configuration";

    private static final byte[] NO_BODY = {};

    // Calls that were given an older version may still run while it changes; the core itself keeps four.
    private static final int KEPT_CONFIGURATIONS = 4;

    // The largest body is 25 MB; it is there several times while it is read: the frame, its texts, the rows, their
    // packed form.
    private static final long MEMORY_LIMIT = 512L << 20;
}
