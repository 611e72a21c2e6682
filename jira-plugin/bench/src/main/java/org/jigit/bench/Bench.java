// What `./build.sh bench core` starts: checks, then measures, then prints tables.
package org.jigit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each way over each input; see README.md of this module. */
public final class Bench {
    private final Options options;
    private final Report report = new Report();

    private Bench(Options options) {
        this.options = options;
    }

    /** See {@code ./build.sh help} for the options. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        try {
            new Bench(Options.of(List.of(arguments))).run();
        } catch (IllegalArgumentException e) {
            System.err.println("bench core: " + e.getMessage());
            System.exit(2);
        }
    }

    /** One way over one input; without a way, only UTF-8 is checked. */
    record Cell(String input, Way way) {
        @Override
        public String toString() {
            return input + " " + (way == null ? "UTF-8" : way);
        }
    }

    private void run() throws IOException, RunnerException {
        if (options.inputs() != null) {
            System.setProperty(Inputs.FOLDER, options.inputs());
        }
        List<Cell> cells = new ArrayList<>();
        for (Inputs.Named named : Inputs.all()) {
            List<Cell> wanted = cells(named.name());
            if (!wanted.isEmpty()) {
                Input input = named.make().get();
                Rows rows = Check.run(input);
                report.input(input, rows);
                System.err.printf("all ways agree on %s: %d rows%n", input.name(), rows.linked());
                cells.addAll(wanted);
            }
        }
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("--filter: no cell matches");
        }
        // Rounds over all cells, so that what else the machine does in a while does not hit one cell only.
        for (int round = 1, done = 0; round <= options.forks(); round++) {
            for (Cell cell : cells) {
                measure(cell);
                System.err.printf(
                        "%d of %d: %s: %.1f us%n",
                        ++done,
                        cells.size() * options.forks(),
                        cell,
                        report.samples(cell).median());
            }
        }
        String tables = report.markdown();
        System.out.print(tables);
        if (options.write()) {
            String text = Files.readString(README);
            Files.writeString(README, text.substring(0, text.indexOf(MARK) + MARK.length()) + "\n\n" + tables);
        }
    }

    private List<Cell> cells(String input) {
        List<Cell> cells = new ArrayList<>();
        for (Way way : Way.values()) {
            cells.add(new Cell(input, way));
        }
        cells.add(new Cell(input, null));
        cells.removeIf(cell -> !options.filter().matcher(cell.toString()).find());
        return cells;
    }

    private void measure(Cell cell) throws RunnerException {
        int warmUp = options.quick() ? QUICK_WARM_UP : warmUp(cell.way());
        var jmh = new OptionsBuilder()
                .include(ReadBenchmark.class.getName() + (cell.way() == null ? ".utf8$" : ".read$"))
                .param("input", cell.input())
                .param(
                        "way",
                        cell.way() == null
                                ? Way.STREAMING_SCANNER.name()
                                : cell.way().name())
                .forks(1)
                .threads(1)
                .jvmArgs(jvm())
                .warmupIterations(warmUp)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(options.quick() ? 3 : ITERATIONS)
                .measurementTime(new TimeValue(options.quick() ? 300 : 500, TimeUnit.MILLISECONDS))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult run : new Runner(jmh).run()) {
            run.getBenchmarkResults().forEach(fork -> {
                List<IterationResult> iterations = List.copyOf(fork.getIterationResults());
                for (int at = 0; at < iterations.size(); at++) {
                    double micros = iterations.get(at).getPrimaryResult().getScore();
                    double bytes = iterations
                            .get(at)
                            .getSecondaryResults()
                            .get(ALLOCATED)
                            .getScore();
                    report.samples(cell).add(micros, bytes, at < iterations.size() / 2);
                }
            });
        }
    }

    /** The same for all. */
    private static String[] jvm() {
        String folder = System.getProperty(Inputs.FOLDER);
        List<String> jvm = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC"));
        if (folder != null) {
            jvm.add("-D" + Inputs.FOLDER + "=" + folder);
        }
        return jvm.toArray(String[]::new);
    }

    /** Seconds, one an iteration. HotSpot takes long to compile the large methods of the module. */
    private static int warmUp(Way way) {
        return way == null ? 1 : way == Way.WASM ? 15 : 5;
    }

    private static final int QUICK_WARM_UP = 2;
    private static final int ITERATIONS = 8;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final Path README = Path.of("jira-plugin/bench/README.md");
    private static final String MARK = "<!-- ./build.sh bench core --write -->";
}
