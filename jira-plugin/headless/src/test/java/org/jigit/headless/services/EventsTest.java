// Who hears which event.
package org.jigit.headless.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.atlassian.event.api.EventListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

    /** Hears texts and numbers of any kind. */
    public static class Listener {
        final List<Object> heard = new ArrayList<>();

        @EventListener
        public void text(String event) {
            heard.add(event);
        }

        @EventListener
        public void number(Number event) {
            heard.add(event);
        }
    }

    /** Fails at everything. */
    public static class Failing {
        @EventListener
        public void any(Object event) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void a_listener_hears_its_types_and_their_subtypes_whatever_others_do() {
        try (Events events = new Events()) {
            Listener listener = new Listener();
            events.register(new Failing());
            events.register(listener);
            events.register(listener);
            events.publish("a");
            events.publish(7L);
            events.publish('c');
            events.unregister(listener);
            events.publish("b");
            assertEquals(List.of("a", 7L), listener.heard);
        }
    }

    @Test
    void a_listener_without_annotated_methods_is_refused() {
        try (Events events = new Events()) {
            assertThrows(IllegalArgumentException.class, () -> events.register("nobody"));
        }
    }
}
