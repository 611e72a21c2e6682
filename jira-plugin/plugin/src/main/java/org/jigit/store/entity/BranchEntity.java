// The schema of the table BRANCH; rows are written and read by plain SQL.
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

/** A branch whose name mentions an issue. */
@Preload
@Table("BRANCH")
public interface BranchEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of repository and name. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The repository. */
    @Indexed
    Long getRepositoryId();

    /** The name without refs/heads/. */
    @StringLength(450)
    String getName();

    /** The commit it points to. */
    String getHead();

    /** Whether it was deleted. */
    Boolean getDeleted();

    /** When its head was seen to move; unknown until it does. */
    Long getChangedAt();

    /** When a webhook told it, until a reading meets it. */
    @Indexed
    Long getToldAt();
}
