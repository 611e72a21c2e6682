// What a plugin's jar says of itself: atlassian-plugin.xml and the manifest, refused where Jira would refuse them.
package org.jigit.headless.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jigit.headless.Plugins.InstallException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A readable plugin jar. {@code modules} are those that this Jira's version is meant to have. */
record Descriptor(
        Path jar,
        String key,
        String name,
        String version,
        String vendor,
        String description,
        Map<String, String> params,
        List<Element> modules) {

    /** Reads a jar. */
    static Descriptor of(Path jar) throws InstallException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry("atlassian-plugin.xml");
            if (entry == null) {
                throw new InstallException("the jar has no atlassian-plugin.xml at its root");
            }
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new InstallException("the jar has no manifest");
            }
            try (InputStream bytes = file.getInputStream(entry)) {
                Descriptor descriptor = of(jar, Xml.root(bytes));
                descriptor.check(manifest.getMainAttributes());
                return descriptor;
            }
        } catch (IOException e) {
            throw new InstallException("not a readable jar: " + e.getMessage(), e);
        } catch (SAXException e) {
            throw new InstallException("atlassian-plugin.xml is not well-formed: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InstallException("atlassian-plugin.xml: " + e.getMessage(), e);
        }
    }

    private static Descriptor of(Path jar, Element root) {
        Element info =
                Xml.child(root, "plugin-info").orElseThrow(() -> new IllegalArgumentException("no <plugin-info>"));
        List<Element> modules = new ArrayList<>();
        for (Element element : Xml.children(root)) {
            if (!element.getTagName().equals("plugin-info") && isMeantForThisJira(element)) {
                modules.add(element);
            }
        }
        String key = Xml.attribute(root, "key");
        String vendor =
                Xml.child(info, "vendor").map(each -> each.getAttribute("name")).orElse("");
        return new Descriptor(
                jar,
                key,
                Xml.attribute(root, "name", key),
                Xml.text(info, "version"),
                vendor,
                Xml.text(info, "description"),
                Xml.params(info),
                modules);
    }

    private static boolean isMeantForThisJira(Element module) {
        List<Element> restrictions = Xml.children(module, "restrict");
        return restrictions.isEmpty() || restrictions.stream().anyMatch(Descriptor::includesThisJira);
    }

    private static boolean includesThisJira(Element restriction) {
        if (!Xml.attribute(restriction, "application").equals("jira")) {
            return false;
        }
        List<String> ranges = new ArrayList<>();
        if (restriction.hasAttribute("version")) {
            ranges.add(restriction.getAttribute("version"));
        }
        Xml.children(restriction, "version")
                .forEach(each -> ranges.add(each.getTextContent().strip()));
        return ranges.isEmpty()
                || ranges.stream().anyMatch(range -> range(range).includes(JIRA));
    }

    /** Atlassian's ranges may be open at either end, {@code [11.0,)}; OSGi's may not. */
    private static VersionRange range(String text) {
        String closed = text.replaceFirst("^([\\[(])\\s*,", "$10,").replaceFirst(",\\s*([\\])])$", ",99999$1");
        return new VersionRange(closed);
    }

    private void check(Attributes manifest) throws InstallException {
        String declared = manifest.getValue("Atlassian-Plugin-Key");
        if (declared == null) {
            throw new InstallException(
                    "the manifest has no Atlassian-Plugin-Key: the headless Jira takes only plugins that need no"
                            + " transformation");
        }
        if (!declared.equals(key)) {
            throw new InstallException(
                    "the manifest's Atlassian-Plugin-Key is " + declared + ", atlassian-plugin.xml says " + key);
        }
        if (manifest.getValue("Bundle-SymbolicName") == null) {
            throw new InstallException("the manifest has no Bundle-SymbolicName");
        }
        String imports = manifest.getValue("Import-Package");
        if (imports == null || !imports.contains(BRIDGE)) {
            throw new InstallException("a plugin that needs no transformation must import " + BRIDGE);
        }
        for (Element module : modules) {
            if (FORBIDDEN.contains(module.getTagName())) {
                throw new InstallException("a plugin that needs no transformation must not have <" + module.getTagName()
                        + "> in atlassian-plugin.xml");
            }
        }
        if (version.isBlank()) {
            throw new InstallException("atlassian-plugin.xml states no version");
        }
    }

    private static final Version JIRA = new Version(10, 3, 0);
    private static final String BRIDGE = "com.atlassian.plugin.osgi.bridge.external";
    private static final Set<String> FORBIDDEN =
            Set.of("component", "component-import", "module-type", "bundle-instructions");
}
