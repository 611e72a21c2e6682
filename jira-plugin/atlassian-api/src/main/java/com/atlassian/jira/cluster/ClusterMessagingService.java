// Signature of ClusterMessagingService, to compile against.
package com.atlassian.jira.cluster;

public interface ClusterMessagingService {
    void registerListener(String channel, ClusterMessageConsumer clusterMessageConsumer);

    void unregisterListener(String channel, ClusterMessageConsumer clusterMessageConsumer);

    void unregisterListener(ClusterMessageConsumer clusterMessageConsumer);

    void sendRemote(String channel, String message);
}
