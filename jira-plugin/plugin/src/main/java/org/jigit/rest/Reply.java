// Turns what a resource does into an answer: JSON, and refusals with their status.
package org.jigit.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import javax.ws.rs.core.Response;
import org.jigit.Json;
import org.jigit.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as bytes of JSON, so that no provider of Jira's has a say in it. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final String TYPE = "application/json;charset=UTF-8";
    private static final int RETRY_AFTER_SECONDS = 30;

    private Reply() {}

    /** 200 with what the work gives. */
    static Response ok(Callable<? extends JsonElement> work) {
        return of(() -> json(200, work.call()));
    }

    /** 200 with a file to keep. */
    static Response file(String name, String type, Callable<byte[]> work) {
        return of(() -> Response.ok(work.call())
                .header("Content-Type", type.startsWith("text/") ? type + ";charset=UTF-8" : type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .build());
    }

    /** Whatever the work answers, or its refusal. */
    static Response of(Callable<Response> work) {
        try {
            return work.call();
        } catch (Refusal e) {
            Response.ResponseBuilder answer =
                    builder(e.status(), error(e.code(), Json.params(e.params()), e.getMessage()));
            return (e.status() == 503 ? answer.header("Retry-After", RETRY_AFTER_SECONDS) : answer).build();
        } catch (Exception e) {
            String reference = Integer.toHexString(System.identityHashCode(e)).toUpperCase(java.util.Locale.ROOT);
            LOG.error("a request failed, reference {}", reference, e);
            JsonObject error = error("internal", new JsonObject(), "Jigit made a mistake; reference " + reference);
            error.getAsJsonObject("error").addProperty("reference", reference);
            return json(500, error);
        }
    }

    /** JSON with a status; never kept by anybody. */
    static Response json(int status, JsonElement body) {
        return builder(status, body).build();
    }

    private static Response.ResponseBuilder builder(int status, JsonElement body) {
        return Response.status(status)
                .entity(Json.write(body).getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", TYPE)
                .header("Cache-Control", "no-store");
    }

    private static JsonObject error(String code, JsonObject params, String message) {
        JsonObject body = new JsonObject();
        body.add("error", Json.error(code, params, message));
        return body;
    }
}
