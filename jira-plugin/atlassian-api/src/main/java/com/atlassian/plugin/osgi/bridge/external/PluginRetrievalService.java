// Signature of PluginRetrievalService, to compile against.
package com.atlassian.plugin.osgi.bridge.external;

import com.atlassian.plugin.Plugin;
import org.jigit.signature.Uncertain;

@Uncertain
public interface PluginRetrievalService {
    @Uncertain
    Plugin getPlugin();
}
