// The place on a page where a screen is drawn: one empty element with everything that the browser needs to begin.
package org.jigit.screen;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import com.atlassian.sal.api.message.I18nResolver;
import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes places for screens, with the texts in the language of whoever looks. */
public final class Place {
    /** All keys of our texts begin with this; the browser leaves it out. */
    private static final String PREFIX = "jigit.";

    private final I18nResolver texts;
    private final JiraAuthenticationContext authentication;
    private final ApplicationProperties application;
    private final Gson gson = new Gson();

    public Place(I18nResolver texts, JiraAuthenticationContext authentication, ApplicationProperties application) {
        this.texts = texts;
        this.authentication = authentication;
        this.application = application;
    }

    /**
     * The element as HTML.
     *
     * @param screen which screen: {@code panel}, {@code tab} or {@code admin}
     * @param data what else it needs, by the names of the data attributes
     * @param sections the first words of the texts that the screen uses
     */
    public String html(String screen, Map<String, String> data, String... sections) {
        StringBuilder html = new StringBuilder(8000);
        html.append("<div class=\"jigit jigit-").append(escape(screen)).append('"');
        attribute(html, "data-jigit", screen);
        data.forEach((name, value) -> attribute(html, "data-" + name, value));
        values(sections).forEach((name, value) -> attribute(html, "data-" + name, value));
        return html.append("></div>").toString();
    }

    /** What every screen needs: the context path, the language and its texts; all of them need no escaping in HTML. */
    public Map<String, String> values(String... sections) {
        Locale locale = authentication.getLocale();
        return Map.of("base", base(), "locale", locale.toLanguageTag(), "texts", encoded(locale, sections));
    }

    /** A text in the language of whoever looks. */
    public String text(String key) {
        return texts.getText(key);
    }

    /** Jira's context path. */
    public String base() {
        String base = application.getBaseUrl(UrlMode.RELATIVE);
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Base64 of UTF-8 JSON: whether a template escapes it or not, it arrives as it is. */
    private String encoded(Locale locale, String... sections) {
        Map<String, String> chosen = new TreeMap<>();
        for (String section : sections) {
            texts.getAllTranslationsForPrefix(PREFIX + section + ".", locale)
                    .forEach((key, text) -> chosen.put(key.substring(PREFIX.length()), text));
        }
        return Base64.getEncoder().encodeToString(gson.toJson(chosen).getBytes(StandardCharsets.UTF_8));
    }

    private static void attribute(StringBuilder html, String name, String value) {
        html.append(' ').append(name).append("=\"").append(escape(value)).append('"');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
