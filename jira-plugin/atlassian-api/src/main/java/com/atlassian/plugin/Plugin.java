// Signature of Plugin, to compile against.
package com.atlassian.plugin;

import org.jigit.signature.Uncertain;

@Uncertain
public interface Plugin {
    String getKey();

    @Uncertain
    String getName();

    @Uncertain
    PluginInformation getPluginInformation();
}
