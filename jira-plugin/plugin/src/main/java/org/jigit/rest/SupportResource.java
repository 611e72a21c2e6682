// The support bundle over REST: for administrators only.
package org.jigit.rest;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import javax.inject.Inject;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Response;
import org.jigit.operation.SupportBundle;

/** One file to be sent away. */
@Path("support-bundle")
@AdminOnly
public class SupportResource {
    private final SupportBundle bundle;

    @Inject
    public SupportResource(SupportBundle bundle) {
        this.bundle = bundle;
    }

    /** The bundle. */
    @GET
    @AdminOnly
    public Response bundle() {
        return Reply.file("jigit-support.zip", "application/zip", bundle::zip);
    }
}
