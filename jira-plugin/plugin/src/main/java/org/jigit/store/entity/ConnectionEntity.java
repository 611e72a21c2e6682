// The schema of the table CONNECTION; rows are written and read by plain SQL.
package org.jigit.store.entity;

import net.java.ao.Preload;
import net.java.ao.RawEntity;
import net.java.ao.schema.AutoIncrement;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.PrimaryKey;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A configured server: what it covers, its credentials (encrypted) and how it fares. */
@Preload
@Table("CONNECTION")
public interface ConnectionEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of the lower-case name: names are unique. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The name that administrators gave it. */
    String getName();

    /** The kind of Git server, as the core names it. */
    String getHost();

    /** The settings as JSON, without any secret. */
    @StringLength(StringLength.UNLIMITED)
    String getSettings();

    /** SHA-256 of the webhook address, to find the connection by it. */
    @Indexed
    @StringLength(64)
    String getAddressHash();

    /** The webhook address, encrypted. */
    @StringLength(StringLength.UNLIMITED)
    String getAddress();

    /** The credential, encrypted. */
    @StringLength(StringLength.UNLIMITED)
    String getToken();

    /** The private key that is exchanged for tokens, encrypted. */
    @StringLength(StringLength.UNLIMITED)
    String getPrivateKey();

    /** The token that the private key was last exchanged for, encrypted. */
    @StringLength(StringLength.UNLIMITED)
    String getIssuedToken();

    /** When that token ends. */
    Long getIssuedUntil();

    /** The webhook secret, encrypted. */
    @StringLength(StringLength.UNLIMITED)
    String getSecret();

    /** The webhook secret before the last change, encrypted. */
    @StringLength(StringLength.UNLIMITED)
    String getSecretBefore();

    /** Until when that one still counts. */
    Long getSecretBeforeUntil();

    /** Whether it is read at all. */
    Boolean getEnabled();

    /** Whether reading rests until somebody resumes it. */
    Boolean getPaused();

    /** Whether a system administrator allowed private addresses. */
    Boolean getPrivateAllowed();

    /** Until when nothing may be asked, in milliseconds. */
    Long getRestUntil();

    /** Requests per window, as the host told. */
    Long getPaceLimit();

    /** Requests left in the window. */
    Long getPaceRemaining();

    /** When the window ends. */
    Long getPaceResetsAt();

    /** When the host last answered well. */
    Long getLastReadAt();

    /** SHA-256 of the project keys that reading knows. */
    @StringLength(64)
    String getKeysHash();

    /** The project keys that reading knows: with others, it has to look again. */
    @StringLength(StringLength.UNLIMITED)
    String getKeysKnown();

    /** When an administrator removed it: its rows go in the background. */
    Long getRemovedAt();

    /** When it was created. */
    Long getCreatedAt();

    /** When its settings last changed. */
    Long getUpdatedAt();
}
