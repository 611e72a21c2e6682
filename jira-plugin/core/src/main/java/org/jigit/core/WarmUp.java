// Lets the JVM compile the core before anybody waits for it.
package org.jigit.core;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The JVM interprets what it meets for the first time: the first webhook would take a quarter of a second, and the next hundred some
 * milliseconds each. So deliveries and pages of Git hosts are read again and again by an engine that is then thrown away; what was
 * compiled stays. The samples are fixtures of the hosts, packed when Jigit was built.
 */
public final class WarmUp {
    private static final String SAMPLES = "samples.zip";
    private static final String DELIVERIES = "deliveries";
    private static final int TURNS = 3;
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final long VERSION = 1;

    private final List<Sample> samples;

    /** Takes the samples of some hosts, known by their names. */
    public WarmUp(Set<String> hosts) {
        samples = samples(hosts);
    }

    /** How many samples there are. */
    public int samples() {
        return samples.size();
    }

    /**
     * A delivery, or an answer to a request.
     *
     * @param host whose it is
     * @param task what asks for it; null for a delivery
     * @param base the address of the server; null for a delivery
     * @param status the answer's status
     * @param headers its headers
     * @param body its body
     */
    private record Sample(
            String host, Messages.Task task, String base, int status, List<Messages.Header> headers, byte[] body) {}

    /**
     * Reads all samples, several times.
     *
     * @param goOn asked before each sample
     */
    public void run(int times, BooleanSupplier goOn) {
        if (samples.isEmpty()) {
            return;
        }
        try (Core core = Core.start(1)) {
            core.configure(new Messages.Configure(VERSION, List.of("PAY"), null, null, null, null, null));
            for (int time = 0; time < times; time++) {
                for (Sample sample : samples) {
                    if (!goOn.getAsBoolean()) {
                        return;
                    }
                    if (sample.task == null) {
                        deliver(core, sample);
                    } else {
                        step(core, sample);
                    }
                }
            }
        }
    }

    private static void deliver(Core core, Sample sample) {
        core.deliver(
                new Messages.Deliver(
                        sample.host,
                        sample.headers,
                        List.of(),
                        List.of(),
                        NOW,
                        Messages.BranchStrategy.ALL,
                        List.of(),
                        null,
                        true,
                        VERSION),
                sample.body);
    }

    /** A new task that gets the answer to its first requests. */
    private static void step(Core core, Sample sample) {
        var connection = new Messages.Connection(
                sample.host,
                sample.base,
                "",
                "",
                "GroupOfRepositories",
                "octo-org",
                false,
                "",
                "",
                List.of(),
                Messages.BranchStrategy.ALL,
                List.of(),
                0,
                true,
                300_000,
                null,
                true);
        var repository = new Messages.RepositoryRef("1", "octo-org/payments", "main");
        String state = null;
        Messages.Answered answered = null;
        byte[] body = {};
        for (int turn = 0; turn < TURNS; turn++) {
            Messages.Step step = core.step(
                            new Messages.TakeStep(
                                    connection, sample.task, repository, state, false, null, answered, NOW, VERSION),
                            body)
                    .head();
            if (step.fetch() == null) {
                return;
            }
            state = step.state();
            answered = new Messages.Answered(
                    sample.status, sample.headers, step.fetch().url());
            body = sample.body;
        }
    }

    private static List<Sample> samples(Set<String> hosts) {
        List<Sample> samples = new ArrayList<>();
        try (InputStream file = WarmUp.class.getResourceAsStream(SAMPLES);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                // github/fixtures/pages/commits/a_page.json
                String[] path = entry.getName().split("/");
                if (path.length == 5 && hosts.contains(path[0])) {
                    JsonObject fixture = JsonParser.parseString(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                            .getAsJsonObject();
                    samples.add(
                            path[2].equals(DELIVERIES) ? delivery(path[0], fixture) : page(path[0], path[3], fixture));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be read", e);
        }
        return samples;
    }

    private static Sample delivery(String host, JsonObject fixture) {
        return new Sample(host, null, null, 0, headers(fixture), body(fixture));
    }

    private static Sample page(String host, String kind, JsonObject fixture) {
        Messages.Task task =
                switch (kind) {
                    case "branches", "commits" -> Messages.Task.BRANCHES;
                    case "pull_requests" -> Messages.Task.PULL_REQUESTS;
                    default -> Messages.Task.REPOSITORIES;
                };
        JsonObject response = fixture.getAsJsonObject("response");
        return new Sample(
                host,
                task,
                fixture.get("base_url").getAsString(),
                response.get("status").getAsInt(),
                headers(response),
                body(response));
    }

    private static List<Messages.Header> headers(JsonObject received) {
        return received.getAsJsonObject("headers").entrySet().stream()
                .map(header ->
                        new Messages.Header(header.getKey(), header.getValue().getAsString()))
                .toList();
    }

    private static byte[] body(JsonObject received) {
        return received.get("body").toString().getBytes(StandardCharsets.UTF_8);
    }
}
