// Where the browser finds the core: the files of the web-resource "preview-core", by addresses that change with them.
package org.jigit.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plain download addresses, because those of Jira's URL provider may lead to a content delivery network, and a worker must come from
 * the origin of its page. A browser may keep the files; script and module always have to be of one build.
 */
final class CoreFiles {
    private static final String DOWNLOAD = "/download/resources/org.jigit.jira:preview-core/";
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "core-js", "jigit-core.js", "core-wasm", "jigit-core.wasm", "core-worker", "jigit-preview-worker.js"));
    private static final int DIGITS = 12;

    /** Set once, when the page is first asked for: the files are part of the jar. */
    private static final class Digest {
        static final String TEXT = digest();
    }

    private CoreFiles() {}

    /** The addresses below a context path, by the names of the data attributes. */
    static Map<String, String> data(String base) {
        Map<String, String> data = new TreeMap<>();
        FILES.forEach((name, file) -> data.put(name, base + DOWNLOAD + file + "?v=" + Digest.TEXT));
        return data;
    }

    private static String digest() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (String file : FILES.values()) {
                try (InputStream bytes = CoreFiles.class.getResourceAsStream("/js/" + file)) {
                    if (bytes == null) {
                        throw new IllegalStateException("expected js/" + file + " in the jar, found nothing");
                    }
                    all.update(bytes.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(all.digest()).substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
