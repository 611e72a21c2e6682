// One corpus, many engines: each in the JVM answers every request as the native core did, byte for byte.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
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
        for (Question question : Question.corpus()) {
            byte[] answer = engine.call(question.request());
            assertArrayEquals(
                    question.answer(),
                    answer,
                    () -> question.name() + " (is the corpus as new as the module? ./build.sh test java makes it): "
                            + Frame.decode(answer).head());
            // The rows are readable by the generated readers, to the last byte.
            Frame.decode(answer).rows();
        }
    }
}
