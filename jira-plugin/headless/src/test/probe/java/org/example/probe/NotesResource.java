// REST end-points of every level of access.
package org.example.probe;

import com.atlassian.annotations.security.XsrfProtectionExcluded;
import com.atlassian.plugins.rest.api.security.annotation.SystemAdminOnly;
import com.atlassian.plugins.rest.api.security.annotation.UnrestrictedAccess;
import com.atlassian.sal.api.user.UserManager;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

@Path("notes")
@Produces(MediaType.APPLICATION_JSON)
public class NotesResource {
    private final Notes notes;
    private final UserManager users;
    private final Deputy deputy;

    @Inject
    public NotesResource(Notes notes, UserManager users, Deputy deputy) {
        this.notes = notes;
        this.users = users;
        this.deputy = deputy;
    }

    @GET
    public List<String> all() {
        return notes.all();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(Map<String, String> note, @Context UriInfo uri) {
        notes.add(note.get("text"));
        return Response.created(uri.getAbsolutePath()).entity(note).build();
    }

    @GET
    @Path("me")
    public Map<String, String> me() {
        return Map.of("name", users.getRemoteUser().getUsername());
    }

    @POST
    @Path("close")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, String> close(Map<String, String> wish) throws Exception {
        return Map.of("mail", deputy.close(wish.get("issue"), wish.get("email")));
    }

    @GET
    @Path("count")
    @SystemAdminOnly
    public Map<String, Integer> count(@javax.ws.rs.QueryParam("table") String table) {
        return Map.of("count", notes.countBySql(table));
    }

    @GET
    @Path("facts")
    @SystemAdminOnly
    public Map<String, Object> facts() {
        return notes.facts();
    }

    @GET
    @Path("fail")
    public String fail() {
        notes.addAndFail("lost");
        return "";
    }

    @POST
    @Path("form")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response form(String body) {
        return Response.ok(Map.of("body", body)).build();
    }

    @POST
    @Path("hook")
    @UnrestrictedAccess
    @XsrfProtectionExcluded
    public Response hook(byte[] body) {
        return Response.accepted(Map.of("bytes", body.length)).build();
    }
}
