// The packages that the host exports to plugins: what Jira exports, and no more, so that a wrong import fails here too.
package org.jigit.headless.osgi;

import com.atlassian.sal.api.ApplicationProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes the value of {@code org.osgi.framework.system.packages.extra}. */
final class Exports {

    private Exports() {}

    /** Every package of Atlassian's API that we have signatures of, and the table below. */
    static String all() {
        SortedMap<String, String> versions = new TreeMap<>(LIBRARIES);
        for (String name : packages(ApplicationProperties.class)) {
            versions.put(name, name.startsWith("com.atlassian.jira") ? JIRA : PLATFORM);
        }
        return versions.entrySet().stream()
                .map(each -> each.getKey() + ";version=\"" + each.getValue() + "\"")
                .collect(Collectors.joining(","));
    }

    /** The packages of the folder or jar that a class comes from, but for those that are no API of Jira's. */
    private static Iterable<String> packages(Class<?> sample) {
        try {
            URI source =
                    sample.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path place = Path.of(source);
            if (Files.isDirectory(place)) {
                return packages(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return packages(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Iterable<String> packages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.startsWith("org.jigit"))
                    .distinct()
                    .toList();
        }
    }

    private static final String JIRA = "10.3.0";
    private static final String PLATFORM = "7.0.0";

    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("com.atlassian.jira.plugin.webfragment.conditions", JIRA),
            Map.entry("com.fasterxml.jackson.annotation", "2.19.1"),
            Map.entry("javax.annotation", "1.3.5"),
            Map.entry("javax.inject", "1.0.0"),
            Map.entry("javax.servlet", "4.0.0"),
            Map.entry("javax.servlet.annotation", "4.0.0"),
            Map.entry("javax.servlet.descriptor", "4.0.0"),
            Map.entry("javax.servlet.http", "4.0.0"),
            Map.entry("javax.ws.rs", "2.1.1"),
            Map.entry("javax.ws.rs.client", "2.1.1"),
            Map.entry("javax.ws.rs.container", "2.1.1"),
            Map.entry("javax.ws.rs.core", "2.1.1"),
            Map.entry("javax.ws.rs.ext", "2.1.1"),
            Map.entry("net.java.ao", "6.1.1"),
            Map.entry("net.java.ao.schema", "6.1.1"),
            Map.entry("org.apache.commons.logging", "1.2.0"),
            Map.entry("org.apache.log4j", "1.2.17"),
            Map.entry("org.slf4j", "1.7.36"),
            Map.entry("org.slf4j.event", "1.7.36"),
            Map.entry("org.slf4j.helpers", "1.7.36"),
            Map.entry("org.slf4j.spi", "1.7.36"));
}
