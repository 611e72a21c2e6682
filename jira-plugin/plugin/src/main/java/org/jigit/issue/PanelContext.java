// What the template of the Development panel is filled with.
package org.jigit.issue;

import com.atlassian.plugin.web.ContextProvider;
import java.util.HashMap;
import java.util.Map;
import org.jigit.screen.Place;

/** Gives the issue's key, the context path and the texts; the panel's data comes later, over REST. */
public final class PanelContext implements ContextProvider {
    private final Place place;

    public PanelContext(Place place) {
        this.place = place;
    }

    @Override
    public void init(Map<String, String> params) {
        // Nothing to set up.
    }

    @Override
    public Map<String, Object> getContextMap(Map<String, Object> context) {
        Map<String, Object> values = new HashMap<>(context);
        values.putAll(place.values("common", "issue"));
        values.put(
                "issueKey", PageIssue.in(context).map(issue -> issue.getKey()).orElse(""));
        return values;
    }
}
