// The rules of a connection: which keys it links, what a change of them takes away at once, and what is read again.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jigit.it.replay.Fault;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Repository;
import org.junit.jupiter.api.Test;

class RulesIT {
    private static final Duration SLOWLY = Duration.ofMillis(700);

    /** Work that names two issues of the scene's own project, and one of a project of others. */
    private static final class Work implements AutoCloseable {
        private final Scene scene;
        private final Repository repository;
        private final String first;
        private final String second;
        private final String foreign;

        Work(Stage stage) throws Exception {
            scene = new Scene(stage);
            first = scene.issue("First");
            second = scene.issue("Second");
            try (var other = new Scene(stage)) {
                foreign = other.issue("Foreign");
            }
            repository = scene.repository("r");
            repository.push("main", "dev1", first + " " + foreign + ": both", second + " alone", foreign + " alone");
            repository.push("own/" + first, "dev1", "A branch");
            repository.push("foreign/" + foreign, "dev1", "Another branch");
            repository.open(first + " in a title", "and in a text " + foreign, "dev1", "own/" + first, "main", false);
            repository.open("In a text", "about " + foreign, "dev1", "foreign/" + foreign, "main", false);
        }

        /** Connects the repository with these rules, and waits until it is read. */
        Work connect(Object... rules) throws Exception {
            var configuration = scene.configuration();
            configuration.putAll(Json.object(rules));
            scene.create(configuration).read();
            return this;
        }

        Jira.Answer change(Object... rules) throws IOException {
            return scene.stage().admin().put(Scene.CONFIGURATIONS + "/" + scene.connection(), Json.object(rules));
        }

        /** Changes rules, and looks before anything can have been read again. */
        void narrow(Object... rules) throws IOException {
            scene.host().fault(Fault.of(".*/(branches|commits|pulls).*", 1_000, new Fault.Late(SLOWLY)));
            var changed = Scene.expect(200, change(rules)).json();
            assertEquals("reading", changed.path("status").path("state").asText(), changed.toString());
        }

        /** Waits until all is read again. */
        void read() throws Exception {
            scene.host().heal();
            scene.read();
        }

        /** Branches, commits and pull requests of an issue. */
        void shows(String issue, int branches, int commits, int pullRequests) throws IOException {
            assertEquals(List.of(branches, commits, pullRequests), scene.counts(issue), issue);
        }

        @Override
        public void close() throws IOException {
            scene.close();
        }
    }

    @Test
    void only_projects_that_are_served_are_linked() throws Exception {
        var stage = Stage.shared();
        try (var work = new Work(stage)) {
            work.connect("projectKeys", List.of(work.scene.project()));
            work.shows(work.first, 1, 1, 1);
            work.shows(work.second, 0, 1, 0);
            work.shows(work.foreign, 0, 0, 0);
            Scene.expect(200, work.change("projectKeys", List.of()));
            work.read();
            work.shows(work.first, 1, 1, 1);
            work.shows(work.foreign, 1, 2, 2);
        }
    }

    @Test
    void what_is_not_served_any_more_goes_at_once_and_nothing_else_does() throws Exception {
        try (var work = new Work(Stage.shared()).connect()) {
            work.shows(work.first, 1, 1, 1);
            work.shows(work.foreign, 1, 2, 2);
            work.narrow("projectKeys", List.of(work.scene.project()));
            work.shows(work.foreign, 0, 0, 0);
            work.shows(work.first, 1, 1, 1);
            work.shows(work.second, 0, 1, 0);
            work.read();
            work.shows(work.foreign, 0, 0, 0);
            work.shows(work.first, 1, 1, 1);
        }
    }

    @Test
    void keys_and_projects_are_ignored_and_come_back() throws Exception {
        try (var work = new Work(Stage.shared()).connect()) {
            var foreignProject = work.foreign.substring(0, work.foreign.indexOf('-'));
            work.narrow("ignoredKeys", List.of(work.second.toLowerCase(), foreignProject));
            work.shows(work.first, 1, 1, 1);
            work.shows(work.second, 0, 0, 0);
            work.shows(work.foreign, 0, 0, 0);
            work.read();
            work.shows(work.second, 0, 0, 0);
            work.narrow("ignoredKeys", List.of(work.second));
            work.shows(work.first, 1, 1, 1);
            work.shows(work.foreign, 0, 0, 0);
            work.read();
            work.shows(work.foreign, 1, 2, 2);
            work.shows(work.second, 0, 0, 0);
        }
    }

