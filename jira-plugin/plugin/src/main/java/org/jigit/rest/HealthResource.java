// How the app fares as a whole, over REST: for administrators only.
package org.jigit.rest;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import com.google.gson.JsonElement;
import java.util.Optional;
import javax.inject.Inject;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.core.Core;
import org.jigit.operation.EngineSetting;
import org.jigit.operation.HealthReport;
import org.jigit.store.Nodes;

/** Nodes, queue, leases, problems, numbers of rows; no secret and no text of a host but what it refused with. */
@Path("health")
@AdminOnly
public class HealthResource {
    private final HealthReport report;
    private final EngineSetting engine;
    private final Nodes nodes;

    @Inject
    public HealthResource(HealthReport report, EngineSetting engine, Nodes nodes) {
        this.report = report;
        this.engine = engine;
        this.nodes = nodes;
    }

    /** The report. */
    @GET
    @AdminOnly
    public Response health() {
        return Reply.ok(report::json);
    }

    /** Chooses what runs the core: {@code {"engine": "wasm" | "jni" | "auto"}}; the report then. */
    @PUT
    @Path("engine")
    @Consumes(MediaType.APPLICATION_JSON)
    @AdminOnly
    public Response engine(String body) {
        return Reply.ok(() -> {
            JsonElement word = Json.object(body).get("engine");
            engine.choose(Optional.ofNullable(word)
                    .filter(JsonElement::isJsonPrimitive)
                    .flatMap(text -> Core.Choice.of(text.getAsString()))
                    .orElseThrow(
                            () -> new Refusal(400, "wrong_value", "engine: expected wasm, jni or auto, found " + word)
                                    .with("field", "engine")));
            nodes.seen();
            return report.json();
        });
    }
}
