// Remembers which plugins are disabled: in the database, for all nodes.
package org.jigit.headless.plugins;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jigit.headless.database.Store;

/** The table of plugin states; a plugin without a row is enabled. */
final class States {

    private final Store store;

    States(Store store) throws Exception {
        this.store = store;
        store.create("create table if not exists pluginstate (pluginkey varchar(255) primary key, pluginenabled varchar(5) not null)");
    }

    boolean isEnabled(String key) {
        try (Connection connection = store.pool().getConnection();
                PreparedStatement select = connection.prepareStatement("select pluginenabled from pluginstate where pluginkey = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return !row.next() || Boolean.parseBoolean(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the state of the plugin " + key + " could not be read", e);
        }
    }

    void setEnabled(String key, boolean enabled) {
        try (Connection connection = store.pool().getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from pluginstate where pluginkey = ?");
                PreparedStatement insert = connection.prepareStatement("insert into pluginstate values (?, ?)")) {
            delete.setString(1, key);
            delete.executeUpdate();
            insert.setString(1, key);
            insert.setString(2, Boolean.toString(enabled));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the state of the plugin " + key + " could not be written", e);
        }
    }
}
