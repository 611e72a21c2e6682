// Tests a connection against its host, saved or not; nothing that it reads is stored.
package org.jigit.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.core.Core;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Check;
import org.jigit.core.Messages.CheckResult;
import org.jigit.http.Outbound;
import org.jigit.project.KnownProjects;

/** Runs the core's check step by step and tells each line with the time that it took. */
public final class Tester {
    private static final int MOST_REQUESTS = 20;

    private final Core core;
    private final Hosts hosts;
    private final Credentials credentials;
    private final Connections connections;
    private final Configurations configurations;
    private final KnownProjects projects;

    public Tester(
            Core core,
            Hosts hosts,
            Credentials credentials,
            Connections connections,
            Configurations configurations,
            KnownProjects projects) {
        this.core = core;
        this.hosts = hosts;
        this.credentials = credentials;
        this.connections = connections;
        this.configurations = configurations;
        this.projects = projects;
    }

    /** Tests what somebody typed; with an id, what is not typed is as it is stored. */
    public JsonObject typed(JsonObject body, boolean systemAdmin) {
        Connection before = null;
        if (body.has("id") && !body.get("id").isJsonNull()) {
            before = configurations.find(id(body));
        }
        Draft draft = configurations.draft(named(body, before), before, systemAdmin);
        return run(before == null ? 0 : before.id(), draft);
    }

    /** Tests a connection as it is stored. */
    public JsonObject saved(long id) {
        return run(id, connections.draft(configurations.find(id)));
    }

    /** A test does not need a name. */
    private static JsonObject named(JsonObject body, Connection before) {
        boolean nameless = !body.has("repoName")
                || body.get("repoName").isJsonNull()
                || body.get("repoName").getAsString().isBlank();
        if (before != null || !nameless) {
            return body;
        }
        JsonObject named = body.deepCopy();
        named.addProperty("repoName", "test");
        return named;
    }

    private static long id(JsonObject body) {
        try {
            return body.get("id").getAsLong();
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            throw new Refusal(400, "wrong_value", "id: expected a whole number").with("field", "id");
        }
    }

    private JsonObject run(long id, Draft draft) {
        Messages.Connection connection = hosts.message(draft.host(), draft.settings(), draft::holds);
        Credentials.Sender sender = credentials.tests(id, draft);
        List<Long> times = new ArrayList<>();
        String silence = null;
        Messages.Step step = step(connection, null, null, new byte[0]);
        JsonArray lines = new JsonArray();
        try {
            for (int sent = 0; step.fetch() != null && sent < MOST_REQUESTS; sent++) {
                long began = System.nanoTime();
                Outbound.Answer answer = sender.send(step.fetch());
                silence = silence == null ? answer.silence() : silence;
                Messages.Answered head = new Messages.Answered(
                        answer.status(), answer.headers(), step.fetch().url());
                int before = step.checks().size();
                step = step(connection, step.state(), head, answer.body());
                long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                for (int line = before; line < step.checks().size(); line++) {
                    times.add(line == before ? ms : 0);
                }
            }
        } catch (Credentials.Unavailable e) {
            lines.add(line("token", "failed", e.code(), Json.params(e.params()), e.getMessage(), null));
        } catch (Outbound.Refused e) {
            lines.add(line("address", "failed", e.code(), new JsonObject(), e.getMessage(), null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "interrupted", "the test was interrupted");
        }
        for (int at = 0; at < step.checks().size(); at++) {
            lines.add(line(step.checks().get(at), at < times.size() ? times.get(at) : null, silence));
        }
        if (step.problem() != null || step.fetch() != null && lines.isEmpty()) {
            Messages.Error problem = step.problem();
            lines.add(
                    problem == null
                            ? line(
                                    "token",
                                    "failed",
                                    "internal",
                                    new JsonObject(),
                                    "the test did not come to an end",
                                    null)
                            : line(
                                    "token",
                                    "failed",
                                    problem.code().word(),
                                    Json.params(problem.params()),
                                    problem.message(),
                                    null));
        } else if (step.restUntil() != null
                && step.checks().stream().noneMatch(check -> check.result() == CheckResult.FAILED)) {
            JsonObject params = new JsonObject();
            params.add("until", Json.time(step.restUntil().toEpochMilli()));
            lines.add(line("pace", "warning", "rate_limited", params, "the host wants us to wait", null));
        }
        JsonObject result = new JsonObject();
        result.add("checks", lines);
        boolean failed = false;
        for (var each : lines) {
            failed |= each.getAsJsonObject().get("result").getAsString().equals("failed");
        }
        result.addProperty("ok", !failed && !step.checks().isEmpty());
        return result;
    }

    private Messages.Step step(Messages.Connection connection, String state, Messages.Answered answered, byte[] body) {
        return core.step(
                        new Messages.TakeStep(
                                connection,
                                Messages.Task.CHECK,
                                null,
                                state,
                                false,
                                null,
                                answered,
                                Instant.now(),
                                projects.version()),
                        body)
                .head();
    }

    private static JsonObject line(Check check, Long ms, String silence) {
        boolean skipped = check.result() == CheckResult.SKIPPED;
        boolean silent = silence != null && check.code() == Messages.Code.UNAVAILABLE;
        JsonObject params = Json.params(check.params());
        if (silent) {
            params.addProperty("reason", silence);
        }
        return line(
                check.id(),
                check.result().word(),
                check.code() == null ? null : check.code().word(),
                params,
                silent ? check.message() + ": " + silence : check.message(),
                skipped ? null : ms);
    }

    private static JsonObject line(String id, String result, String code, JsonObject params, String message, Long ms) {
        JsonObject line = new JsonObject();
        line.addProperty("id", id);
        line.addProperty("result", result);
        line.addProperty("code", code);
        line.add("params", params);
        line.addProperty("message", message);
        if (ms == null) {
            line.add("ms", JsonNull.INSTANCE);
        } else {
            line.addProperty("ms", ms);
        }
        return line;
    }
}
