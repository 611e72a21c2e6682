// Commands in commit messages: run once, as the author, with the author's rights, and told where they were not.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Repository;
import org.junit.jupiter.api.Test;

class SmartCommitIT {
    /** A commit of a push waits for the reading of its parents at most so long, and is then run. */
    private static final Duration WAIT = Duration.ofSeconds(25);

    /** As many as one commit may give. */
    private static final int COMMANDS = 500;

    /** A connection whose smart commits are on, with a repository that was read. */
    private static final class Smart implements AutoCloseable {
        private final Scene scene;
        private final Repository repository;

        Smart(Stage stage, Object... settings) throws Exception {
            scene = new Scene(stage);
            repository = scene.repository("r");
            for (var name : List.of("dev1", "dev2")) {
                stage.admin()
                        .permit(
                                name,
                                scene.project(),
                                "BROWSE_PROJECTS",
                                "ADD_COMMENTS",
                                "WORK_ON_ISSUES",
                                "TRANSITION_ISSUES",
                                "VIEW_DEV_TOOLS");
            }
            scene.connectWithWebhook();
            var body = Json.object(settings);
            body.put("smartCommitEnabled", true);
            set(body);
        }

        Jira jira() {
            return scene.stage().admin();
        }

        void set(Map<String, Object> settings) throws IOException {
            Scene.expect(200, jira().put(Scene.CONFIGURATIONS + "/" + scene.connection(), settings));
        }

        /** Sends the push that changes of the repository made. */
        void send(org.jigit.it.replay.Delivery push) {
            assertEquals(202, scene.send(push).status());
        }

        /** The results that the page of the connection shows, newest commit first. */
        List<JsonNode> results() throws IOException {
            var answer =
                    Scene.expect(200, jira().get(Scene.CONFIGURATIONS + "/" + scene.connection() + "/smart-commits"));
            var results = new ArrayList<JsonNode>();
            answer.json().path("commits").forEach(commit -> commit.path("results")
                    .forEach(results::add));
            return results;
        }

        /** Waits until so many commands are over; tells each as "text state code". */
        List<String> over(int count) throws Exception {
            return Stage.eventually(
                    count + " commands are over",
                    WAIT,
                    () -> results().stream().map(SmartCommitIT::told).toList(),
                    told -> told.size() == count && told.stream().noneMatch(one -> one.contains(" waiting")));
        }

        List<String> comments(String issue) throws IOException {
            var bodies = new ArrayList<String>();
            jira().comments(issue)
                    .forEach(comment ->
                            bodies.add(comment.path("author").path("name").asText() + ": "
                                    + comment.path("body").asText()));
            return bodies;
        }

        @Override
        public void close() throws IOException {
            scene.close();
        }
    }

    private static String told(JsonNode result) {
        var code = result.path("code").isNull() ? "" : " " + result.path("code").asText();
        return result.path("text").asText() + " " + result.path("state").asText() + code;
    }

    @Test
    void the_author_comments_logs_work_and_moves_the_issue() throws Exception {
        try (var smart = new Smart(Stage.shared())) {
            var issue = smart.scene.issue("Works");
            var push = smart.repository.push(
                    "main", "dev1", issue + " #comment from Git #time 1h 30m read headers #close done");
            smart.send(push);
            assertEquals(List.of("#comment done", "#time 1h 30m done", "#close done"), smart.over(3));
            assertEquals(List.of("dev1: from Git", "dev1: done"), smart.comments(issue));
            var work = smart.jira().worklogs(issue);
            assertEquals(1, work.size());
            assertEquals(5_400, work.get(0).path("timeSpentSeconds").asInt());
            assertEquals("read headers", work.get(0).path("comment").asText());
            assertEquals("dev1", work.get(0).path("author").path("name").asText());
            assertEquals("Done", smart.jira().status(issue));
            var shown = smart.scene.rows(issue, "commits").get(0).path("smart_commits");
            assertEquals(List.of("done", "done", "done"), texts(shown, "state"));
            assertEquals("dev1", shown.get(0).path("user").asText());
            assertEquals("Close", shown.get(2).path("params").path("transition").asText());
            smart.send(push);
            smart.scene.act("reindex");
            smart.scene.read();
            smart.scene.quiet();
            assertEquals(2, smart.comments(issue).size(), "neither a second delivery nor a second reading repeats it");
        }
    }

