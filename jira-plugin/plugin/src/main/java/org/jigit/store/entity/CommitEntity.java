// The schema of the table COMMIT; rows are written and read by plain SQL.
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

/** A commit whose message mentions an issue: metadata only. */
@Preload
@Table("COMMIT")
public interface CommitEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of repository and sha. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The repository. */
    @Indexed
    Long getRepositoryId();

    /** 40 or 64 hex digits. */
    @StringLength(64)
    String getSha();

    /** The message, at most 1,000 characters of it. */
    @StringLength(StringLength.UNLIMITED)
    String getMessage();

    /** Whether the message is longer than what is kept. */
    Boolean getMessageCut();

    /** The author's user name. */
    String getAuthor();

    /** When it was written. */
    Long getAuthoredAt();

    /** When it was committed. */
    Long getCommittedAt();

    /** The ids of its parents, separated by spaces; absent when not told. */
    @StringLength(StringLength.UNLIMITED)
    String getParents();

    /** Whether it has several parents; absent when not told. */
    Boolean getMerge();

    /** Where a browser finds it. */
    @StringLength(StringLength.UNLIMITED)
    String getUrl();

    /** The number of the last pass over the repository that met it; absent while no pass began since it is stored. */
    Long getPass();

    /** Since when no branch leads to it; absent when one does. */
    Long getUnreachableSince();

    /** The branch that was rewritten or deleted then. */
    @StringLength(450)
    String getUnreachableBy();

    /** When a webhook told it, until a reading meets it. */
    @Indexed
    Long getToldAt();
}
