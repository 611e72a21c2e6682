// The schema of the table PULL_REQUEST; rows are written and read by plain SQL.
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

/** A pull request that mentions an issue. */
@Preload
@Table("PULL_REQUEST")
public interface PullRequestEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of repository and number. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The repository it would be merged into. */
    @Indexed
    Long getRepositoryId();

    /** The number people see. */
    Long getNumber();

    /** The host's id. */
    String getHostId();

    /** The title. */
    @StringLength(StringLength.UNLIMITED)
    String getTitle();

    /** The description, at most 1,000 characters of it. */
    @StringLength(StringLength.UNLIMITED)
    String getDescription();

    /** Whether the description is longer than what is kept. */
    Boolean getDescriptionCut();

    /** open, draft, merged or closed. */
    @StringLength(64)
    String getState();

    /** The branch with the changes. */
    @StringLength(450)
    String getSourceBranch();

    /** The branch it would be merged into. */
    @StringLength(450)
    String getTargetBranch();

    /** The author's user name. */
    String getAuthor();

    /** The author's id on the host. */
    String getAuthorId();

    /** When it was opened. */
    Long getCreatedAt();

    /** When anything about it last changed. */
    Long getUpdatedAt();

    /** When it was merged. */
    Long getMergedAt();

    /** When it was closed. */
    Long getClosedAt();

    /** Where a browser finds it. */
    @StringLength(StringLength.UNLIMITED)
    String getUrl();
}
