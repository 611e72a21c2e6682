// Plugin settings on a table of the shared database, with the limits of SAL's real ones.
package org.jigit.headless.services;

import com.atlassian.sal.api.pluginsettings.PluginSettings;
import com.atlassian.sal.api.pluginsettings.PluginSettingsFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jigit.headless.database.Store;

/** One row for each key. Writes take part in the transaction of the thread. */
public final class Settings implements PluginSettingsFactory {

    private final DataSource source;

    /** Makes the table when it is not there. */
    public Settings(Store store) throws Exception {
        source = store.transactions();
        store.create("create table if not exists propertyentry ("
                + "namespace varchar(255) not null, name varchar(255) not null, kind varchar(20) not null, content text,"
                + " primary key (namespace, name))");
    }

    @Override
    public PluginSettings createSettingsForKey(String key) {
        return new Of(source, key == null ? "" : key);
    }

    @Override
    public PluginSettings createGlobalSettings() {
        return new Of(source, "");
    }

    private record Of(DataSource source, String namespace) implements PluginSettings {

        @Override
        public Object get(String key) {
            try (Connection connection = source.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "select kind, content from propertyentry where namespace = ? and name = ?")) {
                select.setString(1, namespace);
                select.setString(2, known(key));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? read(row.getString(1), row.getString(2)) : null;
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the plugin setting " + key + " could not be read", e);
            }
        }

        @Override
        public Object put(String key, Object value) {
            if (value == null) {
                return remove(key);
            }
            if (known(key).length() > LONGEST_KEY) {
                throw new IllegalArgumentException(
                        "a plugin setting's key has at most " + LONGEST_KEY + " characters: " + key);
            }
            Object old = get(key);
            String content = write(value);
            if (content.length() > LONGEST_VALUE) {
                throw new IllegalArgumentException(
                        "a plugin setting has at most " + LONGEST_VALUE + " characters: " + key);
            }
            String sql = old == null
                    ? "insert into propertyentry (kind, content, namespace, name) values (?, ?, ?, ?)"
                    : "update propertyentry set kind = ?, content = ? where namespace = ? and name = ?";
            change(sql, kind(value), content, namespace, key);
            return old;
        }

        @Override
        public Object remove(String key) {
            Object old = get(key);
            change("delete from propertyentry where namespace = ? and name = ?", namespace, key);
            return old;
        }

        private void change(String sql, String... values) {
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("a plugin setting of " + namespace + " could not be written", e);
            }
        }

        private static String known(String key) {
            if (key == null) {
                throw new IllegalArgumentException("a plugin setting needs a key");
            }
            return key;
        }

        private static String kind(Object value) {
            if (value instanceof String) {
                return "text";
            }
            if (value instanceof List<?> || value instanceof Properties || value instanceof Map<?, ?>) {
                return "object";
            }
            throw new IllegalArgumentException(
                    "a plugin setting is a String, List<String>, Properties or Map<String, String>, not "
                            + value.getClass().getName());
        }

        private static String write(Object value) {
            if (value instanceof String text) {
                return text;
            }
            Object plain = value;
            if (value instanceof List<?> list) {
                plain = new ArrayList<>(list);
            } else if (value instanceof Map<?, ?> map && !(value instanceof Properties)) {
                plain = new LinkedHashMap<>(map);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }

        private static Object read(String kind, String content) {
            if (kind.equals("text")) {
                return content == null ? "" : content;
            }
            try (ObjectInputStream in = new ObjectInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(content)))) {
                return in.readObject();
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException("a plugin setting could not be read", e);
            }
        }
    }

    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_VALUE = 99_000;
}
