// The screens in a real browser: what people see, whether it is accessible, and the pictures of it in
// target/screenshots.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jigit.it.replay.DemoData;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Model;
import org.jigit.it.replay.ReplayHost;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BrowserIT {

    @TestFactory
    Stream<DynamicTest> the_screens_are_what_people_need() throws Exception {
        var folder = NodeTool.packages("browser");
        var pictures = Stage.folder("screenshots");
        Stage.remove(pictures);
        java.nio.file.Files.createDirectories(pictures);
        var checks = new ArrayList<JsonNode>();
        NodeTool.Result result;
        var model = new Model();
        var end = Instant.now();
        DemoData.tell(model, end);
        model.token(Scene.TOKEN, "dev1");
        // a Jira of its own, so that the pictures show the demo and nothing else
        try (var stage = Stage.open("browser", List.of(), List.of());
                var host = ReplayHost.start(model, 0)) {
            stage.install();
            var connection = DemoConnection.create(stage.admin(), host, Scene.TOKEN);
            connection.waitUntilRead();
            connection.tell(DemoData.goOn(model, end));
            result = NodeTool.run(
                    List.of("node", "screens.mjs", stage.url(), "PAY-1", DemoConnection.NAME, pictures.toString()),
                    folder,
                    180);
        }
        result.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Json::read)
                .forEach(checks::add);
        assertEquals(0, result.code(), result.output());
        assertTrue(checks.size() >= 10, "only " + checks.size() + " checks were made: " + result.output());
        return checks.stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.path("name").asText(),
                        () -> assertTrue(
                                check.path("ok").asBoolean(),
                                check.path("detail").asText())));
    }
}
