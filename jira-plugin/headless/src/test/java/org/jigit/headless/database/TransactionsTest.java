// Who shares a connection with whom, and what rolls back.
package org.jigit.headless.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionsTest {
    @TempDir
    Path home;

    private Store store;
    private Transactions transactions;

    @BeforeEach
    void open() throws Exception {
        store = Store.h2(home);
        store.create("create table t (n integer)");
        transactions = store.transactions();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Void insert() throws SQLException {
        try (Connection connection = transactions.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into t values (1)");
        }
        return null;
    }

    private int rows() throws SQLException {
        try (Connection connection = store.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from t")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void outside_of_a_transaction_every_statement_stands_alone() throws Exception {
        insert();
        assertEquals(1, rows());
        assertFalse(transactions.isActive());
    }

    @Test
    void a_failure_rolls_back_everything_that_took_part() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> transactions.required(() -> {
                    insert();
                    transactions.required(this::insert);
                    assertTrue(transactions.isActive());
                    throw new IllegalStateException("on purpose");
                }));
        assertEquals(0, rows());
        insert();
        assertEquals(1, rows(), "the connection went back in a usable state");
    }

    @Test
    void a_new_transaction_survives_the_outer_one() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> transactions.required(() -> {
                    transactions.requiresNew(false, this::insert);
                    insert();
                    throw new IllegalStateException("on purpose");
                }));
        assertEquals(1, rows());
    }

    @Test
    void a_borrower_may_not_end_the_transaction() throws Exception {
        transactions.required(() -> {
            try (Connection connection = transactions.getConnection()) {
                assertThrows(UnsupportedOperationException.class, connection::commit);
                assertThrows(UnsupportedOperationException.class, connection::rollback);
                assertThrows(UnsupportedOperationException.class, () -> connection.setAutoCommit(true));
            }
            return insert();
        });
        assertEquals(1, rows());
    }
}