    private static List<String> texts(JsonNode rows, String field) {
        var texts = new ArrayList<String>();
        rows.forEach(row -> texts.add(row.path(field).asText()));
        return texts;
    }

    @Test
    void steps_are_found_by_their_beginning_and_doubts_are_told_by_mail() throws Exception {
        try (var smart = new Smart(Stage.shared())) {
            smart.jira().forgetMails();
            var issue = smart.scene.issue("Steps");
            smart.send(smart.repository.push("main", "dev1", issue + " #start"));
            assertEquals(List.of("#start failed AmbiguousTransition"), smart.over(1));
            var possible = smart.results().get(0).path("params").path("possible");
            assertEquals(2, possible.size(), possible.toString());
            var mails = Stage.eventually(
                    "a mail", WAIT, () -> mailsTo(smart, "dev1@example.com"), sent -> sent.size() == 1);
            assertTrue(mails.get(0).contains(issue) && mails.get(0).contains("Start progress"), mails.get(0));
            smart.send(smart.repository.push("main", "dev1", issue + " #start-p now"));
            assertTrue(smart.over(2).contains("#start-p done"));
            assertEquals("In Progress", smart.jira().status(issue));
            assertEquals(List.of("dev1: now"), smart.comments(issue), "a step without a screen has its comment, too");
            smart.send(smart.repository.push("main", "dev1", issue + " is about #performance of things"));
            assertTrue(smart.over(3).contains("#performance failed NoSuchTransition"));
            smart.send(smart.repository.push("main", "dev1", issue + " #resolve"));
            assertTrue(smart.over(4).contains("#resolve done"), "the beginning of one step only");
            assertEquals(1, mailsTo(smart, "dev1@example.com").size(), "an ordinary hashtag is no reason for a mail");
        }
    }

    private static List<String> mailsTo(Smart smart, String address) throws IOException {
        var mails = new ArrayList<String>();
        for (var mail : smart.jira().mails()) {
            if (mail.path("to").asText().equals(address)) {
                mails.add(
                        mail.path("subject").asText() + "\n" + mail.path("body").asText());
            }
        }
        return mails;
    }

    @Test
    void nobody_does_more_than_in_jira() throws Exception {
        try (var smart = new Smart(Stage.shared())) {
            var issue = smart.scene.issue("Rights");
            smart.jira().forbid("dev1", smart.scene.project(), "ADD_COMMENTS", "WORK_ON_ISSUES", "TRANSITION_ISSUES");
            smart.send(smart.repository.push("main", "dev1", issue + " #comment no #time 1h #close"));
            assertEquals(
                    List.of(
                            "#comment failed NoPermission",
                            "#time 1h failed NoPermission",
                            "#close failed NoPermission"),
                    smart.over(3));
            smart.jira().forbid("dev2", smart.scene.project(), "BROWSE_PROJECTS");
            smart.send(smart.repository.push("main", "dev2", issue + " #comment no", issue + "9999 #comment nowhere"));
            assertEquals(
                    2,
                    smart.over(5).stream()
                            .filter("#comment failed IssueNotFound"::equals)
                            .count());
            assertEquals(List.of(), smart.comments(issue));
            assertEquals("To Do", smart.jira().status(issue));
        }
    }

