// Signature of ClusterLockService, to compile against.
package com.atlassian.beehive;

public interface ClusterLockService {
    ClusterLock getLockForName(String name);
}
