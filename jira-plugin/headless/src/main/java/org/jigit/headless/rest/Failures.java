// Answers for end-points that throw: the answer they chose, else 500 with the message, and the cause in the log.
package org.jigit.headless.rest;

import java.util.Map;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last resort; a plugin's own mapper of a nearer type goes first. */
final class Failures implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException chosen) {
            Response response = chosen.getResponse();
            if (response.hasEntity() || response.getStatus() < 400) {
                return response;
            }
            return answer(response.getStatus(), chosen.getMessage());
        }
        LOG.error("a REST resource failed", failure);
        return answer(500, String.valueOf(failure.getMessage()));
    }

    private static Response answer(int status, String message) {
        return Response.status(status)
                .entity(Map.of("message", message, "status-code", status))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
}
