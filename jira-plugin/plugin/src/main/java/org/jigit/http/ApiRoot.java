// Where a connection's API begins: the only place that its requests and its credential may go to.
package org.jigit.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Origin and path prefix of an API. It comes from the address that the administrator typed and never from an answer of the
 * host: it is where the first request of a connection test goes.
 *
 * @param origin scheme, host and port in lower case, without the scheme's own port
 * @param path the prefix, without a slash at its end
 */
public record ApiRoot(String origin, String path) {
    /** The root of the API to which a first request goes. */
    public static ApiRoot of(URI first, Endpoints endpoints) {
        String[] all = Endpoints.segments(first.getRawPath());
        int tail = endpoints
                .tail(first.getRawPath())
                .orElseThrow(() -> new Outbound.Refused(
                        "endpoint_not_listed", "the core asks for an endpoint that it does not list"));
        StringBuilder path = new StringBuilder();
        for (int at = 0; at < all.length - tail; at++) {
            path.append('/').append(all[at]);
        }
        return new ApiRoot(origin(first), path.toString());
    }

    /** The path of an address below this root; empty when it is somewhere else. */
    Optional<String> below(URI address) {
        String raw = address.getRawPath() == null ? "" : address.getRawPath();
        boolean inside = origin(address).equals(origin) && raw.startsWith(path + "/");
        return inside ? Optional.of(raw.substring(path.length())) : Optional.empty();
    }

    /** Scheme, host and port of an address in lower case, the scheme's own port left out. */
    public static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        int port = address.getPort();
        boolean usual = port < 0 || (port == 443 && scheme.equals("https")) || (port == 80 && scheme.equals("http"));
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