    @Test
    void only_keys_like_the_pattern_are_linked() throws Exception {
        try (var work = new Work(Stage.shared())) {
            work.connect("keyPattern", work.scene.project() + "-[0-9]+");
            work.shows(work.first, 1, 1, 1);
            work.shows(work.foreign, 0, 0, 0);
            work.narrow("keyPattern", ".*-2");
            work.shows(work.first, 0, 0, 0);
            work.shows(work.second, 0, 1, 0);
            work.read();
            work.shows(work.second, 0, 1, 0);
            Scene.expect(200, work.change("keyPattern", ""));
            work.read();
            work.shows(work.first, 1, 1, 1);
            work.shows(work.foreign, 1, 2, 2);
        }
    }

    @Test
    void rules_count_for_webhooks_and_commands_as_well() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var wanted = scene.issue("Wanted");
            var ignored = scene.issue("Ignored");
            var repository = scene.repository("r");
            scene.stage().admin().permit("dev1", scene.project(), "BROWSE_PROJECTS", "ADD_COMMENTS");
            scene.connectWithWebhook();
            Scene.expect(
                    200,
                    scene.stage()
                            .admin()
                            .put(
                                    Scene.CONFIGURATIONS + "/" + scene.connection(),
                                    Json.object("ignoredKeys", List.of(ignored), "smartCommitEnabled", true)));
            scene.read();
            var push = repository.push("main", "dev1", wanted + " " + ignored + " by webhook #comment told");
            assertEquals(202, scene.send(push).status());
            assertEquals(List.of(0, 1, 0), scene.counts(wanted));
            assertEquals(List.of(0, 0, 0), scene.counts(ignored));
            Stage.eventually(
                    "the command runs",
                    Scene.SOON,
                    () -> scene.stage().admin().comments(wanted).size(),
                    count -> count == 1);
            assertEquals(0, scene.stage().admin().comments(ignored).size(), "and only where the key counts");
        }
    }

    @Test
    void a_rule_that_cannot_be_is_refused_with_its_reason() throws Exception {
        try (var work = new Work(Stage.shared()).connect()) {
            var pattern = refusal(work.change("keyPattern", "PAY-("), "keyPattern");
            assertEquals("misconfigured", pattern.path("code").asText(), pattern.toString());
            assertTrue(pattern.path("message").asText().contains("unclosed group"), pattern.toString());
            var project = refusal(work.change("projectKeys", List.of(work.scene.project(), "NOPE")), "projectKeys");
            assertEquals("unknown_project", project.path("code").asText(), project.toString());
            assertTrue(project.path("message").asText().contains("NOPE"), project.toString());
            refusal(work.change("ignoredKeys", "PAY-1"), "ignoredKeys");
            work.scene.read();
            work.shows(work.first, 1, 1, 1);
        }
    }

    private static JsonNode refusal(Jira.Answer answer, String field) {
        var error = Scene.expect(400, answer).json().path("error");
        assertEquals(field, error.path("params").path("field").asText(), error.toString());
        return error;
    }

    @Test
    void links_to_this_jira_are_keys_and_links_to_another_are_not() throws Exception {
        var stage = Stage.shared();
        try (var scene = new Scene(stage)) {
            var here = scene.issue("Here");
            var there = scene.issue("There");
            var repository = scene.repository("r");
            for (var text :
                    List.of("See " + stage.url() + "/browse/" + here, "See https://jira.example.org/browse/" + there)) {
                repository.push("main", "dev1", text);
                repository.push("topic", "dev1", "A topic");
                repository.open("A link", text, "dev1", "topic", "main", false);
            }
            scene.connect();
            assertEquals(List.of(0, 1, 1), scene.counts(here));
            assertEquals(List.of(0, 0, 0), scene.counts(there), "that is an issue of another Jira");
        }
    }

    @Test
    void a_change_of_rules_runs_no_command() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Quiet");
            scene.stage().admin().permit("dev1", scene.project(), "BROWSE_PROJECTS", "ADD_COMMENTS");
            var repository = scene.repository("r");
            var configuration = scene.configuration();
            configuration.putAll(Map.of(
                    "smartCommitEnabled",
                    true,
                    "smartCommitIdentity",
                    "EMAIL",
                    "ignoredKeys",
                    List.of(scene.project())));
            scene.create(configuration).read();
            repository.push("main", "dev1", issue + " #comment while it was ignored");
            scene.act("reindex");
            scene.read();
            Scene.expect(
                    200,
                    scene.stage()
                            .admin()
                            .put(
                                    Scene.CONFIGURATIONS + "/" + scene.connection(),
                                    Json.object("ignoredKeys", List.of())));
            scene.read();
            scene.shows(issue, 0, 1, 0, Scene.SOON);
            scene.quiet();
            assertEquals(0, scene.stage().admin().comments(issue).size());
        }
    }
}
