// Who may call what over REST, and that no form of another site can.
package org.jigit.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.plugins.rest.api.security.annotation.AdminOnly;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static final List<Class<?>> ADMINISTRATION = List.of(
            ConfigurationResource.class,
            HealthResource.class,
            HostResource.class,
            PreviewResource.class,
            SupportResource.class);

    private static Stream<Method> methods() {
        return ADMINISTRATION.stream()
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> Stream.of(GET.class, POST.class, PUT.class, DELETE.class)
                        .anyMatch(method::isAnnotationPresent));
    }

    @Test
    void connections_are_for_administrators_only() {
        assertTrue(methods().count() > 20, "methods are found");
        assertEquals(
                List.of(),
                methods()
                        .filter(method -> !method.isAnnotationPresent(AdminOnly.class))
                        .toList());
    }

    @Test
    void a_reading_is_cancelled_by_a_method_that_no_form_can_send() throws Exception {
        Method cancel = ConfigurationResource.class.getMethod("cancel", long.class);
        assertEquals(
                ConfigurationResource.class
                        .getMethod("reindex", long.class, String.class)
                        .getAnnotation(Path.class)
                        .value(),
                cancel.getAnnotation(Path.class).value(),
                "at the address where it is started");
        assertTrue(cancel.isAnnotationPresent(DELETE.class));
        assertFalse(cancel.isAnnotationPresent(POST.class));
        assertTrue(cancel.isAnnotationPresent(Consumes.class), "without a body, as other removals");
    }
}
