// A way from bytes to rows.
package org.jigit.bench;

/** Reads bodies of one kind, for one thread at a time. */
interface RowReader extends AutoCloseable {
    /** The rows of a body; a body that is not signed as it should be is refused with an exception. */
    Rows read(byte[] body);

    @Override
    default void close() {}
}
