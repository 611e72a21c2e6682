// What all nodes know of the installed plugins: a row for each, in the shared database.
package org.jigit.headless.plugins;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jigit.headless.database.Store;

/** The table of plugin states. A jar of the shared home without a row was put there by hand and is enabled. */
final class States {

    private final Store store;

    States(Store store) throws Exception {
        this.store = store;
        store.create("create table if not exists pluginstate (pluginkey varchar(255) primary key,"
                + " installed integer not null, build bigint not null, enabled integer not null)");
    }

    /**
     * A plugin's state.
     *
     * @param installed false once it was uninstalled
     * @param build grows with every upload
     */
    record State(String key, boolean installed, long build, boolean enabled) {}

    List<State> all() {
        try (Connection connection = store.pool().getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select pluginkey, installed, build, enabled from pluginstate order by pluginkey");
                ResultSet row = select.executeQuery()) {
            List<State> states = new ArrayList<>();
            while (row.next()) {
                states.add(new State(row.getString(1), row.getInt(2) == 1, row.getLong(3), row.getInt(4) == 1));
            }
            return states;
        } catch (SQLException e) {
            throw new IllegalStateException("the states of plugins could not be read", e);
        }
    }

    State of(String key) {
        return all().stream().filter(each -> each.key().equals(key)).findFirst().orElse(new State(key, true, 0, true));
    }

    void put(State state) {
        try (Connection connection = store.pool().getConnection()) {
            if (change(
                            connection,
                            "update pluginstate set installed = ?, build = ?, enabled = ? where pluginkey = ?",
                            state)
                    == 0) {
                change(
                        connection,
                        "insert into pluginstate (installed, build, enabled, pluginkey) values (?, ?, ?, ?)",
                        state);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the state of the plugin " + state.key() + " could not be written", e);
        }
    }

    private static int change(Connection connection, String sql, State state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, state.installed() ? 1 : 0);
            statement.setLong(2, state.build());
            statement.setInt(3, state.enabled() ? 1 : 0);
            statement.setString(4, state.key());
            return statement.executeUpdate();
        }
    }
}
