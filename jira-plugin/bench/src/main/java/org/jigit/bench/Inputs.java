// The inputs by name: those that are made, and those that somebody keeps aside.
package org.jigit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes an input when it is asked for, always with the same bytes. */
final class Inputs {
    private Inputs() {}

    /** An input that can be made. */
    record Named(String name, Supplier<Input> make) {}

    /** All inputs; a folder of others is named by the system property {@value #FOLDER}. */
    static List<Named> all() {
        List<Named> inputs = new ArrayList<>();
        made(inputs, "github/push_7kB", Kind.GITHUB_PUSH, 7_000);
        made(inputs, "github/push_100kB", Kind.GITHUB_PUSH, 100_000);
        made(inputs, "github/push_1MB", Kind.GITHUB_PUSH, 1_000_000);
        made(inputs, "github/100_commits", Kind.GITHUB_COMMITS, PAGE);
        made(inputs, "github/100_pull_requests", Kind.GITHUB_PULL_REQUESTS, PAGE);
        made(inputs, "gitlab/100_commits", Kind.GITLAB_COMMITS, PAGE);
        made(inputs, "azure_devops/100_commits", Kind.AZURE_DEVOPS_COMMITS, PAGE);
        made(inputs, "gerrit/100_commits", Kind.GERRIT_COMMITS, PAGE);
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            kept(inputs, Path.of(folder));
        }
        return inputs;
    }

    static Input named(String name) {
        return all().stream()
                .filter(input -> input.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such input: " + name))
                .make
                .get();
    }

    private static void made(List<Named> inputs, String name, Kind kind, int size) {
        inputs.add(new Named(name, () -> Bodies.make(name, kind, size, true)));
        String keyless = name + "_keyless";
        inputs.add(new Named(keyless, () -> Bodies.make(keyless, kind, size, false)));
    }

    /** Bodies as they came, in folders named by their kinds, beside a file {@code projects} with a key on each line. */
    private static void kept(List<Named> inputs, Path folder) {
        try (var folders = Files.list(folder)) {
            var projects = Files.readAllLines(folder.resolve("projects"));
            for (var of : folders.filter(Files::isDirectory).sorted().toList()) {
                Kind kind = Kind.of(of.getFileName().toString());
                try (var files = Files.list(of)) {
                    for (var file : files.sorted().toList()) {
                        String name = "kept/" + kind.word() + "/" + file.getFileName();
                        inputs.add(new Named(name, () -> Input.of(name, kind, bytes(file), projects, -1)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final String FOLDER = "jigit.bench.inputs";

    /** Commits or pull requests of a page. */
    private static final int PAGE = 100;
}
