// SAL's transactional executors and transaction template, on the transactions of the platform.
package org.jigit.headless.services;

import com.atlassian.sal.api.rdbms.ConnectionCallback;
import com.atlassian.sal.api.rdbms.RdbmsException;
import com.atlassian.sal.api.rdbms.TransactionalExecutor;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import com.atlassian.sal.api.transaction.TransactionCallback;
import com.atlassian.sal.api.transaction.TransactionTemplate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jigit.headless.database.Transactions;

/**
 * Makes executors. As in SAL an executor is changed by {@code readOnly()} and its siblings, so nobody should share one. The
 * transactions may be those of Active Objects or separate ones: no public source tells which it is in Jira, so both can be had.
 */
public final class SqlAccess implements TransactionalExecutorFactory, TransactionTemplate {

    private final Transactions transactions;

    /** Over these transactions. */
    public SqlAccess(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public TransactionalExecutor create() {
        return createExecutor(false, false);
    }

    @Override
    public TransactionalExecutor createReadOnly() {
        return createExecutor(true, false);
    }

    @Override
    public TransactionalExecutor createExecutor(boolean readOnly, boolean requiresNew) {
        return new Executor(transactions, readOnly, requiresNew);
    }

    @Override
    public <T> T execute(TransactionCallback<T> callback) {
        return unchecked(() -> transactions.required(callback::doInTransaction));
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RdbmsException("the transaction failed: " + e.getMessage(), e);
        }
    }

    private static final class Executor implements TransactionalExecutor {
        private final Transactions transactions;
        private boolean readOnly;
        private boolean requiresNew;

        private Executor(Transactions transactions, boolean readOnly, boolean requiresNew) {
            this.transactions = transactions;
            this.readOnly = readOnly;
            this.requiresNew = requiresNew;
        }

        @Override
        public <A> A execute(ConnectionCallback<A> callback) {
            Callable<A> work = () -> {
                try (Connection connection = transactions.getConnection()) {
                    return callback.execute(connection);
                } catch (SQLException e) {
                    throw new RdbmsException("no connection: " + e.getMessage(), e);
                }
            };
            return unchecked(() -> requiresNew || !transactions.isActive()
                    ? transactions.requiresNew(readOnly, work)
                    : transactions.required(work));
        }

        @Override
        public TransactionalExecutor readOnly() {
            readOnly = true;
            return this;
        }

        @Override
        public TransactionalExecutor readWrite() {
            readOnly = false;
            return this;
        }

        @Override
        public TransactionalExecutor newTransaction() {
            requiresNew = true;
            return this;
        }

        @Override
        public TransactionalExecutor existingTransaction() {
            requiresNew = false;
            return this;
        }
    }
}
