// "Why is something missing?": answered from the tables, without asking any host.
package org.jigit.operation;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jigit.Refusal;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.development.IssueKeys;
import org.jigit.operation.Wanted.Kind;
import org.jigit.operation.Wanted.Reading;
import org.jigit.operation.Wanted.Repository;
import org.jigit.preview.Preview;
import org.jigit.store.Database;
import org.jigit.store.Session;

/**
 * Explains why a commit, a branch, a pull request or the work on an issue is not there. What the tables cannot tell is said to be
 * not known: messages of commits that name no issue are not kept, so nobody can look them up here.
 */
public final class Explanation {
    private static final int LONGEST = 2_000;

    /** Why a look-alike is no key, in the core's words, and ours for it. */
    private static final Map<String, String> MISSES = Map.of(
            "no_project", "unknown_project",
            "not_served", "not_served",
            "ignored", "ignored_key",
            "key_pattern", "key_pattern");

    private final Database database;
    private final Connections connections;
    private final Preview preview;
    private final IssueManager issues;
    private final IssueKeys issueKeys;

    public Explanation(
            Database database, Connections connections, Preview preview, IssueManager issues, IssueKeys issueKeys) {
        this.database = database;
        this.connections = connections;
        this.preview = preview;
        this.issues = issues;
        this.issueKeys = issueKeys;
    }

    /** What a text is about and why it is missing, or where it is. */
    public JsonObject of(long connectionId, JsonObject body) {
        String text = text(body);
        Connection connection = connections.find(connectionId).orElseThrow(() -> Connections.unknown(connectionId));
        Wanted wanted = Wanted.of(
                text,
                database.read(session -> repositories(session, connectionId)),
                Wanted.authority(URI.create(connection.settings().text("serverUrl"))));
        Reading first = wanted.readings().get(0);
        Issue issue = first.kind() == Kind.ISSUE ? issues.getIssueObject(first.value()) : null;
        Set<String> keys = issue == null ? Set.of(first.value()) : issueKeys.of(issue);
        Answer unnamed = names(connection, first);
        List<Answer> answers = database.read(session -> {
            Search search = new Search(session, connection, wanted);
            List<Answer> found = search.found(keys);
            return found.isEmpty() ? search.missing(unnamed, issue != null) : found;
        });
        return json(wanted, first, answers);
    }

    private static String text(JsonObject body) {
        for (String field : body.keySet()) {
            if (!field.equals("text")) {
                throw new Refusal(400, "unknown_field", "the field " + field + " is not known").with("field", field);
            }
        }
        JsonElement value = body.get("text");
        String text =
                value != null && value.isJsonPrimitive() ? value.getAsString().strip() : "";
        if (text.isEmpty() || text.length() > LONGEST || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new Refusal(
                            400,
                            "wrong_value",
                            "text: expected a commit, a branch, a pull request, an issue key or a web address on one line")
                    .with("field", "text");
        }
        return text;
    }

    private static List<Repository> repositories(Session session, long connectionId) throws SQLException {
        return session.list(
                "select [ID], [FULL_NAME], [URL], [HIDDEN_SINCE] from {REPOSITORY} where [CONNECTION_ID] = ? order by [ID]",
                row -> new Repository(
                        row.getLong("ID"),
                        row.getString("FULL_NAME"),
                        uri(row.getString("URL")),
                        Session.numberAt(row, "HIDDEN_SINCE")),
                connectionId);
    }

    /** An address that a host gave; null when it is none. */
    private static URI uri(String address) {
        try {
            return address == null ? null : URI.create(address);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static JsonObject json(Wanted wanted, Reading first, List<Answer> answers) {
        JsonObject about = new JsonObject();
        about.addProperty("kind", first.kind().word());
        about.addProperty("name", first.name());
        about.addProperty(
                "repository",
                wanted.repository() == null
                        ? wanted.stranger()
                        : wanted.repository().fullName());
        JsonArray array = new JsonArray();
        answers.forEach(answer -> array.add(answer.json()));
        JsonObject json = new JsonObject();
        json.add("about", about);
        json.add("answers", array);
        return json;
    }

    /** Why a key or the name of a branch names no issue by the rules of the connection; null when it does. The core decides. */
    private Answer names(Connection connection, Reading reading) {
        if (reading.kind() != Kind.ISSUE && reading.kind() != Kind.BRANCH) {
            return null;
        }
        JsonObject text = new JsonObject();
        text.addProperty("field", "branch");
        text.addProperty("text", reading.value());
        JsonArray texts = new JsonArray();
        texts.add(text);
        JsonObject request = new JsonObject();
        request.addProperty("connection", connection.id());
        request.add("texts", texts);
        JsonObject read =
                preview.explain(request).getAsJsonArray("texts").get(0).getAsJsonObject();
        if (!read.getAsJsonArray("keys").isEmpty()) {
            return null;
        }
        JsonArray misses = read.getAsJsonArray("misses");
        for (JsonElement each : misses) {
            JsonObject miss = each.getAsJsonObject();
            String code = MISSES.get(miss.get("code").getAsString());
            if (code != null) {
                return miss(connection, code, miss);
            }
        }
        return Answer.of("no_issue_key", "It names no issue.", "name", reading.name());
    }

    private static Answer miss(Connection connection, String code, JsonObject miss) {
        String key = miss.get("text").getAsString();
        String project = miss.get("project").getAsString();
        String pattern = connection.settings().text("keyPattern");
        String message =
                switch (code) {
                    case "unknown_project" -> "It names " + key + ", and there is no project " + project
                            + " in this Jira. Former keys were looked at too.";
                    case "not_served" -> "It names " + key + ", and project " + project
                            + " is not served by this connection.";
                    case "ignored_key" -> "It names " + key
                            + ", which is on this connection's list of what is never linked.";
                    default -> "It names " + key + ", which does not match this connection's own pattern " + pattern
                            + ".";
                };
        return Answer.of(code, message, "key", key, "project", project, "pattern", pattern.isEmpty() ? null : pattern);
    }
}
