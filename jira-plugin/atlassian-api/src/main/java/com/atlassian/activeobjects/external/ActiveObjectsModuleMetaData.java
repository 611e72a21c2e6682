// Signature of ActiveObjectsModuleMetaData, to compile against.
package com.atlassian.activeobjects.external;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.java.ao.RawEntity;
import org.jigit.signature.Uncertain;

public interface ActiveObjectsModuleMetaData {
    void awaitInitialization() throws ExecutionException, InterruptedException;

    boolean isInitialized();

    @Uncertain
    void awaitInitialization(long timeout, TimeUnit unit)
            throws ExecutionException, InterruptedException, TimeoutException;

    @Uncertain
    boolean isDataSourcePresent();

    @Uncertain
    boolean isTablePresent(Class<? extends RawEntity<?>> type);
}