    @Test
    void what_cannot_be_done_says_why() throws Exception {
        try (var smart = new Smart(Stage.shared(), "smartCommitCommands", Json.object())) {
            var issue = smart.scene.issue("Reasons");
            smart.set(Json.object(
                    "smartCommitCommands", Json.object(smart.scene.project(), List.of("time", "transition"))));
            smart.send(smart.repository.push("main", "dev1", issue + " #comment #time soon", issue + " #comment no"));
            assertEquals(
                    List.of(
                            "#comment failed EmptyComment",
                            "#comment failed NotAllowed",
                            "#time failed InvalidDuration"),
                    smart.over(3).stream().sorted().toList());
            smart.jira().timeTracking(false);
            try {
                smart.send(smart.repository.push("main", "dev1", issue + " #time 1h"));
                assertTrue(smart.over(4).contains("#time 1h failed TimeTrackingDisabled"));
            } finally {
                smart.jira().timeTracking(true);
            }
            smart.send(smart.repository.push("main", "dev1", issue + " #start-review"));
            smart.over(5);
            smart.send(smart.repository.push("main", "dev1", issue + " #reject"));
            assertTrue(smart.over(6).contains("#reject failed FieldsRequired"));
            assertEquals("In Review", smart.jira().status(issue));
        }
    }

    @Test
    void a_forged_author_is_nobody_unless_addresses_alone_count() throws Exception {
        try (var smart = new Smart(Stage.shared())) {
            var issue = smart.scene.issue("Forged");
            smart.send(smart.repository.pushFor("main", "dev2", "dev1", issue + " #comment as dev1"));
            assertEquals(List.of("#comment failed NotVouched"), smart.over(1));
            assertEquals(List.of(), smart.comments(issue));
            smart.set(Json.object("smartCommitIdentity", "EMAIL"));
            smart.send(smart.repository.pushFor("main", "dev2", "dev1", issue + " #comment by address"));
            assertTrue(smart.over(2).contains("#comment done"));
            assertEquals(List.of("dev1: by address"), smart.comments(issue));
        }
    }

    @Test
    void authors_whom_jira_does_not_know_for_sure_do_nothing() throws Exception {
        try (var smart = new Smart(Stage.shared(), "smartCommitIdentity", "EMAIL")) {
            smart.jira().forgetMails();
            var issue = smart.scene.issue("Authors");
            smart.jira().person("twin-a", "twin@example.com");
            smart.jira().person("twin-b", "twin@example.com");
            smart.jira().person(Json.object("name", "gone", "email", "gone@example.com", "active", false));
            for (var author : List.of("twin", "gone", "stranger")) {
                smart.send(smart.repository.push("main", author, issue + " #comment by " + author));
            }
            assertEquals(
                    List.of(
                            "#comment failed AmbiguousAuthor",
                            "#comment failed UnknownAuthor",
                            "#comment failed UnknownAuthor"),
                    smart.over(3).stream().sorted().toList());
            assertEquals(List.of(), smart.comments(issue));
            assertEquals(0, smart.jira().mails().size(), "nobody is told by mail");
        }
    }

    @Test
    void a_rebase_a_merge_and_a_first_reading_run_nothing() throws Exception {
        try (var smart = new Smart(Stage.shared())) {
            var issue = smart.scene.issue("Once");
            smart.repository.createBranch("topic", "main", "dev1");
            smart.send(smart.repository.push("topic", "dev1", issue + " #comment once"));
            smart.over(1);
            smart.send(smart.repository.push("main", "dev2", "Something else"));
            smart.send(smart.repository.rebase("topic", "main", "dev1"));
            smart.send(smart.repository.open("Topic", null, "dev1", "topic", "main", false));
            smart.repository.merge(1, "dev1");
            smart.send(smart.repository.push("main", "dev1", "Revert \"" + issue + " #comment once\""));
            smart.scene.quiet();
            Thread.sleep(2_000);
            assertEquals(List.of("dev1: once"), smart.comments(issue));
            var later = smart.scene.host().model().repository(smart.scene.organisation(), "later");
            later.push("main", "dev1", issue + " #comment long ago");
            smart.scene.act("reindex");
            smart.scene.shows(issue, 0, 3, 0, Scene.SOON);
            smart.scene.quiet();
            Thread.sleep(2_000);
            assertEquals(
                    List.of("dev1: once"), smart.comments(issue), "the first reading of a repository runs nothing");
        }
    }

