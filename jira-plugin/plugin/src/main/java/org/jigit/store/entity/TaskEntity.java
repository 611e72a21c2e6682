// The schema of the table TASK; rows are written and read by plain SQL.
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

/** What sync has to read, with its saved state and its lease. */
@Preload
@Table("TASK")
public interface TaskEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of connection, kind and repository. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The connection. */
    @Indexed
    Long getConnectionId();

    /** The repository; absent for the listing of repositories. */
    @Indexed
    Long getRepositoryId();

    /** repositories, branches or pull_requests. */
    @StringLength(64)
    String getKind();

    /** The core's saved state; holds no secret. */
    @StringLength(StringLength.UNLIMITED)
    String getState();

    /** When it is to be done next. */
    @Indexed
    Long getDueAt();

    /** Who works on it now. */
    String getOwner();

    /** Until when it is his. */
    @Indexed
    Long getLeaseUntil();

    /** How often it was claimed: the fence against late results. */
    Long getAttempt();

    /** How often somebody asked for it to be done at once. */
    Long getPokes();

    /** How often it had been asked for when its round began: what was asked for since is not answered by this round. */
    Long getRoundPokes();

    /** Whether only history is left, which may wait. */
    Boolean getHistory();

    /** Whether everything is to be read once more, and what is stored repaired. */
    Boolean getAgain();

    /** Whether what is then not met is to be forgotten. */
    Boolean getForget();

    /** When an administrator cancelled its reading: what is much older is not read any more. */
    Long getCancelledAt();

    /** How often it failed in a row while others of its connection did not. */
    Long getTries();

    /** Whether everything was read once. */
    Boolean getComplete();

    /** What is being read. */
    @StringLength(64)
    String getPhase();

    /** Parts that are done. */
    Long getDone();

    /** Parts in all, when known. */
    Long getTotal();

    /** Items looked at. */
    Long getSeen();

    /** What is wrong, as JSON. */
    @StringLength(StringLength.UNLIMITED)
    String getProblem();

    /** Since when. */
    Long getProblemAt();

    /** When its first read began. */
    Long getStartedAt();

    /** When it was last saved. */
    Long getUpdatedAt();
}
