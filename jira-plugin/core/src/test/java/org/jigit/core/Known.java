// A request of the corpus as a call of Core, and what comes of it.
package org.jigit.core;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call, and what is known of it.
 *
 * @param name what it is
 * @param call asks the core
 * @param answer what it answers, or says when it refuses
 */
record Known(String name, Function<Core, Object> call, Object answer) {
    /** The call of a request other than a configuration. */
    static Known of(Question question) {
        JsonObject head = head(Frame.decode(question.request()));
        byte[] body = body(question.request());
        Frame answer = Frame.decode(question.answer());
        JsonElement ok = head(answer).get("ok");
        return switch (head.remove("message").getAsString()) {
            case "deliver" -> {
                var call = read(head, Messages.Deliver.class);
                yield known(
                        question,
                        core -> core.deliver(call, body),
                        () -> new Core.Delivered(read(ok, Messages.Delivered.class), answer.rows()));
            }
            case "describe" -> known(question, Core::describeJson, () -> ok.toString());
            case "issue_keys" -> {
                var call = read(head, Messages.KeysIn.class);
                yield known(question, core -> core.issueKeysJson(call), () -> ok.toString());
            }
            case "page" -> {
                var call = read(head, Messages.ReadPage.class);
                yield known(
                        question,
                        core -> core.page(call, body),
                        () -> new Core.PageRead(read(ok, Messages.PageRead.class), answer.rows()));
            }
            case "preview" -> known(question, core -> core.preview(head, body), () -> ok);
            case "smart_commits" -> {
                String text = head.get("text").getAsString();
                long version = head.get("version").getAsLong();
                yield known(question, core -> core.smartCommitsJson(text, version), () -> ok.toString());
            }
            case "step" -> {
                var call = read(head, Messages.TakeStep.class);
                yield known(
                        question,
                        core -> core.step(call, body),
                        () -> new Core.Stepped(read(ok, Messages.Step.class), answer.rows()));
            }
            default -> throw new IllegalArgumentException(question.name());
        };
    }

    /** Whether the core answers what is known. */
    boolean isAnswered(Core core) {
        return answer.equals(asked(core));
    }

    private Object asked(Core core) {
        try {
            return call.apply(core);
        } catch (CoreException e) {
            return e.code() + ": " + e.getMessage();
        }
    }

    private static Known known(Question question, Function<Core, Object> call, Supplier<Object> answer) {
        JsonObject head = head(Frame.decode(question.answer()));
        if (head.has("ok")) {
            return new Known(question.name(), call, answer.get());
        }
        var error = read(head.get("error"), Messages.Error.class);
        return new Known(question.name(), call, error.code() + ": " + error.message());
    }

    private static <T> T read(JsonElement json, Class<T> type) {
        return Core.JSON.fromJson(json, type);
    }

    private static JsonObject head(Frame frame) {
        return JsonParser.parseString(frame.head()).getAsJsonObject();
    }

    private static byte[] body(byte[] request) {
        return Arrays.copyOfRange(request, Frame.decode(request).tailAt(), request.length);
    }
}
