// A headless Jira with the app installed, for the tests of one class or of all of them.
package org.jigit.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** A headless Jira with the app installed. */
final class Stage implements AutoCloseable {
    private static Stage shared;

    private final HeadlessJira process;
    private final BufferedWriter log;
    private final Jira admin;

    private Stage(HeadlessJira process, BufferedWriter log) {
        this.process = process;
        this.log = log;
        this.admin = Jira.as(process.url(), "admin");
    }

    /** The one that most test classes share; it stops with this JVM. */
    static synchronized Stage shared() throws IOException {
        if (shared == null) {
            shared = open("shared", List.of(), List.of());
            shared.install();
        }
        return shared;
    }

    /** A new one without the app, with its home in {@code target/homes/name}. */
    static Stage open(String name, List<String> jvm, List<String> arguments) throws IOException {
        remove(folder("homes").resolve(name));
        remove(log(name));
        return reopen(name, jvm, arguments);
    }

    /** One with the home that an earlier one of this name left; its log goes on where that one's ended. */
    static Stage reopen(String name, List<String> jvm, List<String> arguments) throws IOException {
        var home = Files.createDirectories(folder("homes").resolve(name));
        var log = Files.newBufferedWriter(log(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        var all = new java.util.ArrayList<>(List.of("--port", "0"));
        all.addAll(arguments);
        var started = Instant.now();
        var process = HeadlessJira.start(
                new HeadlessJira.Options(Places.headless(), home, jvm, all, line -> write(log, line)));
        System.out.println("[it] headless Jira \"" + name + "\" up in " + millis(started) + " ms");
        return new Stage(process, log);
    }

    /** Uploads the app. */
    void install() throws IOException {
        var started = Instant.now();
        admin.install(Places.pluginJar());
        System.out.println("[it] app installed in " + millis(started) + " ms");
    }

    HeadlessJira process() {
        return process;
    }

    String url() {
        return process.url();
    }

    Path home() {
        return process.home();
    }

    Jira admin() {
        return admin;
    }

    Jira as(String name) {
        return Jira.as(url(), name);
    }

    @Override
    public void close() throws IOException {
        process.close();
        log.close();
    }

    /** Asks until the answer is as wished; fails with the last answer. */
    static <T> T eventually(String what, Duration within, Callable<T> question, Predicate<T> wished) throws Exception {
        var end = Instant.now().plus(within);
        var answer = question.call();
        while (!wished.test(answer)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(what + ": not within " + within.toMillis() + " ms; last: " + answer);
            }
            Thread.sleep(50);
            answer = question.call();
        }
        return answer;
    }

    static Path folder(String name) throws IOException {
        return Files.createDirectories(Path.of("target").resolve(name).toAbsolutePath());
    }

    /** Where one of this name writes to. */
    static Path log(String name) throws IOException {
        return folder("logs").resolve(name + ".log");
    }

    static long millis(Instant since) {
        return Duration.between(since, Instant.now()).toMillis();
    }

    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void write(BufferedWriter log, String line) {
        try {
            log.write(line);
            log.newLine();
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
