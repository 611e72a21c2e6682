// Tests what a place for a screen carries.
package org.jigit.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import com.atlassian.sal.api.message.I18nResolver;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final Map<String, String> TEXTS = Map.of(
            "jigit.common.retry", "Nochmal \"versuchen\" <b>",
            "jigit.issue.deleted", "Gelöscht",
            "jigit.admin.add", "Hinzufügen",
            "other.key", "x");

    private final Place place = new Place(
            fake(I18nResolver.class, (method, arguments) -> {
                assertEquals("getAllTranslationsForPrefix", method);
                assertEquals(Locale.GERMANY, arguments[1]);
                return TEXTS.entrySet().stream()
                        .filter(text -> text.getKey().startsWith((String) arguments[0]))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            }),
            fake(JiraAuthenticationContext.class, (method, arguments) -> Locale.GERMANY),
            fake(ApplicationProperties.class, (method, arguments) -> {
                assertEquals(UrlMode.RELATIVE, arguments[0]);
                return "/jira/";
            }));

    @Test
    void the_texts_of_the_wanted_sections_travel_without_their_first_word() {
        JsonObject texts = decode(place.values("common", "issue").get("texts"));
        assertEquals(2, texts.size());
        assertEquals("Nochmal \"versuchen\" <b>", texts.get("common.retry").getAsString());
        assertEquals("Gelöscht", texts.get("issue.deleted").getAsString());
    }

    @Test
    void language_and_context_path_come_along() {
        assertEquals("de-DE", place.values().get("locale"));
        assertEquals("/jira", place.values().get("base"), "without a slash at the end");
    }

    @Test
    void a_template_may_print_the_values_as_they_are() {
        place.values("common", "issue", "admin")
                .values()
                .forEach(value -> assertTrue(value.matches("[A-Za-z0-9+/=-]*"), value));
    }

    @Test
    void nothing_breaks_out_of_an_attribute() {
        String html = place.html("tab", Map.of("issue", "A\"><script>"), "common");
        assertTrue(html.contains("data-issue=\"A&quot;&gt;&lt;script&gt;\""), html);
        assertFalse(html.contains("<script>"), html);
        assertTrue(html.startsWith("<div class=\"jigit jigit-tab\" data-jigit=\"tab\""), html);
    }

    private static JsonObject decode(String encoded) {
        return JsonParser.parseString(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
