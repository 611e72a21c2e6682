// A headless Jira as a child process: started from its folder, waited for, and stopped whatever happens.
package org.jigit.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A headless Jira as a child process. Closing it stops the process; so does the end of this JVM. */
public final class HeadlessJira implements AutoCloseable {
    private final Process process;
    private final Thread atExit;
    private final String url;
    private final Path home;

    private HeadlessJira(Process process, Thread atExit, String url, Path home) {
        this.process = process;
        this.atExit = atExit;
        this.url = url;
        this.home = home;
    }

    /**
     * Where it is and how it runs.
     *
     * @param folder the packaged headless Jira, with {@code lib} inside
     * @param home what it writes to
     * @param jvm more options of its JVM
     * @param arguments its arguments beside {@code --home}
     * @param log takes every line that it writes
     */
    public record Options(Path folder, Path home, List<String> jvm, List<String> arguments, Consumer<String> log) {}

    /** Starts it and waits until it takes requests. */
    public static HeadlessJira start(Options options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true", "-Djigit.allow.loopback=true"));
        command.addAll(options.jvm());
        command.addAll(List.of("-cp", options.folder().resolve("lib") + "/*", "org.jigit.headless.Main"));
        command.addAll(List.of("--home", options.home().toString()));
        command.addAll(options.arguments());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var atExit = new Thread(() -> stop(process), "stop-headless-jira");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            var url = listening(process, options.log()).get(START_SECONDS, TimeUnit.SECONDS);
            return new HeadlessJira(process, atExit, url, options.home());
        } catch (ExecutionException | TimeoutException e) {
            stop(process);
            throw new IOException(
                    "the headless Jira did not start within " + START_SECONDS + " s: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the headless Jira started", e);
        }
    }

    /** Its address with the context path. */
    public String url() {
        return url;
    }

    /** Its home. */
    public Path home() {
        return home;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Waits until the process ends, and gives its exit code. */
    public int join() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends the process without giving it a chance to tidy up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        stop(process);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // this JVM is ending, and the hook runs anyway
        }
    }

    private static CompletableFuture<String> listening(Process process, Consumer<String> log) {
        var url = new CompletableFuture<String>();
        var reader = new Thread(() -> read(process, log, url), "headless-jira-output");
        reader.setDaemon(true);
        reader.start();
        return url;
    }

    private static void read(Process process, Consumer<String> log, CompletableFuture<String> url) {
        var last = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LISTENING)) {
                    url.complete(line.substring(LISTENING.length()).trim());
                    continue;
                }
                log.accept(line);
                last.add(line);
                if (last.size() > 20) {
                    last.remove(0);
                }
            }
        } catch (IOException e) {
            log.accept("the output of the headless Jira ended: " + e.getMessage());
        }
        url.completeExceptionally(new IOException("it ended before it listened:\n" + String.join("\n", last)));
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static final String LISTENING = "LISTENING ";
    /** A cold start takes about 5 s on an idle machine; a busy one needs more. */
    private static final int START_SECONDS = 120;
    /** It promises to stop within 5 s. */
    private static final int STOP_SECONDS = 15;
}
