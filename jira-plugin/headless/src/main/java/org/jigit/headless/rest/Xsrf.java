// Refuses REST requests that a foreign page could make a browser send, as Atlassian's REST does.
package org.jigit.headless.rest;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.core.MediaType;

/** The XSRF rule of REST. */
final class Xsrf {

    private Xsrf() {}

    /** True when a request must be refused. */
    static boolean isSuspect(ContainerRequestContext request) {
        if (!CHANGING.contains(request.getMethod())) {
            return false;
        }
        boolean post = request.getMethod().equals("POST");
        if (post && isFromBrowser(request) && !isFromThisSite(request)) {
            return true;
        }
        String token = request.getHeaderString("X-Atlassian-Token");
        boolean waived = "no-check".equalsIgnoreCase(token) || "nocheck".equalsIgnoreCase(token);
        MediaType type = request.getMediaType();
        boolean possibleForForms = type == null
                ? post
                : OF_FORMS.contains((type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT));
        return possibleForForms && !waived;
    }

    private static boolean isFromBrowser(ContainerRequestContext request) {
        String agent = request.getHeaderString("User-Agent");
        return agent != null && agent.contains("Mozilla/");
    }

    private static boolean isFromThisSite(ContainerRequestContext request) {
        return isSameOrigin(request.getHeaderString("Referer"), request)
                || isSameOrigin(request.getHeaderString("Origin"), request);
    }

    private static boolean isSameOrigin(String address, ContainerRequestContext request) {
        if (address == null) {
            return false;
        }
        try {
            URI uri = URI.create(address.split("\\?")[0]);
            URI own = request.getUriInfo().getRequestUri();
            return own.getScheme().equals(uri.getScheme())
                    && own.getHost().equals(uri.getHost())
                    && port(own) == port(uri);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> OF_FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
}
