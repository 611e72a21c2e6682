// Exchanges a private key for a token that lasts a while, the way that the host's description says.
package org.jigit.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jigit.core.Messages.Exchange;
import org.jigit.core.Messages.Header;
import org.jigit.core.Messages.Placement;
import org.jigit.core.Messages.Request;
import org.jigit.http.ApiRoot;
import org.jigit.http.Outbound;
import org.jigit.secret.SigningKey;

/** Requests from the host's list, all in the ledger: a page or more to find the owner's id, and one for its token. */
final class TokenExchange {
    private static final String CLAIM = "claim";
    private static final String ALGORITHM = "RS256";
    /** So many pages of owners are read at most. */
    private static final int MOST_PAGES = 100;

    private final Outbound outbound;
    private final Clock clock;

    TokenExchange(Outbound outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param token the token
     * @param until when it ends, in milliseconds
     */
    record Issued(String token, long until) {}

    /** No token came of it, with a stable code and facts like those of the core's errors. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final transient Map<String, String> params;

        Failed(String code, Map<String, String> params, String message) {
            super(message);
            this.code = code;
            this.params = params;
        }

        String code() {
            return code;
        }

        Map<String, String> params() {
            return params;
        }
    }

    /** The host gave no token, and may have said why: to be read like its answer to any other request. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Outbound.Answer answer;

        Declined(Outbound.Answer answer) {
            super("status " + answer.status());
            this.answer = answer;
        }

        Outbound.Answer answer() {
            return answer;
        }
    }

    /**
     * Gets a token.
     *
     * @param target where requests may go; what they carry is made here
     * @param key the private key, a PEM
     * @param issuer who signs
     * @param scope what the connection covers; its first part is the owner, and empty means the only one there is
     */
    Issued issue(Outbound.Target target, Exchange exchange, String key, String issuer, String scope)
            throws InterruptedException {
        if (!exchange.algorithm().equals(ALGORITHM)) {
            throw new Failed("internal", Map.of(), "expected the algorithm RS256, found " + exchange.algorithm());
        }
        long now = clock.millis() / 1000;
        String claim = signingKey(key).claim(issuer, now - exchange.issuedBeforeS(), now + exchange.validS());
        Outbound.Target claiming = target.with(name -> name.equals(CLAIM) ? claim : null);
        ApiRoot root = target.root();
        String base = root.origin() + root.path();
        String id = find(claiming, exchange, base, scope.split("/", 2)[0]);
        String issue = exchange.issue().replace("{id}", URLEncoder.encode(id, StandardCharsets.UTF_8));
        JsonElement issued = json(send(claiming, exchange, "POST", base + issue));
        String token = text(issued, exchange.token()).orElseThrow(() -> malformed("expected a token, found none"));
        String until = text(issued, exchange.expiresAt()).orElseThrow(() -> malformed("expected an end, found none"));
        try {
            return new Issued(token, OffsetDateTime.parse(until).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            throw malformed("expected the token's end as RFC 3339, found something else");
        }
    }

    private static SigningKey signingKey(String key) {
        try {
            return SigningKey.of(key);
        } catch (SigningKey.NotAKey e) {
            throw new Failed("misconfigured", Map.of("field", Settings.PRIVATE_KEY), e.getMessage());
        }
    }

    private Outbound.Answer send(Outbound.Target target, Exchange exchange, String method, String url)
            throws InterruptedException {
        List<Header> headers = exchange.headers() == null ? List.of() : exchange.headers();
        Placement bearer = new Placement(CLAIM, "Authorization", "Bearer ", null);
        Outbound.Answer answer = outbound.send(target, new Request(method, url, headers, bearer, null));
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return answer;
        }
        Map<String, String> params = Map.of("status", String.valueOf(status));
        if (status == 404) {
            // What the request asks for may well be there.
            throw new Failed("not_found", params, "the host does not know who signs, or what is asked for");
        }
        if (status == 0 || status == 401 || status == 403 || status == 429 || status >= 500) {
            throw new Declined(answer);
        }
        throw new Failed("malformed", params, "expected a token, found the status " + status);
    }

    /** The id of the owner, from the first page of the list that holds it. */
    private String find(Outbound.Target target, Exchange exchange, String base, String owner)
            throws InterruptedException {
        for (int page = 1; page <= MOST_PAGES; page++) {
            String path = exchange.list().replace("{page}", String.valueOf(page));
            JsonElement list = json(send(target, exchange, "GET", base + path));
            if (!list.isJsonArray()) {
                throw malformed("expected a list of owners, found something else");
            }
            Optional<String> id = pick(list.getAsJsonArray(), exchange, owner);
            if (id.isPresent()) {
                return id.get();
            }
            if (list.getAsJsonArray().size() < exchange.pageSize()) {
                break;
            }
        }
        throw new Failed(
                "not_found",
                Map.of("scope", owner),
                owner.isEmpty()
                        ? "the private key opens nothing yet: it has to be installed somewhere"
                        : "the private key does not open " + owner);
    }

    /** The id of an owner's element, or of the only one. */
    private static Optional<String> pick(JsonArray list, Exchange exchange, String owner) {
        if (owner.isEmpty() && list.size() > 1) {
            throw new Failed(
                    "misconfigured",
                    Map.of("field", "repositoryId"),
                    "the private key opens several owners: name one of them as what is to be read");
        }
        for (JsonElement each : list) {
            if (owner.isEmpty()
                    || text(each, exchange.owner()).map(owner::equalsIgnoreCase).orElse(false)) {
                return Optional.of(
                        text(each, exchange.id()).orElseThrow(() -> malformed("expected an id, found none")));
            }
        }
        return Optional.empty();
    }

    private static JsonElement json(Outbound.Answer answer) {
        try {
            return JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw malformed("expected JSON, found something else");
        }
    }

    /** The text or number that a JSON pointer (RFC 6901) leads to. */
    private static Optional<String> text(JsonElement from, String pointer) {
        JsonElement at = from;
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            if (at != null && at.isJsonObject()) {
                at = at.getAsJsonObject().get(name);
            } else if (at != null && at.isJsonArray() && name.matches("\\d{1,6}")) {
                int index = Integer.parseInt(name);
                at = index < at.getAsJsonArray().size() ? at.getAsJsonArray().get(index) : null;
            } else {
                at = null;
            }
        }
        return Optional.ofNullable(at).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
    }

    private static Failed malformed(String message) {
        return new Failed("malformed", Map.of(), message);
    }
}
