// What Active Objects' calls to Atlassian's profiling need in order to link; knows no plugin.
package com.atlassian.plugin.util;

/** Says which plugin is calling; nobody needs to know here. */
public final class PluginKeyStack {
    private PluginKeyStack() {}

    /** Always null. */
    public static String getFirstPluginKey() {
        return null;
    }
}
