// Deliveries on their way from a Git server to Jira: passed on as they are, or held back.
package org.jigit.it;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a Git server and a webhook of a Jira, so that a test can hold deliveries back and send them when it likes. Its
 * own address is known before the webhook's.
 */
final class Hook extends Between {
    private static final String SIGNATURE = "x-hub-signature-256";

    private final List<Asked> held = new CopyOnWriteArrayList<>();
    private volatile boolean holding;

    Hook() throws IOException {}

    void hold() {
        held.clear();
        holding = true;
    }

    /** The pushes that were held back. */
    List<Asked> pushes() {
        return held.stream()
                .filter(one -> "push".equals(one.header("x-github-event")))
                .toList();
    }

    /** Sends a delivery to the Jira, and gives its answer's status. */
    int send(Asked delivery) throws IOException, InterruptedException {
        return pass(delivery).status();
    }

    static Asked signedWrongly(Asked delivery) {
        return delivery.with(SIGNATURE, "sha256=" + "0".repeat(64));
    }

    @Override
    Answer answer(Asked asked) throws IOException, InterruptedException {
        var delivery = new Asked(asked.method(), "", asked.headers(), asked.body());
        if (!holding) {
            return pass(delivery);
        }
        held.add(delivery);
        return new Answer(202, Map.of(), new byte[0]);
    }
}
