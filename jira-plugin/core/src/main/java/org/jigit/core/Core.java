// The Rust core for Java: one method per message, records in, records out.
package org.jigit.core;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
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
        return ask(JSON_HEAD, "describe", new JsonObject(), NO_BODY).ok().toString();
    }

    /** What a webhook delivery means. */
    public Delivered deliver(Messages.Deliver call, byte[] body) {
        Answer<Messages.Delivered> answer = ask(DELIVERED, "deliver", call, body);
        return new Delivered(answer.ok(), answer.rows());
    }

    /** One turn of sync. */
    public Stepped step(Messages.TakeStep call, byte[] body) {
        Answer<Messages.Step> answer = ask(STEP, "step", call, body);
        return new Stepped(answer.ok(), answer.rows());
    }

    /** What an answer of a host means, read on its own. */
    public PageRead page(Messages.ReadPage call, byte[] body) {
        Answer<Messages.PageRead> answer = ask(PAGE, "page", call, body);
        return new PageRead(answer.ok(), answer.rows());
    }

    /**
     * The issue keys in a text, as JSON.
     *
     * @param field where the text stands: {@code commit}, {@code branch}, {@code pr_title} or {@code pr_body}
     */
    public String issueKeysJson(String field, String text, long version) {
        return ask(JSON_HEAD, "issue_keys", text(text, version, Map.of("field", field)), NO_BODY)
                .ok()
                .toString();
    }

    /** The issue keys in a text under the rules of a connection, as JSON. */
    public String issueKeysJson(Messages.KeysIn call) {
        return ask(JSON_HEAD, "issue_keys", call, NO_BODY).ok().toString();
    }

    /**
     * What would become of texts or of a delivery, and why, as JSON. Nothing is stored.
     *
     * @param call the fields of the message {@code preview}
     * @param body the body of the delivery; empty when there is none
     */
    public JsonObject preview(JsonObject call, byte[] body) {
        return ask(JSON_HEAD, "preview", call, body).ok().getAsJsonObject();
    }

    /** The smart commits in a commit message, as JSON. */
    public String smartCommitsJson(String text, long version) {
        return ask(JSON_HEAD, "smart_commits", text(text, version, Map.of()), NO_BODY)
                .ok()
                .toString();
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

    /** The head of an answer: one of these. */
    private record Head<T>(T ok, Messages.Error error, Long needsConfiguration) {}

    /** The head of an answer, and its frame. */
    private record Answer<T>(Head<T> head, Frame frame) {
        static <T> Answer<T> of(TypeToken<Head<T>> type, byte[] bytes) {
            Frame frame = Frame.decode(bytes);
            return new Answer<>(JSON.fromJson(frame.head(), type), frame);
        }

        T ok() {
            return head.ok;
        }

        Messages.Update rows() {
            return frame.rows();
        }

        /** This answer, if the call was done. */
        Answer<T> orThrow() {
            if (head.ok != null) {
                return this;
            }
            throw head.error != null
                    ? new CoreException(head.error)
                    : CoreException.internal("expected ok or error, found " + frame.head(), null);
        }
    }

    private <T> Answer<T> ask(TypeToken<Head<T>> type, String message, Object call, byte[] body) {
        byte[] head = Frame.encode(head(message, call));
        try (var loan = at.pool.borrow()) {
            Answer<T> answer = Answer.of(type, loan.call(head, body));
            if (answer.head.needsConfiguration != null) {
                configure(loan, answer.head.needsConfiguration);
                answer = Answer.of(type, loan.call(head, body));
            }
            return answer.orThrow();
        } catch (CoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw CoreException.internal(message + ": the engine stopped: " + e, e);
        }
    }

    /** The head of a question: a call with the name of its message. */
    private static String head(String message, Object call) {
        String json = JSON.toJson(call);
        return "{\"message\":\"" + message + (json.equals("{}") ? "\"}" : "\"," + json.substring(1));
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
        byte[] head = Frame.encode(head("configure", configuration));
        Answer.of(JSON_HEAD, loan.call(head)).orThrow();
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

    private static final TypeToken<Head<JsonElement>> JSON_HEAD = new TypeToken<>() {};
    private static final TypeToken<Head<Messages.Delivered>> DELIVERED = new TypeToken<>() {};
    private static final TypeToken<Head<Messages.Step>> STEP = new TypeToken<>() {};
    private static final TypeToken<Head<Messages.PageRead>> PAGE = new TypeToken<>() {};

    private static final byte[] NO_BODY = {};

    // Calls that were given an older version may still run while it changes; the core itself keeps four.
    private static final int KEPT_CONFIGURATIONS = 4;

    // The largest body is 25 MB; it is there several times while it is read: the frame, its texts, the rows, their
    // packed form.
    private static final long MEMORY_LIMIT = 512L << 20;
}
