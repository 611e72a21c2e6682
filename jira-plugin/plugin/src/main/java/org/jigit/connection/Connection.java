// A configured server, as it is stored.
package org.jigit.connection;

import com.google.gson.JsonParser;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jigit.store.Session;

/**
 * A connection. Its secrets are here only as they are stored: encrypted.
 *
 * @param id its id
 * @param host the kind of Git server, as the core names it
 * @param settings its settings
 * @param address the webhook address, encrypted
 * @param token the token, encrypted, or null
 * @param privateKey the private key, encrypted, or null
 * @param issuedToken the token that the key was last exchanged for, encrypted, or null
 * @param issuedUntil when that one ends, or null
 * @param secret the webhook secret, encrypted, or null
 * @param secretBefore the one before, encrypted, or null
 * @param secretBeforeUntil until when that one counts, or null
 * @param enabled whether it is read at all
 * @param paused whether reading rests
 * @param privateAllowed whether a system administrator allowed private addresses
 * @param restUntil until when nothing may be asked, or null
 * @param pace requests per window, left, and when it ends
 * @param lastReadAt when the host last answered well, or null
 * @param updatedAt when its settings last changed
 */
public record Connection(
        long id,
        String host,
        Settings settings,
        String address,
        String token,
        String privateKey,
        String issuedToken,
        Long issuedUntil,
        String secret,
        String secretBefore,
        Long secretBeforeUntil,
        boolean enabled,
        boolean paused,
        boolean privateAllowed,
        Long restUntil,
        Pace pace,
        Long lastReadAt,
        long updatedAt) {

    /**
     * How fast the host lets us go.
     *
     * @param limit requests per window, or null
     * @param remaining requests left, or null
     * @param resetsAt when the window ends, or null
     */
    public record Pace(Long limit, Long remaining, Long resetsAt) {}

    static final String COLUMNS =
            "[ID], [HOST], [SETTINGS], [ADDRESS], [TOKEN], [PRIVATE_KEY], [ISSUED_TOKEN], [ISSUED_UNTIL], [SECRET], [SECRET_BEFORE], [SECRET_BEFORE_UNTIL],"
                    + " [ENABLED], [PAUSED], [PRIVATE_ALLOWED], [REST_UNTIL], [PACE_LIMIT], [PACE_REMAINING], [PACE_RESETS_AT],"
                    + " [LAST_READ_AT], [UPDATED_AT]";

    static Connection read(ResultSet row) throws SQLException {
        return new Connection(
                row.getLong("ID"),
                row.getString("HOST"),
                Settings.stored(
                        JsonParser.parseString(row.getString("SETTINGS")).getAsJsonObject()),
                row.getString("ADDRESS"),
                row.getString("TOKEN"),
                row.getString("PRIVATE_KEY"),
                row.getString("ISSUED_TOKEN"),
                Session.numberAt(row, "ISSUED_UNTIL"),
                row.getString("SECRET"),
                row.getString("SECRET_BEFORE"),
                Session.numberAt(row, "SECRET_BEFORE_UNTIL"),
                row.getBoolean("ENABLED"),
                row.getBoolean("PAUSED"),
                row.getBoolean("PRIVATE_ALLOWED"),
                Session.numberAt(row, "REST_UNTIL"),
                new Pace(
                        Session.numberAt(row, "PACE_LIMIT"),
                        Session.numberAt(row, "PACE_REMAINING"),
                        Session.numberAt(row, "PACE_RESETS_AT")),
                Session.numberAt(row, "LAST_READ_AT"),
                row.getLong("UPDATED_AT"));
    }

    /** Its name. */
    public String name() {
        return settings.text("repoName");
    }

    /** The same, but nothing older than so many days is read. */
    public Connection within(long days) {
        return new Connection(
                id,
                host,
                settings.within(days),
                address,
                token,
                privateKey,
                issuedToken,
                issuedUntil,
                secret,
                secretBefore,
                secretBeforeUntil,
                enabled,
                paused,
                privateAllowed,
                restUntil,
                pace,
                lastReadAt,
                updatedAt);
    }

    /** Whether it has a secret of a field of the configuration. */
    boolean holds(String field) {
        return locked(field) != null;
    }

    /** Whether it has a private key, which is exchanged before it can be used. */
    public boolean holdsKey() {
        return privateKey != null;
    }

    /** A secret as it is stored, or null. */
    String locked(String field) {
        return switch (field) {
            case Settings.TOKEN -> token;
            case Settings.PRIVATE_KEY -> privateKey;
            default -> null;
        };
    }
}
