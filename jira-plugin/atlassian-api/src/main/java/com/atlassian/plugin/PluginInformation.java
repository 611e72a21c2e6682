// Signature of PluginInformation, with the behaviour of a value.
package com.atlassian.plugin;

import org.jigit.signature.Uncertain;

@Uncertain
public class PluginInformation {
    private String version = "0.0";

    @Uncertain
    public String getVersion() {
        return version;
    }

    @Uncertain
    public void setVersion(String version) {
        this.version = version;
    }
}
