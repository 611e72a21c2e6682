// What webhooks told the app, as far as the app said that it took it in, and whether that was still so.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Model;

/** The webhooks that were answered 2xx. */
final class Told {
    private final Model model;
    private final Set<String> commits = ConcurrentHashMap.newKeySet();
    private final Set<String> outdated = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> deleted = new ConcurrentHashMap<>();

    /** Told about repositories of this model. */
    Told(Model model) {
        this.model = model;
    }

    /** Notes a delivery that was just answered 2xx. */
    void answered(Delivery delivery) {
        var body = Json.read(delivery.body());
        body.path("commits").forEach(commit -> commits.add(commit.path("id").asText()));
        if (!body.has("ref")) {
            return;
        }
        var repository = body.path("repository").path("id").asLong();
        var branch = body.path("ref").asText().replaceFirst("^refs/heads/", "");
        var head = model.byId(repository).head(branch);
        if (isOutdated(delivery.event(), body, head)) {
            outdated.add(repository + " " + branch);
        }
        if (delivery.event().equals("push") && body.path("deleted").asBoolean()) {
            deleted.computeIfAbsent(repository + " " + branch, name -> ConcurrentHashMap.newKeySet())
                    .add(body.path("before").asText());
        }
    }

    private static boolean isOutdated(String event, JsonNode body, String head) {
        return switch (event) {
            case "create" -> head == null;
            case "delete" -> head != null;
            default -> body.path("deleted").asBoolean()
                    ? head != null
                    : !body.path("after").asText().equals(head);
        };
    }

    /** The ids of all commits that were told. */
    Set<String> commits() {
        return commits;
    }

    /**
     * Whether something that was not so any more was told of a branch; or its end, and then it was made again where it had been,
     * which looks to a reading as if nothing had happened.
     */
    boolean isMisled(long repository, String branch, String head) {
        var name = repository + " " + branch;
        return outdated.contains(name)
                || (head != null && deleted.getOrDefault(name, Set.of()).contains(head));
    }
}
