// What Active Objects' calls to Atlassian's profiling need in order to link; measures nothing.
package com.atlassian.util.profiling;

/** A running measurement. */
public interface Ticker extends AutoCloseable {
    @Override
    void close();
}
