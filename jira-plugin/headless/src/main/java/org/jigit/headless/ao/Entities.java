// Makes an entity manager of the real Active Objects for one plugin: its dialect, its table prefix, its names.
package org.jigit.headless.ao;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import net.java.ao.DatabaseProvider;
import net.java.ao.DisposableDataSource;
import net.java.ao.EntityManager;
import net.java.ao.EntityManagerConfiguration;
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
import net.java.ao.db.PostgreSQLDatabaseProvider;
import net.java.ao.schema.NameConverters;
import net.java.ao.schema.info.CachingEntityInfoResolverFactory;
import net.java.ao.schema.info.EntityInfoResolverFactory;
import org.jigit.headless.database.Store;

/** What Jira's Active Objects plugin sets up for each plugin that has an {@code ao} module. */
final class Entities {

    private Entities() {}

    /** The prefix of a plugin's tables without its underscore: {@code AO_} and six hexadecimal digits of the key's MD5. */
    static String prefix(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
            String digits = HexFormat.of().formatHex(hash);
            return "AO_" + digits.substring(digits.length() - 6).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A manager for the tables with this prefix. */
    static EntityManager manager(Store store, String prefix) {
        DisposableDataSource source = DelegatingDisposableDataSourceHandler.newInstance(store.transactions(), () -> {});
        DatabaseProvider provider =
                switch (store.database()) {
                    case H2 -> new H2DatabaseProvider(source, "PUBLIC");
                    case POSTGRES -> new PostgreSQLDatabaseProvider(source, "public");
                };
        return new EntityManager(provider, new Configuration(prefix));
    }

    private static final class Configuration implements EntityManagerConfiguration {
        private final NameConverters names;
        private final SchemaConfiguration schema;
        private final EntityInfoResolverFactory resolvers = new CachingEntityInfoResolverFactory();

        Configuration(String prefix) {
            names = new SimpleNameConverters(
                    new AtlassianTableNameConverter(name -> prefix + "_" + name),
                    new AtlassianFieldNameConverter(),
                    new AtlassianSequenceNameConverter(),
                    new AtlassianTriggerNameConverter(),
                    new AtlassianIndexNameConverter(),
                    new AtlassianUniqueNameConverter());
            String tables = (prefix + "_").toLowerCase(Locale.ROOT);
            schema = (table, caseSensitive) -> table.toLowerCase(Locale.ROOT).startsWith(tables);
        }

        @Override
        @SuppressWarnings("deprecation")
        public boolean useWeakCache() {
            return true;
        }

        @Override
        public NameConverters getNameConverters() {
            return names;
        }

        @Override
        public SchemaConfiguration getSchemaConfiguration() {
            return schema;
        }

        @Override
        public EntityInfoResolverFactory getEntityInfoResolverFactory() {
            return resolvers;
        }
    }
}
