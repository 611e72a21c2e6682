// What runs the core: bytes in, bytes out.
package org.jigit.core;

/** An engine of the core, for one thread at a time. */
interface Engine {
    /**
     * Answers a frame with a frame. After an exception the engine must not be used again.
     *
     * @param frame the parts that the frame consists of, one behind the other: so nobody copies a body to put a head before it
     */
    byte[] call(byte[]... frame);

    /** How much memory the engine keeps between calls, in bytes. */
    long memoryBytes();
}
