// The corpus: requests, and what the native core answered.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One request.
 *
 * @param name what it is
 * @param request the frame that asks
 * @param answer the frame that answers
 */
record Question(String name, byte[] request, byte[] answer) {
    /** All of them in their order: the first configures the core, and later ones rely on it. */
    static List<Question> corpus() throws IOException {
        List<Question> corpus;
        try (var files = Files.list(CORPUS)) {
            corpus = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(REQUEST))
                    .sorted()
                    .map(file -> read(file.replace(REQUEST, "")))
                    .toList();
        }
        assertTrue(
                corpus.size() > 1000,
                () -> CORPUS + " has " + corpus.size() + " requests; ./build.sh test java writes them");
        return corpus;
    }

    private static Question read(String name) {
        try {
            return new Question(
                    name,
                    Files.readAllBytes(CORPUS.resolve(name + REQUEST)),
                    Files.readAllBytes(CORPUS.resolve(name + ".answer")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Path CORPUS = Path.of(System.getProperty("jigit.corpus"));
    private static final String REQUEST = ".request";
}
