// Signature of ActiveObjectsUpgradeTask, to compile against.
package com.atlassian.activeobjects.external;

public interface ActiveObjectsUpgradeTask {
    ModelVersion getModelVersion();

    void upgrade(ModelVersion modelVersion, ActiveObjects activeObjects);
}
