// What the core says of itself: hosts, requests that can be sent, columns that are stored.
package org.jigit.rest;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import com.google.gson.JsonParser;
import javax.inject.Inject;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Response;
import org.jigit.connection.Hosts;

/** The core's description, as it is. */
@Path("hosts")
@AdminOnly
public class HostResource {
    private final Hosts hosts;

    @Inject
    public HostResource(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The description. */
    @GET
    @AdminOnly
    public Response describe() {
        return Reply.ok(() -> JsonParser.parseString(hosts.json()));
    }
}
