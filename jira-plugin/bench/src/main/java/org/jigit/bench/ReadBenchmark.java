// What JMH runs: one way over one input, in a JVM of its own.
package org.jigit.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Bytes in, rows out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadBenchmark {
    /** The name of the input. */
    @Param("")
    public String input;

    /** The way, see {@link Way}. */
    @Param("WASM")
    public String way;

    private byte[] body;
    private RowReader reader;

    /** Makes the input and what reads it. */
    @Setup
    public void open() {
        Input made = Inputs.named(input);
        body = made.body();
        reader = Way.valueOf(way).open(made);
    }

    /** Lets go of it. */
    @TearDown
    public void close() {
        reader.close();
    }

    /** What is measured. */
    @Benchmark
    public Rows read() {
        return reader.read(body);
    }

    /** The physical limit: whoever reads a body has to look at all its bytes and make sure that they are UTF-8. */
    @Benchmark
    public boolean utf8() {
        return Utf8.isValid(body);
    }
}
