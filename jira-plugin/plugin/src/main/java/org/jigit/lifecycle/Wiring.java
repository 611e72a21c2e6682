// The few values that beans need from Jira before they can be made.
package org.jigit.lifecycle;

import com.atlassian.jira.cluster.ClusterManager;
import com.atlassian.sal.api.ApplicationProperties;
import java.nio.file.Path;
import org.jigit.secret.SecretKey;

/** Factory methods for the Spring context. */
public final class Wiring {
    private Wiring() {}

    /** The name of this node, also where there is no cluster. */
    public static String node(ClusterManager cluster) {
        String id = cluster.getNodeId();
        return id == null || id.isEmpty() ? "single" : id;
    }

    /** The key of the secrets, in the home that all nodes share. */
    public static SecretKey secretKey(ApplicationProperties jira) {
        return new SecretKey(() -> home(jira));
    }

    private static Path home(ApplicationProperties jira) {
        return jira.getSharedHomeDirectory()
                .or(jira::getLocalHomeDirectory)
                .orElseThrow(() -> new IllegalStateException("Jira has no home directory"));
    }
}
