// The rules of a connection: which keys it links, what a change of them takes away at once, and what is read again.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Repository;
import org.junit.jupiter.api.Test;

class RulesIT {
    private static final Map<String, Object> NO_RULES =
            Json.object("projectKeys", List.of(), "ignoredKeys", List.of(), "keyPattern", "");

    /** A scene with two projects, and a repository whose texts name issues of both. */
    private static final class Rules implements AutoCloseable {
        private final Scene scene;
        private final Repository repository;
        /** Three issues of the scene's own project. */
        private final List<String> own = new ArrayList<>();
        /** An issue of a project that others use as well. */
        private final String foreign;

        Rules(Stage stage) throws Exception {
            scene = new Scene(stage);
            for (int number = 0; number < 3; number++) {
                own.add(scene.issue("Own"));
            }
            var other = new Scene(stage);
            foreign = other.issue("Elsewhere");
            other.close();
            repository = scene.repository("r");
        }

        /** Branches, commits and pull requests, each with the keys of both projects. */
        void work() {
            repository.push("main", "dev1", own.get(0) + " " + foreign + ": both", own.get(1) + " only one");
            repository.push("main", "dev1", foreign + " the other one");
            repository.push("feature/" + own.get(0) + "-own", "dev1", "A branch");
            repository.push("feature/" + foreign + "-foreign", "dev1", "Another branch");
            repository.open(own.get(0) + " in a title", "and " + foreign, "dev1", branch(own.get(0)), "main", false);
            repository.open("In a text", "about " + foreign, "dev1", branch(foreign), "main", false);
        }

        private static String branch(String issue) {
            return "feature/" + issue + (issue.endsWith("-1") ? "-own" : "-foreign");
        }

        void connect(Map<String, Object> rules) throws Exception {
            var configuration = scene.configuration();
            configuration.putAll(rules);
            scene.create(configuration).read();
        }

        Jira.Answer change(Map<String, Object> rules) throws IOException {
            return scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), rules);
        }

        @Override
        public void close() throws IOException {
            scene.close();
        }
    }
}
