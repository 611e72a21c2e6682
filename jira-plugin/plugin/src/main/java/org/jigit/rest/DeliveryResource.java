// Where Git hosts send their webhooks: bytes in, a status out.
package org.jigit.rest;

import com.atlassian.annotations.security.XsrfProtectionExcluded;
import com.atlassian.plugins.rest.api.security.annotation.UnrestrictedAccess;
import com.google.gson.JsonObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jigit.Refusal;
import org.jigit.connection.Connection;
import org.jigit.core.Messages.Header;
import org.jigit.delivery.Intake;
import org.jigit.delivery.Receiver;

/** Takes deliveries from anybody who knows an address; who sent them is checked by the core. */
@Path("webhooks")
@UnrestrictedAccess
public class DeliveryResource {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Receiver receiver;
    private final Intake intake;

    @Inject
    public DeliveryResource(Receiver receiver, Intake intake) {
        this.receiver = receiver;
        this.intake = intake;
    }

    /** A delivery. It is answered 202 only after what it means is committed. */
    @POST
    @Path("{address}")
    @Consumes(MediaType.WILDCARD)
    @UnrestrictedAccess
    @XsrfProtectionExcluded
    public Response deliver(
            @PathParam("address") String address,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body) {
        return Reply.of(() -> {
            Connection connection = receiver.connection(address);
            boolean form = isForm(headers);
            Receiver.Received received = intake.read(body, request.getContentLengthLong(), bytes -> {
                if (form && bytes.length == 0) {
                    throw new Refusal(
                            415,
                            "unsupported_media_type",
                            "choose application/json as the content type of the webhook");
                }
                return receiver.receive(connection, all(headers), bytes, request.getRemoteAddr());
            });
            JsonObject answer = new JsonObject();
            answer.addProperty("outcome", received.outcome());
            answer.addProperty("reason", received.reason());
            return Reply.json(202, answer);
        });
    }

    private static boolean isForm(HttpHeaders headers) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain.equals(FORM) && !plain.equals("application/json") && !plain.endsWith("+json")) {
            throw new Refusal(415, "unsupported_media_type", "expected a body of the type application/json");
        }
        return plain.equals(FORM);
    }

    private static List<Header> all(HttpHeaders headers) {
        List<Header> all = new ArrayList<>();
        headers.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> all.add(new Header(name, value))));
        return all;
    }
}
