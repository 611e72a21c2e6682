// The few values that beans need from Jira before they can be made.
package org.jigit.lifecycle;

import com.atlassian.jira.cluster.ClusterManager;
import com.atlassian.sal.api.ApplicationProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.jar.Manifest;
import org.jigit.secret.SecretKey;

/** Factory methods for the Spring context. */
public final class Wiring {
    private Wiring() {}

    /** The name of this node, also where there is no cluster. */
    public static String node(ClusterManager cluster) {
        String id = cluster.getNodeId();
        return id == null || id.isEmpty() ? "single" : id;
    }

    /** The version of this app, as its bundle says. */
    public static String version() {
        try (InputStream manifest = Wiring.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return new Manifest(manifest).getMainAttributes().getValue("Bundle-Version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
