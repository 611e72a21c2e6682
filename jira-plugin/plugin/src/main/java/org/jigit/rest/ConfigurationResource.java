// The connections over REST, with Jigit's names: for administrators only.
package org.jigit.rest;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import com.atlassian.sal.api.user.UserKey;
import com.atlassian.sal.api.user.UserManager;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import javax.inject.Inject;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jigit.Json;
import org.jigit.Refusal;
import org.jigit.connection.Configurations;
import org.jigit.connection.ConnectionView;
import org.jigit.connection.Removals;
import org.jigit.connection.Tester;
import org.jigit.connection.Transfer;
import org.jigit.operation.Explanation;
import org.jigit.operation.Logs;
import org.jigit.operation.Logs.Log;
import org.jigit.smartcommit.SmartCommitView;

/** Lists, creates, changes, tests and removes connections. Secrets go in and never come out. */
@Path("configurations")
@AdminOnly
@Consumes(MediaType.APPLICATION_JSON)
public class ConfigurationResource {
    private final Configurations configurations;
    private final ConnectionView view;
    private final Tester tester;
    private final SmartCommitView smartCommits;
    private final Removals removals;
    private final Explanation explanation;
    private final Logs logs;
    private final Transfer transfer;
    private final UserManager users;
    private final ApplicationProperties jira;

    @Inject
    public ConfigurationResource(
            Configurations configurations,
            ConnectionView view,
            Tester tester,
            SmartCommitView smartCommits,
            Removals removals,
            Explanation explanation,
            Logs logs,
            Transfer transfer,
            UserManager users,
            ApplicationProperties jira) {
        this.configurations = configurations;
        this.view = view;
        this.tester = tester;
        this.smartCommits = smartCommits;
        this.removals = removals;
        this.explanation = explanation;
        this.logs = logs;
        this.transfer = transfer;
        this.users = users;
        this.jira = jira;
    }

    /** All connections, or those that serve a project. */
    @GET
    @AdminOnly
    public Response all(@QueryParam("projectKey") String projectKey) {
        return Reply.ok(() -> view.all(configurations.all(projectKey)));
    }

    /** A new connection. */
    @POST
    @AdminOnly
    public Response create(String body) {
        return Reply.of(() -> Reply.json(201, view.one(configurations.create(Json.object(body), systemAdmin()))));
    }

    /** All connections as a file, secrets as their mask. */
    @GET
    @Path("export")
    @AdminOnly
    public Response export() {
        return Reply.file("jigit-connections.json", "application/json", () -> Json.pretty(transfer.export())
                .getBytes(StandardCharsets.UTF_8));
    }

    /** What a file would change, or its changes. */
    @POST
    @Path("import")
    @AdminOnly
    public Response importFile(@QueryParam("mode") String mode, String body) {
        return Reply.ok(() -> switch (String.valueOf(mode)) {
            case "plan" -> transfer.plan(Json.object(body), systemAdmin());
            case "apply" -> transfer.apply(Json.object(body), systemAdmin());
            default -> throw new Refusal(400, "wrong_value", "mode: expected plan or apply").with("field", "mode");
        });
    }

    /** One connection. */
    @GET
    @Path("{id: \\d{1,18}}")
    @AdminOnly
    public Response one(@PathParam("id") long id) {
        return Reply.ok(() -> view.one(configurations.find(id)));
    }

    /** Changes a connection. */
    @PUT
    @Path("{id: \\d{1,18}}")
    @AdminOnly
    public Response change(@PathParam("id") long id, String body) {
        return Reply.ok(() -> view.one(configurations.change(id, Json.object(body), systemAdmin())));
    }

    /** Removes a connection and what was read for it. */
    @DELETE
    @Path("{id: \\d{1,18}}")
    @AdminOnly
    @Consumes(MediaType.WILDCARD)
    public Response remove(@PathParam("id") long id) {
        return Reply.of(() -> {
            configurations.remove(id);
            return Response.noContent().build();
        });
    }

    /** Tests a connection that is not saved, or not saved like this. */
    @POST
    @Path("test")
    @AdminOnly
    public Response testTyped(String body) {
        return Reply.ok(() -> tester.typed(Json.object(body), systemAdmin()));
    }

