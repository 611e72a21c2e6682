// Answers as SAL's LocaleResolver, from Jira's users.
package org.jigit.headless.services;

import com.atlassian.sal.api.user.UserKey;
import java.util.Locale;
import org.jigit.headless.Model;

/** Who reads which language. */
public final class Languages {

    private final Model model;

    /** Over Jira's users. */
    public Languages(Model model) {
        this.model = model;
    }

    public Locale getLocale() {
        return model.locale(model.currentUser());
    }

    public Locale getLocale(UserKey key) {
        return model.locale(key == null ? null : model.userByKey(key.getStringValue()));
    }

    public Locale getApplicationLocale() {
        return model.locale(null);
    }
}
