// Signature of EventListenerRegistrar, to compile against.
package com.atlassian.event.api;

public interface EventListenerRegistrar {
    void register(Object value);

    void unregister(Object value);

    void unregisterAll();
}
