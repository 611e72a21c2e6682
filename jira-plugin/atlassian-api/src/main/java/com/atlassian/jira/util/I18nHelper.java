// Signature of I18nHelper, to compile against.
package com.atlassian.jira.util;

import java.util.Locale;
import org.jigit.signature.Uncertain;

public interface I18nHelper {
    String getText(String key);

    @Uncertain
    String getText(String key, Object value);

    @Uncertain
    String getText(String key, Object[] objects);

    String getText(String key, String text);

    @Uncertain
    Locale getLocale();
}
