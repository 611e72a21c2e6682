// The schema of the table NODE; rows are written and read by plain SQL.
package org.jigit.store.entity;

import net.java.ao.Preload;
import net.java.ao.RawEntity;
import net.java.ao.schema.AutoIncrement;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.PrimaryKey;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A node of the cluster that runs the app. */
@Preload
@Table("NODE")
public interface NodeEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** The node's name. */
    @NotNull
    @Unique
    String getName();

    /** The version of the app on it. */
    @StringLength(64)
    String getVersion();

    /** What runs the core there. */
    @StringLength(64)
    String getEngine();

    /** Why that is not what was chosen. */
    @StringLength(64)
    String getEngineReason();

    /** When it was last seen. */
    Long getSeenAt();

    /** When it last threw away what is kept only for a while. */
    Long getCleanedAt();
}