    /** Tests a saved connection. */
    @POST
    @Path("{id: \\d{1,18}}/test")
    @AdminOnly
    public Response testSaved(@PathParam("id") long id) {
        return Reply.ok(() -> tester.saved(id));
    }

    /** How far reading is. */
    @GET
    @Path("{id: \\d{1,18}}/progress")
    @AdminOnly
    public Response progress(@PathParam("id") long id) {
        return Reply.ok(() -> view.progress(configurations.find(id)));
    }

    /** Why something is missing, or where it is. */
    @POST
    @Path("{id: \\d{1,18}}/explain")
    @AdminOnly
    public Response explain(@PathParam("id") long id, String body) {
        return Reply.ok(() -> explanation.of(id, Json.object(body)));
    }

    /** A page of the tasks, deliveries or requests of a connection, or a file with them. */
    @GET
    @Path("{id: \\d{1,18}}/{log: tasks|deliveries|requests}")
    @AdminOnly
    public Response log(
            @PathParam("id") long id,
            @PathParam("log") String log,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("format") String format) {
        Log which = Log.named(log);
        return "csv".equals(format)
                ? Reply.file(log + ".csv", "text/csv", () -> logs.csv(which, id).getBytes(StandardCharsets.UTF_8))
                : Reply.ok(() -> logs.page(which, id, limit, cursor));
    }

    /** What became of commands in commit messages. */
    @GET
    @Path("{id: \\d{1,18}}/smart-commits")
    @AdminOnly
    public Response smartCommits(@PathParam("id") long id) {
        return Reply.ok(() -> smartCommits.of(configurations.find(id).id()));
    }

    /** A new webhook secret, shown this once. */
    @POST
    @Path("{id: \\d{1,18}}/secret")
    @AdminOnly
    public Response secret(@PathParam("id") long id) {
        return Reply.ok(() -> {
            Configurations.WebhookSecret fresh = configurations.newSecret(id);
            JsonObject shown = place(fresh);
            shown.addProperty("secret", fresh.secret());
            return shown;
        });
    }

    /** A webhook secret of one's own, which is not shown again. */
    @POST
    @Path("{id: \\d{1,18}}/webhook/secret")
    @AdminOnly
    public Response ownSecret(@PathParam("id") long id, String body) {
        return Reply.ok(() -> place(configurations.ownSecret(id, Json.object(body))));
    }

    private JsonObject place(Configurations.WebhookSecret webhook) {
        JsonObject place = new JsonObject();
        place.addProperty("address", webhook.address());
        place.addProperty("url", jira.getBaseUrl(UrlMode.CANONICAL) + "/rest/jigit/1.0/webhooks/" + webhook.address());
        return place;
    }

    /** Reads everything again; {@code {"mode": "hard"}} also forgets what is not there any more. */
    @POST
    @Path("{id: \\d{1,18}}/reindex")
    @AdminOnly
    @Consumes(MediaType.WILDCARD)
    public Response reindex(@PathParam("id") long id, String body) {
        return Reply.ok(
                () -> view.one(configurations.reindex(id, Json.object(body == null || body.isBlank() ? "{}" : body))));
    }

    /** Cancels what is being read. */
    @DELETE
    @Path("{id: \\d{1,18}}/reindex")
    @AdminOnly
    @Consumes(MediaType.WILDCARD)
    public Response cancel(@PathParam("id") long id) {
        return Reply.ok(() -> view.one(configurations.cancel(id)));
    }

    /** The connections that are being removed. */
    @GET
    @Path("removed")
    @AdminOnly
    public Response removed() {
        return Reply.ok(removals::left);
    }

    /** Enables, disables, pauses or resumes. */
    @POST
    @Path("{id: \\d{1,18}}/{action: enable|disable|pause|resume}")
    @AdminOnly
    public Response act(@PathParam("id") long id, @PathParam("action") String action) {
        return Reply.ok(() -> view.one(configurations.act(id, action)));
    }

    private boolean systemAdmin() {
        UserKey user = users.getRemoteUserKey();
        return user != null && users.isSystemAdmin(user);
    }
}