    @Test
    void a_poll_finds_commands_that_no_webhook_told() throws Exception {
        try (var smart = new Smart(Stage.shared(), "smartCommitIdentity", "EMAIL", "commitsPeriod", 1_000)) {
            var issue = smart.scene.issue("Polled");
            smart.repository.push("main", "dev1", issue + " #comment found");
            assertEquals(List.of("#comment done"), smart.over(1));
            assertEquals(List.of("dev1: found"), smart.comments(issue));
            smart.set(Json.object("smartCommitIdentity", "VOUCHED"));
            var push = smart.repository.push("main", "dev1", issue + " #comment vouched for");
            assertTrue(smart.over(2).contains("#comment failed NotVouched"), "nobody vouches for what a poll finds");
            smart.send(push);
            Stage.eventually(
                    "the webhook tells who pushed it",
                    WAIT,
                    () -> smart.comments(issue),
                    List.of("dev1: found", "dev1: vouched for")::equals);
        }
    }

    @Test
    void off_means_off() throws Exception {
        try (var smart = new Smart(Stage.shared())) {
            var issue = smart.scene.issue("Off");
            smart.set(Json.object("smartCommitIdentity", "OFF"));
            assertEquals(false, smart.scene.get().path("smartCommitEnabled").asBoolean());
            smart.send(smart.repository.push("main", "dev1", issue + " #comment no"));
            smart.scene.shows(issue, 0, 1, 0, Scene.SOON);
            smart.scene.quiet();
            assertEquals(List.of(), smart.results());
            assertEquals(List.of(), smart.comments(issue));
        }
    }

    /** The states of the commands of each commit. */
    private static List<List<String>> states(Jira.Answer answer) {
        var states = new ArrayList<List<String>>();
        if (answer.status() == 200) {
            answer.json().path("commits").forEach(commit -> states.add(texts(commit.path("results"), "state")));
        }
        return states;
    }

    @Test
    void what_a_killed_jira_left_is_told_and_not_repeated() throws Exception {
        var data = Stage.folder("homes").resolve("smart-killed-data");
        Stage.remove(data);
        // H2 may lose what was committed just before; no Jira that matters runs on it.
        try (var database = Database.start(data)) {
            killed(database.arguments());
        }
    }

    private static void killed(List<String> database) throws Exception {
        var stage = Stage.open("smart-killed", List.of(), database);
        stage.install();
        var smart = new Smart(stage);
        var issue = smart.scene.issue("Killed");
        var message = new StringBuilder(issue);
        IntStream.range(0, COMMANDS)
                .forEach(number -> message.append(" #comment number ").append(number));
        var path = Scene.CONFIGURATIONS + "/" + smart.scene.connection() + "/smart-commits";
        smart.send(
                smart.repository.push("main", "dev1", message + " of one", message + " of two", message + " of three"));
        Stage.eventually("one runs", WAIT, () -> states(smart.jira().get(path)), told -> told.stream()
                .anyMatch(commit -> commit.contains("done") && commit.contains("waiting")));
        stage.process().kill();
        stage.close();
        try (var again = Stage.reopen("smart-killed", List.of(), database)) {
            Stage.eventually(
                    "what ran is told as interrupted, and what waited is done",
                    Duration.ofSeconds(60),
                    () -> states(again.admin().get(path)),
                    told -> told.size() == 3
                            && told.stream()
                                            .filter(commit -> commit.contains("interrupted"))
                                            .count()
                                    == 1
                            && told.stream().noneMatch(commit -> commit.contains("waiting")));
            var comments = new ArrayList<String>();
            again.admin()
                    .comments(issue)
                    .forEach(comment -> comments.add(comment.path("body").asText()));
            var done = states(again.admin().get(path)).stream()
                    .flatMap(List::stream)
                    .filter("done"::equals)
                    .count();
            assertTrue(done < 3 * COMMANDS, "it was killed in the middle");
            assertTrue(
                    comments.size() - done <= 1, "at most one ran and is not told: " + comments.size() + ", " + done);
            assertTrue(comments.stream().distinct().count() >= COMMANDS, "what was not killed is done");
            Thread.sleep(4_000);
            assertEquals(comments.size(), again.admin().comments(issue).size(), "the rest never runs");
        } finally {
            smart.scene.host().close();
        }
    }
}
