// The schema of the table SMART_COMMIT; rows are written and read by plain SQL.
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

/** A commit that gave commands, and what became of them: it stays, so that they never run again. */
@Preload
@Table("SMART_COMMIT")
public interface SmartCommitEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of what stays the same when a commit is rebased; of its id as long as that is not told. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The connection. */
    @Indexed
    Long getConnectionId();

    /** The repository it was first seen in. */
    @Indexed
    Long getRepositoryId();

    /** The commit's id. */
    @Indexed
    @StringLength(64)
    String getSha();

    /** SHA-256 of the author's address and the message. */
    @Indexed
    @StringLength(64)
    String getTextHash();

    /** waiting, running, done, skipped or interrupted. */
    @StringLength(64)
    String getState();

    /** When it is to run. */
    @Indexed
    Long getDueAt();

    /** Why it was skipped, or why none of its commands was run. */
    @StringLength(64)
    String getCode();

    /** The key of the user who wrote it, if one is known. */
    String getUserKey();

    /** Whether the host vouches for that. */
    Boolean getVouched();

    /** When it was written. */
    Long getAuthoredAt();

    /** What Jira is told to do, as JSON. */
    @StringLength(StringLength.UNLIMITED)
    String getCommands();

    /** What became of each command so far, as JSON. */
    @StringLength(StringLength.UNLIMITED)
    String getResults();

    /** Which node runs it. */
    String getOwner();

    /** When it was last changed. */
    @Indexed
    Long getUpdatedAt();
}
