// Signature of ThreadLocalDelegateExecutorFactory, to compile against.
package com.atlassian.sal.api.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

public interface ThreadLocalDelegateExecutorFactory {
    Executor createExecutor(Executor executor);

    ExecutorService createExecutorService(ExecutorService executorService);

    Runnable createRunnable(Runnable runnable);

    <T> Callable<T> createCallable(Callable<T> callable);
}
