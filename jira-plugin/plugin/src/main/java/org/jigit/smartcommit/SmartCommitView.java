// What became of the commands of commits, for the page of a connection and for issues.
package org.jigit.smartcommit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jigit.Json;
import org.jigit.store.Database;
import org.jigit.store.Session;
import org.jigit.store.Store;

/** Renders results; nothing here names an author whom Jira does not know. */
public final class SmartCommitView {
    private static final int MOST_COMMITS = 200;

    private final Database database;

    public SmartCommitView(Database database) {
        this.database = database;
    }

    /** The newest commits of a connection that gave commands, and how many there are. */
    public JsonObject of(long connectionId) {
        return database.read(session -> {
            JsonArray commits = new JsonArray();
            session.list(
                            MOST_COMMITS,
                            "select S.[SHA], S.[COMMANDS], S.[RESULTS], S.[STATE], S.[CODE], S.[UPDATED_AT], C.[URL], C.[MESSAGE],"
                                    + " R.[FULL_NAME] from {SMART_COMMIT} S join {REPOSITORY} R on R.[ID] = S.[REPOSITORY_ID]"
                                    + " left join {COMMIT} C on C.[REPOSITORY_ID] = S.[REPOSITORY_ID] and C.[SHA] = S.[SHA]"
                                    + " where S.[CONNECTION_ID] = ? and (S.[CODE] is null or S.[CODE] <> ?)"
                                    + " order by S.[UPDATED_AT] desc, S.[ID] desc",
                            row -> {
                                JsonObject commit = new JsonObject();
                                commit.addProperty("sha", row.getString("SHA"));
                                commit.addProperty("url", row.getString("URL"));
                                commit.addProperty("repository", row.getString("FULL_NAME"));
                                commit.addProperty("message", firstLine(row.getString("MESSAGE")));
                                commit.add("at", Json.time(row.getLong("UPDATED_AT")));
                                commit.add(
                                        "results",
                                        Results.shown(
                                                row.getString("COMMANDS"),
                                                row.getString("RESULTS"),
                                                row.getString("STATE"),
                                                row.getString("CODE")));
                                return commit;
                            },
                            connectionId,
                            "FirstRead")
                    .forEach(commits::add);
            JsonObject answer = new JsonObject();
            answer.add("commits", commits);
            answer.addProperty(
                    "total",
                    session.number(
                            "select count(*) from {SMART_COMMIT} where [CONNECTION_ID] = ? and ([CODE] is null or [CODE] <> ?)",
                            connectionId,
                            "FirstRead"));
            return answer;
        });
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.strip().lines().findFirst().orElse("");
    }

    /** What commits did to some issues, by repository and by the commits' ids. */
    public static Map<Long, Map<String, JsonArray>> about(
            Session session, Collection<String> shas, Set<String> issueKeys) throws SQLException {
        Map<Long, Map<String, JsonArray>> about = new HashMap<>();
        for (List<String> some : Store.chunks(shas)) {
            session.list(
                    "select [REPOSITORY_ID], [SHA], [COMMANDS], [RESULTS], [STATE], [CODE] from {SMART_COMMIT} where [SHA] in (?*)",
                    row -> about.computeIfAbsent(row.getLong("REPOSITORY_ID"), id -> new HashMap<>())
                            .put(
                                    row.getString("SHA"),
                                    Results.about(
                                            issueKeys,
                                            Results.shown(
                                                    row.getString("COMMANDS"),
                                                    row.getString("RESULTS"),
                                                    row.getString("STATE"),
                                                    row.getString("CODE")))),
                    some);
        }
        return about;
    }
}
