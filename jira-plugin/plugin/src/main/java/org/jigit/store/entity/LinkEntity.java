// The schema of the table LINK; rows are written and read by plain SQL.
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

/** That a branch, commit or pull request mentions an issue: by key text, resolved when read. */
@Preload
@Table("LINK")
public interface LinkEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of kind, row and key. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The issue key as it was written, in capitals. */
    @Indexed
    String getIssueKey();

    /** branch, commit or pull_request. */
    @StringLength(64)
    String getKind();

    /** The row of that kind. */
    @Indexed
    Long getRowId();

    /** The repository of that row. */
    @Indexed
    Long getRepositoryId();

    /** When a commit was committed, in milliseconds since 1970, as its own row tells; absent for the other kinds. */
    Long getAt();
}
