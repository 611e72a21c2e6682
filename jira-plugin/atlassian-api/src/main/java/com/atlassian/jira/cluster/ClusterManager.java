// Signature of ClusterManager, to compile against.
package com.atlassian.jira.cluster;

import org.jigit.signature.Uncertain;

public interface ClusterManager {
    String getNodeId();

    boolean isClustered();

    @Uncertain
    boolean isActive();
}
