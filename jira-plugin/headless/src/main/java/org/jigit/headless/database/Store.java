// The database of the headless Jira: its pool, its dialect, its transactions, and one lock for making tables.
package org.jigit.headless.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jigit.headless.Platform;
import org.jigit.headless.Platform.Database;

/** H2 in a file, or PostgreSQL, behind a pool. */
public final class Store implements AutoCloseable {

    private final Database database;
    private final HikariDataSource pool;
    private final Transactions transactions;

    private Store(Database database, HikariDataSource pool) {
        this.database = database;
        this.pool = pool;
        this.transactions = new Transactions(pool);
    }

    /** H2 in a file of the home. */
    public static Store h2(Path home) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl("jdbc:h2:file:" + home.resolve("database").resolve("jira")
                + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE");
        settings.setUsername("sa");
        settings.setPassword("");
        return new Store(Database.H2, pool(settings));
    }

    /** A PostgreSQL server. */
    public static Store postgres(String url, String user, String password) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(password);
        return new Store(Database.POSTGRES, pool(settings));
    }

    private static HikariDataSource pool(HikariConfig settings) {
        settings.setMaximumPoolSize(20);
        settings.setMinimumIdle(2);
        settings.setPoolName("jira");
        return new HikariDataSource(settings);
    }

    /** Which product it is. */
    public Database database() {
        return database;
    }

    /** The data source for everybody, and its transactions. */
    public Transactions transactions() {
        return transactions;
    }

    /** A pool without transactions, for locks and the like that must not hang on anybody's transaction. */
    public HikariDataSource pool() {
        return pool;
    }

    /** How many connections of the pool somebody has at this moment. */
    public int lent() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** The database's own clock in milliseconds, as SQL. */
    public String now() {
        return switch (database) {
            case H2 -> "datediff('MILLISECOND', timestamp with time zone '1970-01-01 00:00:00+00', current_timestamp)";
            case POSTGRES -> "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        };
    }

    /** Runs work that makes tables, one node at a time. H2 has one node; there it only keeps threads apart. */
    public void onceAtATime(String name, Platform.Work work) throws Exception {
        if (database == Database.H2) {
            synchronized (this) {
                work.run();
            }
            return;
        }
        long number = ("headless:" + name).hashCode();
        try (Connection connection = pool.getConnection()) {
            advise(connection, "select pg_advisory_lock(?)", number);
            try {
                work.run();
            } finally {
                advise(connection, "select pg_advisory_unlock(?)", number);
            }
        }
    }

    private static void advise(Connection connection, String sql, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    /** Runs statements that make tables of the platform. */
    public void create(String... statements) throws Exception {
        onceAtATime("platform", () -> {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
