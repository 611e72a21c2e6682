// The contract with the security people: every column is declared, every request is declared, and no secret is
// anywhere.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jigit.it.replay.Seen;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContractIT {
    private static final String TYPED = "ghp_typedByAnAdministrator0123456789abcde";
    private static final String WRONG = "ghp_typedWronglyByAnAdministrator01234567";
    private static final List<String> ANSWERS = new ArrayList<>();
    private static final List<Seen> REQUESTS = new ArrayList<>();
    private static JsonNode described;
    private static String webhookSecret;
    private static String webhookAddress;
    private static String marker;
    private static Path home;

    /** Everything that happens to a token in its life; afterwards the Jira is stopped and looked through. */
    @BeforeAll
    static void live() throws Exception {
        try (var stage = Stage.open("contract", List.of(), List.of())) {
            stage.install();
            home = stage.home();
            try (var scene = new Scene(stage)) {
                var issue = scene.issue("Contract");
                marker = issue + " can be found in the database";
                var repository = scene.repository("r");
                repository.push(issue + "-branch", "dev1", marker);
                repository.open(issue + " pull", "text", "dev1", issue + "-branch", "main", false);
                scene.host().model().token(TYPED, "dev1");
                var typed = scene.configuration();
                typed.put("token", TYPED);
                var wrong = scene.configuration();
                wrong.put("token", WRONG);
                answer(stage.admin().post(Scene.CONFIGURATIONS + "/test", wrong));
                answer(stage.admin().post(Scene.CONFIGURATIONS + "/test", typed));
                scene.create(typed).read();
                var one = Scene.CONFIGURATIONS + "/" + scene.connection();
                answer(stage.admin().put(one, wrong));
                scene.act("reindex");
                scene.state("stopped");
                answer(stage.admin().put(one, typed));
                scene.read();
                var secret = stage.admin().post(one + "/secret", Map.of()).json();
                webhookSecret = secret.path("secret").asText();
                webhookAddress = secret.path("address").asText();
                var url = stage.url() + "/rest/jigit/1.0/webhooks/" + webhookAddress;
                assertEquals(
                        202,
                        repository
                                .push("main", "dev1", issue + " pushed")
                                .send(url, webhookSecret)
                                .status());
                assertEquals(
                        401,
                        repository
                                .push("main", "dev1", issue + " bad")
                                .send(url, "wrong")
                                .status());
                for (var path : List.of("", "/" + scene.connection(), "/" + scene.connection() + "/progress")) {
                    answer(stage.admin().get(Scene.CONFIGURATIONS + path));
                }
                answer(stage.as("dev1").get(Scene.development(issue)));
                answer(stage.as("dev1").get(Scene.development(issue) + "/items"));
                answer(stage.as("dev1").get("/browse/" + issue));
                answer(stage.admin().get("/rest/headless/1.0/log"));
                described = answer(stage.admin().get("/rest/jigit/1.0/hosts")).json();
                scene.quiet();
                REQUESTS.addAll(scene.host().seen());
                scene.leaveConnection();
            }
        }
    }

    private static Jira.Answer answer(Jira.Answer answer) {
        ANSWERS.add(answer + " " + answer.text() + answer.headers());
        return answer;
    }

    @Test
    void every_column_of_every_table_is_in_the_inventory_and_the_reverse() throws SQLException {
        var declared = new TreeSet<String>();
        for (var item : described.path("inventory")) {
            declared.add(
                    (item.path("table").asText() + "." + item.path("column").asText()).toUpperCase());
            for (var field : List.of("meaning", "source", "retention")) {
                assertFalse(item.path(field).asText().isBlank(), "no " + field + ": " + item);
            }
        }
        assertEquals(
                String.join("\n", declared),
                String.join("\n", columns()),
                "inventory of describe, columns of AO_ tables");
    }

    @Test
    void every_request_is_in_the_endpoint_list() {
        assertTrue(REQUESTS.size() > 5, "only " + REQUESTS.size() + " requests were seen");
        assertEquals(List.of(), Endpoints.of(described, "github").strangers("", REQUESTS));
    }

    @Test
    void no_request_asks_for_contents() {
        for (var request : REQUESTS) {
            assertFalse(
                    request.path()
                            .matches(".*/(contents|git/blobs|git/trees|compare|zipball|tarball|commits/[^/]+)(/.*)?"),
                    request.target());
        }
    }

    @Test
    void secrets_are_in_no_file_of_the_home_and_in_no_log() throws IOException {
        var files = new ArrayList<Path>();
        try (var walk = Files.walk(home)) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        files.add(Stage.folder("logs").resolve("contract.log"));
        var holders = new ArrayList<String>();
        for (var file : files) {
            // each byte as one character, and every second byte for texts that are stored as UTF-16
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            for (var secret : secrets()) {
                if (text.contains(secret) || text.replace("\u0000", "").contains(secret)) {
                    holders.add(name(secret) + " in " + home.relativize(file));
                }
            }
        }
        assertEquals(List.of(), holders);
        assertTrue(files.size() > 3, "nothing was looked through: " + files);
    }

    @Test
    void secrets_are_in_no_column_of_the_database() throws SQLException {
        var holders = new ArrayList<String>();
        var markerFound = false;
        for (var value : values()) {
            markerFound |= value.contains(marker);
            for (var secret : secrets()) {
                if (value.contains(secret)) {
                    holders.add(name(secret) + " in " + value);
                }
            }
        }
        assertEquals(List.of(), holders);
        assertTrue(markerFound, "the commit was not found either: the search is blind");
    }

    @Test
    void secrets_are_in_no_answer() {
        var holders = new ArrayList<String>();
        for (var answer : ANSWERS) {
            for (var secret : secrets()) {
                if (answer.contains(secret)) {
                    holders.add(name(secret) + " in " + answer);
                }
            }
        }
        assertEquals(List.of(), holders);
        assertTrue(String.join("", ANSWERS).contains("xxxxxxx"), "no answer had the mask");
    }

    @Test
    void the_key_file_is_for_its_owner_alone() throws IOException {
        var key = home.resolve("shared").resolve("jigit").resolve("secret.key");
        assertTrue(Files.exists(key), key + " is missing");
        assertEquals(
                "rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    }

    private static List<String> secrets() {
        return List.of(TYPED, WRONG, webhookSecret, webhookAddress);
    }

    /** Messages of failed tests must not tell secrets either. */
    private static String name(String secret) {
        return List.of("the token", "the wrong token", "the webhook secret", "the webhook address")
                .get(secrets().indexOf(secret));
    }

    private static TreeSet<String> columns() throws SQLException {
        var columns = new TreeSet<String>();
        try (var database = database();
                var rows = database.getMetaData().getColumns(null, null, "AO\\_%", null)) {
            while (rows.next()) {
                var table = rows.getString("TABLE_NAME").replaceFirst("^AO_[0-9A-F]{6}_", "");
                columns.add((table + "." + rows.getString("COLUMN_NAME")).toUpperCase());
            }
        }
        return columns;
    }

    /** Every value of every table, ours and Jira's. */
    private static List<String> values() throws SQLException {
        var values = new ArrayList<String>();
        try (var database = database()) {
            var tables = new ArrayList<String>();
            try (var rows =
                    database.getMetaData().getTables(null, "PUBLIC", null, new String[] {"TABLE", "BASE TABLE"})) {
                while (rows.next()) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
            for (var table : tables) {
                try (var statement = database.createStatement();
                        var rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int at = 1; at <= rows.getMetaData().getColumnCount(); at++) {
                            values.add(String.valueOf(rows.getString(at)));
                        }
                    }
                }
            }
        }
        return values;
    }

    /** The database of the stopped Jira. */
    private static Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + home.resolve("database").resolve("jira") + ";IFEXISTS=TRUE", "sa", "");
    }
}
