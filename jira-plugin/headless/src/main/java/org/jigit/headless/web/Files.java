// Files for browsers: AUI and jQuery of the host, downloads of plugins.
package org.jigit.headless.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.modules.Json;
import org.jigit.headless.modules.WebResources;
import org.jigit.headless.services.Texts;

/** Serves what is found for a path, with the type that its name says. */
final class Files extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, byte[]> find;

    private Files(Function<String, byte[]> find) {
        this.find = find;
    }

    /** The files below a folder. */
    static Files below(Path folder) {
        return new Files(path -> {
            Path file = folder.resolve(path).normalize();
            if (!file.startsWith(folder) || !java.nio.file.Files.isRegularFile(file)) {
                return null;
            }
            try {
                return java.nio.file.Files.readAllBytes(file);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** The downloads of plugins. */
    static Files of(WebResources resources, Texts texts) {
        return new Files(path -> {
            WebResources.Found found = resources.find(path);
            if (found == null) {
                return null;
            }
            byte[] bytes = read(found.url());
            return found.translate() ? translated(new String(bytes, StandardCharsets.UTF_8), texts) : bytes;
        });
    }

    private static byte[] read(URL url) {
        try (InputStream bytes = url.openStream()) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As Jira's {@code jsI18n}: a text without arguments becomes a literal, one with arguments a call of format. */
    private static byte[] translated(String script, Texts texts) {
        Matcher calls = I18N.matcher(script);
        StringBuilder out = new StringBuilder();
        while (calls.find()) {
            String text = Json.text(texts.getRawText(calls.group(2)));
            boolean hasArguments = calls.group(3).equals(",");
            String literal = hasArguments ? "AJS.format(" + text + "," : Json.text(texts.getText(calls.group(2)));
            calls.appendReplacement(out, Matcher.quoteReplacement(literal));
        }
        calls.appendTail(out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        byte[] bytes = find.apply(path);
        if (bytes == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String extension = path.substring(path.lastIndexOf('.') + 1);
        response.setContentType(TYPES.getOrDefault(extension, "application/octet-stream"));
        response.setHeader("Cache-Control", "private, max-age=60");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static final Pattern I18N =
            Pattern.compile("(?:AJS|WRM)\\.I18n\\.getText\\(\\s*([\"'])([\\w.-]+)\\1\\s*([,)])");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("eot", "application/vnd.ms-fontobject"),
            Map.entry("gif", "image/gif"),
            Map.entry("html", "text/html;charset=UTF-8"),
            Map.entry("js", "application/javascript;charset=UTF-8"),
            Map.entry("json", "application/json;charset=UTF-8"),
            Map.entry("map", "application/json;charset=UTF-8"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("txt", "text/plain;charset=UTF-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"));
}
