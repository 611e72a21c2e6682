// Signature of EventPublisher, to compile against.
package com.atlassian.event.api;

public interface EventPublisher extends EventListenerRegistrar {
    void publish(Object value);
}
