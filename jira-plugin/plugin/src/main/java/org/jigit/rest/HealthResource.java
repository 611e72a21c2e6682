// How the app fares as a whole, over REST: for administrators only.
package org.jigit.rest;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import javax.inject.Inject;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Response;
import org.jigit.operation.HealthReport;

/** Nodes, queue, leases, problems, numbers of rows; no secret and no text of a host but what it refused with. */
@Path("health")
@AdminOnly
public class HealthResource {
    private final HealthReport report;

    @Inject
    public HealthResource(HealthReport report) {
        this.report = report;
    }

    /** The report. */
    @GET
    @AdminOnly
    public Response health() {
        return Reply.ok(report::json);
    }
}
