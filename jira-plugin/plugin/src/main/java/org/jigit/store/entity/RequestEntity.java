// The schema of the table REQUEST; rows are written and read by plain SQL.
package org.jigit.store.entity;

import net.java.ao.Preload;
import net.java.ao.RawEntity;
import net.java.ao.schema.AutoIncrement;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.PrimaryKey;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;

/** The ledger: every request that left Jira, without bodies and query values. */
@Preload
@Table("REQUEST")
public interface RequestEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** The connection. */
    @Indexed
    Long getConnectionId();

    /** When it was sent. */
    @Indexed
    Long getAt();

    /** The HTTP method. */
    @StringLength(64)
    String getMethod();

    /** Scheme, host and port that were asked. */
    String getOrigin();

    /** The template that allowed it. */
    @StringLength(450)
    String getEndpoint();

    /** The status, 0 when there was no answer. */
    Long getStatus();

    /** The size of the answer. */
    Long getBytes();

    /** How long it took. */
    Long getMillis();

    /** The node that sent it. */
    String getNode();
}
