// The schema of the table DELIVERY; rows are written and read by plain SQL.
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

/** A webhook delivery that came: never its body. */
@Preload
@Table("DELIVERY")
public interface DeliveryEntity extends RawEntity<Long> {
    /** The row. */
    @AutoIncrement
    @NotNull
    @PrimaryKey("ID")
    Long getID();

    /** SHA-256 of connection and delivery id, or of what refused ones are counted by. */
    @NotNull
    @Unique
    @StringLength(64)
    String getHash();

    /** The connection. */
    @Indexed
    Long getConnectionId();

    /** The host's id of the delivery. */
    String getDeliveryId();

    /** The event, as the host calls it. */
    String getEvent();

    /** update, poke, ignored, rejected or malformed. */
    @StringLength(64)
    String getOutcome();

    /** Why, as a stable word. */
    String getReason();

    /** The network of a refused sender (/24 or /48), never the address. */
    @StringLength(64)
    String getNetwork();

    /** When it came. */
    @Indexed
    Long getAt();

    /** How often: refused ones are counted per hour. */
    Long getTimes();
}
