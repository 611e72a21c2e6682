// Refuses REST requests that a foreign page could make a browser send, as Atlassian's REST does.
package org.jigit.headless.rest;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;

/** The XSRF rule of REST. */
final class Xsrf {

    private Xsrf() {}

    /** True when a request must be refused. */
    static boolean isSuspect(HttpServletRequest request) {
        if (!CHANGING.contains(request.getMethod())) {
            return false;
        }
        boolean post = request.getMethod().equals("POST");
        if (post && isFromBrowser(request) && !isFromThisSite(request)) {
            return true;
        }
        String token = request.getHeader("X-Atlassian-Token");
        boolean waived = "no-check".equalsIgnoreCase(token) || "nocheck".equalsIgnoreCase(token);
        String type = request.getContentType();
        boolean possibleForForms =
                type == null ? post : OF_FORMS.contains(type.split(";")[0].strip().toLowerCase(Locale.ROOT));
        return possibleForForms && !waived;
    }

    private static boolean isFromBrowser(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent != null && agent.contains("Mozilla/");
    }

    private static boolean isFromThisSite(HttpServletRequest request) {
        return isSameOrigin(request.getHeader("Referer"), request) || isSameOrigin(request.getHeader("Origin"), request);
    }

    private static boolean isSameOrigin(String address, HttpServletRequest request) {
        if (address == null) {
            return false;
        }
        try {
            URI uri = URI.create(address.split("\\?")[0]);
            int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
            return request.getScheme().equals(uri.getScheme())
                    && request.getServerName().equals(uri.getHost())
                    && request.getServerPort() == port;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> OF_FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
}
