// Signature of TransactionalExecutorFactory, to compile against.
package com.atlassian.sal.api.rdbms;

public interface TransactionalExecutorFactory {
    TransactionalExecutor create();

    TransactionalExecutor createReadOnly();

    TransactionalExecutor createExecutor(boolean flag, boolean flag2);
}
