// Builds jars of the probe, a small plugin whose sources lie in src/test/probe and that is never on the host's class
// path.
package org.jigit.headless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar in the making. */
final class ProbeJar {

    private static final Path SOURCES = Path.of("src", "test", "probe");
    private static final String IMPORTS = String.join(
            ",",
            "com.atlassian.plugin.osgi.bridge.external",
            "com.atlassian.activeobjects.external",
            "com.atlassian.annotations.security",
            "com.atlassian.event.api",
            "com.atlassian.jira.bc",
            "com.atlassian.jira.bc.issue",
            "com.atlassian.jira.bc.issue.comment",
            "com.atlassian.jira.bc.issue.worklog",
            "com.atlassian.jira.bc.user.search",
            "com.atlassian.jira.event",
            "com.atlassian.jira.issue",
            "com.atlassian.jira.issue.comments",
            "com.atlassian.jira.issue.status",
            "com.atlassian.jira.issue.worklog",
            "com.atlassian.jira.plugin.issuetabpanel",
            "com.atlassian.jira.plugin.webfragment.conditions",
            "com.atlassian.jira.plugin.webfragment.contextproviders",
            "com.atlassian.jira.plugin.webfragment.model",
            "com.atlassian.jira.project",
            "com.atlassian.jira.security",
            "com.atlassian.jira.user",
            "com.atlassian.jira.util",
            "com.atlassian.jira.util.thread",
            "com.atlassian.jira.workflow",
            "com.atlassian.mail",
            "com.atlassian.mail.queue",
            "com.atlassian.plugin.web",
            "com.atlassian.plugins.rest.api.security.annotation",
            "com.atlassian.sal.api.lifecycle",
            "com.atlassian.sal.api.message",
            "com.atlassian.sal.api.pluginsettings",
            "com.atlassian.sal.api.rdbms",
            "com.atlassian.sal.api.transaction",
            "com.atlassian.sal.api.user",
            "com.atlassian.scheduler",
            "com.atlassian.scheduler.config",
            "com.atlassian.templaterenderer",
            "com.atlassian.webresource.api.assembler",
            "com.opensymphony.workflow.loader",
            "javax.inject",
            "javax.servlet",
            "javax.servlet.http",
            "javax.ws.rs",
            "javax.ws.rs.core",
            "net.java.ao",
            "net.java.ao.schema",
            "org.apache.log4j");

    private final String version;
    private final Map<String, String> files = new TreeMap<>();
    private String imports = IMPORTS;

    private ProbeJar(String version) {
        this.version = version;
    }

    static ProbeJar version(String version) {
        return new ProbeJar(version);
    }

    /** With another list of imports than the probe needs. */
    ProbeJar imports(String change) {
        imports = change;
        return this;
    }

    ProbeJar alsoImporting(String name) {
        return imports(IMPORTS + "," + name);
    }

    ProbeJar withoutImport(String name) {
        return imports(String.join(
                ",",
                List.of(IMPORTS.split(",")).stream()
                        .filter(each -> !each.equals(name))
                        .toList()));
    }

    /** With a text replaced in one of its files. */
    ProbeJar replacing(String file, String old, String fresh) throws IOException {
        String text = files.containsKey(file)
                ? files.get(file)
                : Files.readString(SOURCES.resolve("resources").resolve(file));
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " has no " + old);
        }
        files.put(file, text.replace(old, fresh));
        return this;
    }

    Path build(Path folder) throws IOException {
        Path classes = compiled(folder.resolve("probe-classes"));
        Path jar = Files.createTempFile(folder, "probe-" + version + "-", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            addAll(out, classes);
            Path resources = SOURCES.resolve("resources");
            try (Stream<Path> found = Files.walk(resources)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    String name = resources.relativize(file).toString();
                    String text =
                            files.getOrDefault(name, Files.readString(file)).replace("@VERSION@", version);
                    add(out, name, text.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return jar;
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "org.example.probe");
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Atlassian-Plugin-Key", "org.example.probe");
        attributes.putValue("Spring-Context", "*;timeout:=60");
        attributes.putValue("Import-Package", imports);
        return manifest;
    }

    private static Path compiled(Path target) throws IOException {
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(target);
        try (Stream<Path> sources = Files.walk(SOURCES.resolve("java"))) {
            List<String> files =
                    sources.filter(Files::isRegularFile).map(Path::toString).toList();
            List<String> arguments = Stream.concat(
                            Stream.of(
                                    "-d",
                                    target.toString(),
                                    "--release",
                                    "17",
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            files.stream())
                    .toList();
            int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
            if (status != 0) {
                throw new IOException("the probe does not compile");
            }
        }
        return target;
    }

    private static void addAll(JarOutputStream out, Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                add(out, folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
