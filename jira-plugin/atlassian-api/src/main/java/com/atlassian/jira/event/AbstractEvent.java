// Signature of AbstractEvent, with the behaviour of a value.
package com.atlassian.jira.event;

import java.util.Date;
import java.util.Map;
import org.jigit.signature.Uncertain;

public abstract class AbstractEvent {
    private final Date time = new Date();
    private final Map<String, Object> params;

    @Uncertain
    protected AbstractEvent() {
        this(Map.of());
    }

    @Uncertain
    protected AbstractEvent(Map<String, Object> params) {
        this.params = params;
    }

    public Map<String, Object> getParams() {
        return params;
    }

    public Date getTime() {
        return time;
    }
}
