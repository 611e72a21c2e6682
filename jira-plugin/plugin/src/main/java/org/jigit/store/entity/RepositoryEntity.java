// The schema of the table REPOSITORY; rows are written and read by plain SQL.
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

/** A repository of a connection. */
@Preload
@Table("REPOSITORY")
public interface RepositoryEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of connection and host id. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The connection. */
    @Indexed
    Long getConnectionId();

    /** The host's id, which survives renames. */
    String getHostId();

    /** The short name. */
    @StringLength(450)
    String getName();

    /** The whole path. */
    @StringLength(450)
    String getFullName();

    /** The id of the organisation or user that owns it. */
    String getOwnerId();

    /** Where a browser finds it. */
    @StringLength(StringLength.UNLIMITED)
    String getUrl();

    /** The branch that is shown first. */
    @StringLength(450)
    String getDefaultBranch();

    /** The number of the last listing that met it; absent while no listing began since it is stored. */
    Long getPass();

    /** Since when it is not among the connection's repositories any more; absent when it is. */
    Long getHiddenSince();
}
