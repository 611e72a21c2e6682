// A stand-in for Azure DevOps: tokens, the page to sign in, versions of the API, and the headers of a throttled answer.
package org.jigit.it.replay;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jigit.it.replay.Api.Answer;

/** A stand-in for Azure DevOps with one organisation or collection. The owner of a repository is its project. */
public final class AzureDevOpsHost extends StandIn {
    /** The organisation, or on a Server the collection. */
    static final String COLLECTION = "/octo-org";

    private static final Pattern VERSION =
            Pattern.compile("(?:.*api-version=)?([0-9]+\\.[0-9]+)(-preview(?:\\.[0-9]+)?)?");

    private final double newest;

    private AzureDevOpsHost(double newest) throws IOException {
        super(new Model(), 0);
        this.newest = newest;
    }

    /** Starts Services on any free port of 127.0.0.1. */
    public static AzureDevOpsHost services() throws IOException {
        return start(7.2);
    }

    /** Starts a Server 2020 on any free port of 127.0.0.1. */
    public static AzureDevOpsHost server2020() throws IOException {
        return start(6.0);
    }

    private static AzureDevOpsHost start(double newest) throws IOException {
        var host = new AzureDevOpsHost(newest);
        host.listen();
        return host;
    }

    /** Whoever asks too much is answered all the same, late, and asked to wait. */
    public static Fault.Kind throttled(int seconds) {
        return new Fault.Also(Map.of(
                "Retry-After", Integer.toString(seconds),
                "X-RateLimit-Resource", "TFS/Code",
                "X-RateLimit-Delay", "1.25",
                "X-RateLimit-Limit", "200",
                "X-RateLimit-Remaining", "0",
                "X-RateLimit-Reset", Long.toString(System.currentTimeMillis() / 1000 + seconds)));
    }

    @Override
    public String name() {
        return "azure_devops";
    }

    @Override
    public String serviceType() {
        return "AzureDevOps";
    }

    @Override
    public String address() {
        return url() + COLLECTION;
    }

    @Override
    public String root() {
        return COLLECTION;
    }

    /** Whether it is Services: a Server answers those who may not enter by its web server, IIS. */
    private boolean isServices() {
        return newest > 7.1;
    }

    @Override
    protected Reply answer(HttpExchange exchange) {
        var token = token(exchange.getRequestHeaders().getFirst("Authorization"));
        var caller = token == null ? null : model().owner(token);
        if (caller == null) {
            return stranger(exchange, token);
        }
        var answer = api(exchange, caller);
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put("Content-Type", "application/json; charset=utf-8; api-version=" + Math.min(newest, 7.0));
        headers.put("Cache-Control", "no-cache");
        headers.put("X-TFS-ProcessId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        headers.put("X-VSS-UserData", AzureDevOpsWire.guid("user", caller.id()));
        return new Reply(answer.status(), headers, Json.bytes(answer.body()));
    }

    private Answer api(HttpExchange exchange, Account caller) {
        var path = exchange.getRequestURI().getRawPath();
        var query = Api.parse(exchange.getRequestURI().getRawQuery());
        var method = exchange.getRequestMethod();
        if (!path.toLowerCase(Locale.ROOT).startsWith(COLLECTION + "/")) {
            return AzureDevOpsApi.error(404, "ResourceNotFoundException", "The resource cannot be found.");
        }
        var api = new AzureDevOpsApi(model(), address(), caller, newest);
        if (method.equals("OPTIONS")) {
            return api.locations();
        }
        if (!method.equals("GET")) {
            return AzureDevOpsApi.error(
                    405, "VssRequestMethodNotAllowedException", "The requested resource does not support " + method);
        }
        var accepted = exchange.getRequestHeaders().getFirst("Accept");
        var version = VERSION.matcher(query.getOrDefault("api-version", accepted == null ? "" : accepted));
        if (!version.matches()) {
            return AzureDevOpsApi.error(
                    400,
                    "VssVersionNotSpecifiedException",
                    "No api-version was supplied for the \"GET\" request. The version must be supplied either as part of"
                            + " the Accept header (e.g. \"application/json; api-version=1.0\") or as a query parameter"
                            + " (e.g. \"?api-version=1.0\").");
        }
        if (Double.parseDouble(version.group(1)) > newest) {
            return AzureDevOpsApi.error(
                    400,
                    "VssVersionOutOfRangeException",
                    "The requested REST API version of " + version.group(1)
                            + " is out of range for this server. The latest REST API version this server supports is "
                            + newest + ".");
        }
        return api.get(path.substring(COLLECTION.length()), query, version.group(1), version.group(2) != null);
    }

    /** Somebody whose token is not known is shown the page to sign in, with a good status; nobody at all is led there. */
    private Reply stranger(HttpExchange exchange, String token) {
        if (!isServices()) {
            return page(401, "Unauthorized").with("WWW-Authenticate", "Basic realm=\"127.0.0.1\"");
        }
        if (token != null) {
            return page(203, "Azure DevOps Services | Sign In");
        }
        if ("Suppress".equals(exchange.getRequestHeaders().getFirst("X-TFS-FedAuthRedirect"))) {
            return page(401, "Unauthorized").with("WWW-Authenticate", "Basic realm=\"" + address() + "\"");
        }
        return page(302, "Object moved").with("Location", url() + "/_signin?realm=127.0.0.1&reply_to=" + address());
    }

    private static Reply page(int status, String title) {
        var html = "<!DOCTYPE html>\r\n<html><head><title>" + title + "</title></head><body></body></html>";
        return new Reply(
                status, Map.of("Content-Type", "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }

    /** The password of HTTP Basic; any user will do. */
    private static String token(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return null;
        }
        var plain = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        return plain.substring(plain.indexOf(':') + 1);
    }
}
