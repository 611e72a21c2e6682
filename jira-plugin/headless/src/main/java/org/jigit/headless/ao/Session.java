// The ActiveObjects service of one plugin: hands every call to the real entity manager.
package org.jigit.headless.ao;

import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.activeobjects.external.ActiveObjectsModuleMetaData;
import com.atlassian.sal.api.transaction.TransactionCallback;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.java.ao.ActiveObjectsException;
import net.java.ao.DBParam;
import net.java.ao.DefaultPolymorphicTypeMapper;
import net.java.ao.EntityManager;
import net.java.ao.EntityStreamCallback;
import net.java.ao.FailedFastCountException;
import net.java.ao.Query;
import net.java.ao.RawEntity;
import org.jigit.headless.database.Store;

/** Turns the core's SQLException into its unchecked sibling, as Jira does. */
final class Session implements ActiveObjects {

    private final Store store;
    private final EntityManager manager;

    Session(Store store, EntityManager manager) {
        this.store = store;
        this.manager = manager;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    @Override
    public final void migrate(Class<? extends RawEntity<?>>... entities) {
        manager.setPolymorphicTypeMapper(new DefaultPolymorphicTypeMapper(entities));
        run(() -> {
            manager.migrate(entities);
            return null;
        });
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    @Override
    public final void migrateDestructively(Class<? extends RawEntity<?>>... entities) {
        manager.setPolymorphicTypeMapper(new DefaultPolymorphicTypeMapper(entities));
        run(() -> {
            manager.migrateDestructively(entities);
            return null;
        });
    }

    /** The core keeps no cache to flush. */
    @Override
    public void flushAll() {}

    /** The core keeps no cache to flush. */
    @Override
    public void flush(RawEntity<?>... entities) {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    @Override
    public final <T extends RawEntity<K>, K> T[] get(Class<T> type, K... keys) {
        return run(() -> manager.get(type, keys));
    }

    @Override
    public <T extends RawEntity<K>, K> T get(Class<T> type, K key) {
        return run(() -> manager.get(type, key));
    }

    @Override
    public <T extends RawEntity<K>, K> T create(Class<T> type, DBParam... params) {
        return run(() -> manager.create(type, params));
    }

    @Override
    public <T extends RawEntity<K>, K> T create(Class<T> type, Map<String, Object> params) {
        return run(() -> manager.create(type, params));
    }

    @Override
    public <T extends RawEntity<K>, K> void create(Class<T> type, List<Map<String, Object>> rows) {
        run(() -> {
            manager.create(type, rows);
            return null;
        });
    }

    @Override
    public void delete(RawEntity<?>... entities) {
        run(() -> {
            manager.delete(entities);
            return null;
        });
    }

    @Override
    public <K> int deleteWithSQL(Class<? extends RawEntity<K>> type, String criteria, Object... parameters) {
        return run(() -> manager.deleteWithSQL(type, criteria, parameters));
    }

    @Override
    public <T extends RawEntity<K>, K> T[] find(Class<T> type) {
        return run(() -> manager.find(type));
    }

    @Override
    public <T extends RawEntity<K>, K> T[] find(Class<T> type, String criteria, Object... parameters) {
        return run(() -> manager.find(type, criteria, parameters));
    }

    @Override
    public <T extends RawEntity<K>, K> T[] find(Class<T> type, Query query) {
        return run(() -> manager.find(type, query));
    }

    @Override
    public <T extends RawEntity<K>, K> T[] find(Class<T> type, String field, Query query) {
        return run(() -> manager.find(type, field, query));
    }

    @Override
    public <T extends RawEntity<K>, K> T[] findWithSQL(
            Class<T> type, String keyField, String sql, Object... parameters) {
        return run(() -> manager.findWithSQL(type, keyField, sql, parameters));
    }

    @Override
    public <T extends RawEntity<K>, K> void stream(Class<T> type, EntityStreamCallback<T, K> callback) {
        run(() -> {
            manager.stream(type, callback);
            return null;
        });
    }

    @Override
    public <T extends RawEntity<K>, K> void stream(Class<T> type, Query query, EntityStreamCallback<T, K> callback) {
        run(() -> {
            manager.stream(type, query, callback);
            return null;
        });
    }

    @Override
    public <K> int count(Class<? extends RawEntity<K>> type) {
        return run(() -> manager.count(type));
    }

    @Override
    public <K> int count(Class<? extends RawEntity<K>> type, String criteria, Object... parameters) {
        return run(() -> manager.count(type, criteria, parameters));
    }

    @Override
    public <K> int count(Class<? extends RawEntity<K>> type, Query query) {
        return run(() -> manager.count(type, query));
    }

    @Override
    public <K> int getFastCountEstimate(Class<? extends RawEntity<K>> type)
            throws SQLException, FailedFastCountException {
        return manager.getFastCountEstimate(type);
    }

    @Override
    public <T> T executeInTransaction(TransactionCallback<T> callback) {
        try {
            return store.transactions().required(callback::doInTransaction);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ActiveObjectsException(e);
        }
    }

    @Override
    public ActiveObjectsModuleMetaData moduleMetaData() {
        return new Ready();
    }

    private static <T> T run(Sql<T> call) {
        try {
            return call.run();
        } catch (SQLException e) {
            throw new ActiveObjectsException(e);
        }
    }

    private interface Sql<T> {
        T run() throws SQLException;
    }

    /** A module is handed out only when it is ready. */
    private final class Ready implements ActiveObjectsModuleMetaData {
        @Override
        public void awaitInitialization() {}

        @Override
        public boolean isInitialized() {
            return true;
        }

        @Override
        public void awaitInitialization(long timeout, TimeUnit unit) {}

        @Override
        public boolean isDataSourcePresent() {
            return true;
        }

        @Override
        public boolean isTablePresent(Class<? extends RawEntity<?>> type) {
            String table = manager.getTableNameConverter().getName(type);
            try (Connection connection = store.transactions().getConnection();
                    ResultSet tables = connection.getMetaData().getTables(null, null, table, new String[] {"TABLE"})) {
                return tables.next();
            } catch (SQLException e) {
                throw new ActiveObjectsException(e);
            }
        }
    }
}
