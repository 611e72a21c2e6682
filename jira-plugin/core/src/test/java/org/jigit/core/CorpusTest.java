// One corpus, many engines: each in the JVM answers every request as the native core did, byte for byte.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CorpusTest {
    @Test
    @Timeout(300)
    void the_module_answers_like_the_native_core() throws IOException {
        answers_like_the_native_core(new WasmEngine(512L << 20));
    }

    @Test
    @Timeout(300)
    void the_library_answers_like_the_native_core() throws IOException {
        answers_like_the_native_core(new JniEngine());
    }

    private static void answers_like_the_native_core(Engine engine) throws IOException {
        List<Path> requests;
        try (var files = Files.list(CORPUS)) {
            requests = files.filter(file -> file.toString().endsWith(REQUEST))
                    .sorted()
                    .toList();
        }
        assertTrue(
                requests.size() > 1000,
                () -> CORPUS + " has " + requests.size() + " requests; ./build.sh test java writes them");
        for (Path request : requests) {
            String name = request.getFileName().toString().replace(REQUEST, "");
            byte[] expected = Files.readAllBytes(CORPUS.resolve(name + ".answer"));
            byte[] answer = engine.call(Files.readAllBytes(request));
            assertArrayEquals(
                    expected,
                    answer,
                    () -> name + " (is the corpus as new as the module? ./build.sh test java makes it): "
                            + Frame.decode(answer).head());
            // The rows are readable by the generated readers, to the last byte.
            Frame.decode(answer).rows();
        }
    }

    private static final Path CORPUS = Path.of(System.getProperty("jigit.corpus"));
    private static final String REQUEST = ".request";
}
