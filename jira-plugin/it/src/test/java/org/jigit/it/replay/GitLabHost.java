// A stand-in for a GitLab server: tokens, the usual headers, and the limit of requests.
package org.jigit.it.replay;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for a GitLab server. The owner of a repository is a group, of any depth with slashes in its login, or a user.
 */
public final class GitLabHost extends StandIn {
    private static final String ROOT = "/api/v4";

    private GitLabHost(Model model) throws IOException {
        super(model, 0);
    }

    /** Starts on any free port of 127.0.0.1. */
    public static GitLabHost start() throws IOException {
        var host = new GitLabHost(new Model());
        host.listen();
        return host;
    }

    /** The limit of requests, whose text is the administrator's own: plain, and not in JSON. */
    public static Fault.Kind limit(int seconds) {
        return new Fault.Answer(
                429,
                Map.of(
                        "Content-Type", List.of("text/plain"),
                        "RateLimit-Limit", List.of("60"),
                        "RateLimit-Name", List.of("throttle_authenticated_api"),
                        "RateLimit-Observed", List.of("61"),
                        "RateLimit-Remaining", List.of("0"),
                        "RateLimit-Reset", List.of(Long.toString(System.currentTimeMillis() / 1000 + seconds)),
                        "Retry-After", List.of(Integer.toString(seconds))),
                "Retry later\n");
    }

    @Override
    public String name() {
        return "gitlab";
    }

    @Override
    public String serviceType() {
        return "GitLab";
    }

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    protected Reply answer(HttpExchange exchange) {
        var answer = api(exchange, exchange.getRequestURI().getRawPath());
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "max-age=0, private, must-revalidate");
        headers.put("Vary", "Origin");
        headers.put("X-Gitlab-Meta", "{\"correlation_id\":\"01STANDIN\",\"version\":\"1\"}");
        return tagged(exchange, new Reply(answer.status(), headers, Json.bytes(answer.body())));
    }

    private Api.Answer api(HttpExchange exchange, String path) {
        if (!path.startsWith(ROOT + "/")) {
            return GitLabApi.error(404, "404 Not Found");
        }
        var token = token(exchange);
        var caller = token == null ? null : model().owner(token);
        // Everything here is private, and private things are not there for who has no token; a wrong one is told.
        if (caller == null) {
            var hidden = token == null && path.matches(ROOT + "/(projects|groups|users)/.*");
            return hidden ? GitLabApi.notFound("Project") : GitLabApi.message(401, "401 Unauthorized");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return GitLabApi.error(405, "405 Not Allowed");
        }
        return new GitLabApi(model(), url() + ROOT, caller)
                .get(path.substring(ROOT.length()), exchange.getRequestURI().getRawQuery());
    }

    private static String token(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        var bearer = headers.getFirst("Authorization");
        var own = headers.getFirst("PRIVATE-TOKEN");
        return own != null || bearer == null ? own : bearer.replaceFirst("^(?i)bearer +", "");
    }
}
