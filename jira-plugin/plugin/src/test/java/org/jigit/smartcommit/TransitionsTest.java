// Which step of a workflow the name of a command means.
package org.jigit.smartcommit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionsTest {
    private static final List<ActionDescriptor> STEPS = Stream.of(
                    "Start Progress",
                    "Start Review",
                    "Close",
                    "Close as duplicate",
                    "Won't do!",
                    "  Ready -- for QA ",
                    "Überprüfen",
                    "再開")
            .map(TransitionsTest::step)
            .toList();

    private static ActionDescriptor step(String name) {
        ActionDescriptor step = new ActionDescriptor();
        step.setName(name);
        return step;
    }

    @ParameterizedTest(name = "#{0} means {1}: {2}")
    @CsvSource({
        "close, Close, the same name comes before longer ones",
        "close-as, Close as duplicate, whole words at the beginning",
        "close-as-dup, Close as duplicate, else its first letters",
        "start, Start Progress|Start Review, two begin with this word",
        "start-r, Start Review, one begins with these letters",
        "won-t-do, Won't do!, signs are hyphens and none is at the end",
        "ready-for-qa, '  Ready -- for QA ', several signs are one hyphen",
        "überprüfen, Überprüfen, any letters",
        "再開, 再開, of any script",
        "resolve, '', no such step",
    })
    void a_name_means_the_step_that_is_most_like_it(String name, String expected, String because) {
        List<String> found = Transitions.named(name, STEPS).stream()
                .map(ActionDescriptor::getName)
                .toList();
        assertEquals(expected.isEmpty() ? List.of() : List.of(expected.split("\\|")), found, because);
    }
}
