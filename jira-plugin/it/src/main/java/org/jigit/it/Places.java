// Where the packaged headless Jira and the app's jar are: as system properties say, else beside this module.
package org.jigit.it;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the parts are that are taken from their files. */
public final class Places {
    private Places() {}

    /** The packaged headless Jira. */
    public static Path headless() throws IOException {
        var named = System.getProperty("jigit.headless.dir");
        return present(named != null ? Path.of(named) : modules().resolve("headless/target/headless"));
    }

    /** The app's jar. */
    public static Path pluginJar() throws IOException {
        var named = System.getProperty("jigit.plugin.jar");
        if (named != null) {
            return present(Path.of(named));
        }
        var folder = present(modules().resolve("plugin/target"));
        try (var files = Files.newDirectoryStream(folder, "jigit-[0-9]*.jar")) {
            for (var file : files) {
                return file;
            }
        }
        throw new IOException("no jigit-*.jar in " + folder + ": run ./build.sh plugin");
    }

    /** The folder with all Java modules; this class is in {@code it/target/demo/it-*.jar} or in {@code it/target/classes}. */
    private static Path modules() throws IOException {
        try {
            var here = Path.of(Places.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (var folder = here; folder != null; folder = folder.getParent()) {
                if (folder.endsWith("it/target")) {
                    return folder.getParent().getParent();
                }
            }
            throw new IOException("expected to be in it/target, found " + here);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Path present(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path.normalize() + " is missing: run ./build.sh plugin");
        }
        return path.toAbsolutePath().normalize();
    }
}
