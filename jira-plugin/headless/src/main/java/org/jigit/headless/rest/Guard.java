// Stands before every end-point of a plugin: access first, then XSRF.
package org.jigit.headless.rest;

import com.atlassian.annotations.security.XsrfProtectionExcluded;
import java.util.Map;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jigit.headless.Model;

/** Gives each end-point the filter that its annotations ask for. */
final class Guard implements DynamicFeature {

    private final Model model;

    Guard(Model model) {
        this.model = model;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        Access access = Access.ofRest(resource.getResourceMethod(), type, type.getPackage());
        boolean open = resource.getResourceMethod().isAnnotationPresent(XsrfProtectionExcluded.class);
        context.register(new Filter(model, access, open));
    }

    /** The filter of one end-point. */
    static final class Filter implements ContainerRequestFilter {
        private final Model model;
        private final Access access;
        private final boolean xsrfExcluded;

        Filter(Model model, Access access, boolean xsrfExcluded) {
            this.model = model;
            this.access = access;
            this.xsrfExcluded = xsrfExcluded;
        }

        @Override
        public void filter(ContainerRequestContext context) {
            int status = access.check(model);
            if (status == 401) {
                refuse(context, status, "Client must be authenticated to access this resource.");
            } else if (status != 200) {
                refuse(context, status, "Client is not allowed to access this resource.");
            } else if (!xsrfExcluded && Xsrf.isSuspect(context)) {
                refuse(context, 403, "XSRF check failed");
            }
        }

        private static void refuse(ContainerRequestContext context, int status, String message) {
            context.abortWith(Response.status(status)
                    .entity(Map.of("message", message, "status-code", status))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .build());
        }
    }
}
