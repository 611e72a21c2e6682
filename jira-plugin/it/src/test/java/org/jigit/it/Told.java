// What webhooks told the app, as far as the app said that it took it in.
package org.jigit.it;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.Json;

/** The webhooks that were answered 2xx. */
final class Told {
    private final Set<String> commits = ConcurrentHashMap.newKeySet();

    /** Notes a delivery that was just answered 2xx. */
    void answered(Delivery delivery) {
        Json.read(delivery.body())
                .path("commits")
                .forEach(commit -> commits.add(commit.path("id").asText()));
    }

    /** The ids of all commits that were told. */
    Set<String> commits() {
        return commits;
    }
}
