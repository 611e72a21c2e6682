// "Try a message" over REST: what texts, webhooks and real commits would be linked to, for administrators only.
package org.jigit.rest;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.inject.Inject;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jigit.Json;
import org.jigit.delivery.Intake;
import org.jigit.preview.Preview;

/** Explains and forgets: what is sent here is neither stored nor logged. */
@Path("preview")
@AdminOnly
@Consumes(MediaType.APPLICATION_JSON)
public class PreviewResource {
    private final Preview preview;
    private final Intake intake;

    @Inject
    public PreviewResource(Preview preview, Intake intake) {
        this.preview = preview;
        this.intake = intake;
    }

    /** What a browser has to know to explain by itself. */
    @GET
    @AdminOnly
    public Response facts() {
        return Reply.ok(preview::facts);
    }

    /** Explains texts, or a webhook. */
    @POST
    @AdminOnly
    public Response explain(@Context HttpServletRequest request, InputStream body) {
        return Reply.ok(() -> intake.read(
                body,
                request.getContentLengthLong(),
                bytes -> preview.explain(Json.object(new String(bytes, StandardCharsets.UTF_8)))));
    }

    /** Explains the newest commits of a connection; this asks its host. */
    @POST
    @Path("commits")
    @AdminOnly
    public Response commits(String body) {
        return Reply.ok(() -> preview.commits(Json.object(body)));
    }
}
