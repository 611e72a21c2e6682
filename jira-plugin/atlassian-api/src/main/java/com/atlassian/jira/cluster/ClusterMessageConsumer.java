// Signature of ClusterMessageConsumer, to compile against.
package com.atlassian.jira.cluster;

public interface ClusterMessageConsumer {
    void receive(String channel, String message, String senderId);
}
