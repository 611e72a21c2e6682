// What somebody wants explained: texts or a delivery, under which rules, with which projects.
package org.jigit.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jigit.Refusal;
import org.jigit.core.Messages.KeyRules;

/**
 * The core's message {@code preview} as a person may write it.
 *
 * @param call the fields of the message that were given; what is absent is as in this Jira
 * @param body the body of the delivery; empty when it is none
 * @param connection the connection whose rules count, or null
 */
record Question(JsonObject call, byte[] body, Long connection) {
    /** As many as the core explains. */
    private static final int MOST_TEXTS = 100;

    private static final int MOST_HEADERS = 200;
    private static final int MOST_BYTES = 2 << 20;
    private static final List<String> FIELDS = List.of("commit", "branch", "pr_title", "pr_body");

    /** Reads a request; whatever is not as it should be is refused by its path. */
    static Question read(JsonObject request) {
        Fields fields = Fields.of(request);
        // The browser sends the core's whole message, and so may others.
        fields.word("message", List.of("preview"));
        JsonObject call = new JsonObject();
        call.add("texts", texts(fields));
        call.addProperty("host", fields.text("host"));
        call.add("headers", headers(fields));
        for (String name : List.of("known_projects", "instance_hosts")) {
            List<String> texts = fields.texts(name);
            if (fields.has(name)) {
                call.add(name, array(texts));
            }
        }
        Long connection = fields.id("connection");
        Fields rules = fields.object("rules");
        if (rules != null && connection != null) {
            throw Fields.wrong("rules", "either rules or a connection");
        }
        if (rules != null) {
            call.add("rules", rules(rules));
        }
        number(call, "hours_per_day", fields.number("hours_per_day", 0, 24));
        number(call, "days_per_week", fields.number("days_per_week", 0, 7));
        String body = fields.text("body");
        fields.nothingElse();
        boolean delivery = fields.text("host") != null;
        if (!delivery && fields.objects("texts", MOST_TEXTS) == null) {
            throw fields.missing("texts", "texts, or a host with the headers and the body of a webhook");
        }
        if (delivery && !call.getAsJsonArray("texts").isEmpty()) {
            throw Fields.wrong("texts", "none beside the webhook of a host");
        }
        if (!delivery && body != null && !body.isEmpty()) {
            throw fields.missing("host", "the host whose webhook the body is");
        }
        return new Question(call, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8), connection);
    }

    /** Rules as the core reads them. */
    static JsonObject rules(KeyRules rules) {
        JsonObject json = new JsonObject();
        json.add("served", array(rules.served()));
        json.add("ignored", array(rules.ignored()));
        json.addProperty("key_pattern", rules.keyPattern());
        return json;
    }

    /** Texts as JSON, or JSON's null. */
    static JsonElement array(List<String> texts) {
        if (texts == null) {
            return JsonNull.INSTANCE;
        }
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonArray texts(Fields fields) {
        JsonArray texts = new JsonArray();
        long bytes = 0;
        List<Fields> given = fields.objects("texts", MOST_TEXTS);
        for (Fields each : given == null ? List.<Fields>of() : given) {
            JsonObject text = new JsonObject();
            text.addProperty("field", required(each, "field", each.word("field", FIELDS), "one of " + FIELDS));
            text.addProperty("text", required(each, "text", each.text("text"), "a text"));
            text.addProperty("name", each.text("name"));
            each.nothingElse();
            bytes += text.get("text").getAsString().getBytes(StandardCharsets.UTF_8).length;
            texts.add(text);
        }
        if (bytes > MOST_BYTES) {
            throw new Refusal(413, "too_large", "texts: expected at most 2 MB together").with("field", "texts");
        }
        return texts;
    }

    private static JsonArray headers(Fields fields) {
        JsonArray headers = new JsonArray();
        List<Fields> given = fields.objects("headers", MOST_HEADERS);
        for (Fields each : given == null ? List.<Fields>of() : given) {
            JsonObject header = new JsonObject();
            header.addProperty("name", required(each, "name", each.text("name"), "a text"));
            header.addProperty("value", required(each, "value", each.text("value"), "a text"));
            each.nothingElse();
            headers.add(header);
        }
        return headers;
    }

    private static JsonObject rules(Fields fields) {
        List<String> ignored = fields.texts("ignored");
        String pattern = fields.text("key_pattern");
        KeyRules rules = new KeyRules(
                fields.texts("served"), ignored == null ? List.of() : ignored, pattern == null ? "" : pattern);
        fields.nothingElse();
        return rules(rules);
    }

    private static String required(Fields fields, String name, String value, String expected) {
        if (value == null) {
            throw fields.missing(name, expected);
        }
        return value;
    }

    private static void number(JsonObject call, String name, Double number) {
        if (number != null) {
            call.addProperty(name, number);
        }
    }
}
