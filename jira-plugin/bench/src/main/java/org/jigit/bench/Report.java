// The tables of a run, in Markdown.
package org.jigit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured of each cell, and what is known of the inputs. */
final class Report {
    private final Map<String, Known> inputs = new LinkedHashMap<>();
    private final Map<Bench.Cell, Samples> cells = new LinkedHashMap<>();

    private record Known(int bytes, int rows, long rowBytes) {}

    void input(Input input, Rows rows) {
        inputs.put(input.name(), new Known(input.body().length, rows.linked(), Sizes.of(rows)));
    }

    Samples samples(Bench.Cell cell) {
        return cells.computeIfAbsent(cell, unknown -> new Samples());
    }

    String markdown() {
        List<Way> ways = Arrays.stream(Way.values())
                .filter(way -> cells.keySet().stream().anyMatch(cell -> cell.way() == way))
                .toList();
        return machine() + "\n\n" + times(ways) + "\n" + ratios() + "\n" + garbage(ways);
    }

    private String times(List<Way> ways) {
        StringBuilder table = new StringBuilder(
                "Microseconds for a body: median (quartiles);" + SETTLING + " marks what still grew faster.\n\n");
        head(
                table,
                Stream.concat(
                        Stream.of("input", "kB", "rows"),
                        Stream.concat(ways.stream().map(way -> way.title), Stream.of("UTF-8"))));
        inputs.forEach((name, known) -> {
            Stream<String> facts = Stream.of(name, kilobytes(known.bytes), String.valueOf(known.rows));
            Stream<String> times = Stream.concat(ways.stream(), Stream.of((Way) null))
                    .map(way -> cell(name, way, samples -> "%s (%s–%s)%s"
                            .formatted(
                                    figure(samples.median()),
                                    figure(samples.lowerQuartile()),
                                    figure(samples.upperQuartile()),
                                    samples.isSettling() ? SETTLING : "")));
            line(table, Stream.concat(facts, times));
        });
        return table.toString();
    }

    private String ratios() {
        StringBuilder table = new StringBuilder(
                "How many times as fast as Jackson, by medians; less than 1.00 is slower than Jackson.\n\n");
        head(table, Stream.concat(Stream.of("input"), OURS.stream().flatMap(our -> THEIRS.stream()
                .map(their -> our.title + " : " + their.title))));
        for (String name : inputs.keySet()) {
            Stream<String> ratios = OURS.stream().flatMap(our -> THEIRS.stream().map(their -> ratio(name, our, their)));
            line(table, Stream.concat(Stream.of(name), ratios));
        }
        return table.toString();
    }

    private String ratio(String input, Way our, Way their) {
        Samples ours = cells.get(new Bench.Cell(input, our));
        Samples theirs = cells.get(new Bench.Cell(input, their));
        return ours == null || theirs == null
                ? NONE
                : String.format(Locale.ROOT, "%.2f", theirs.median() / ours.median());
    }

    private String garbage(List<Way> ways) {
        StringBuilder table = new StringBuilder("kB that a call allocates, beside what its rows take in the heap.\n\n");
        head(table, Stream.concat(Stream.of("input", "rows take"), ways.stream().map(way -> way.title)));
        inputs.forEach((name, known) -> line(
                table,
                Stream.concat(
                        Stream.of(name, kilobytes(known.rowBytes)),
                        ways.stream().map(way -> cell(name, way, samples -> kilobytes(samples.allocated()))))));
        return table.toString();
    }

    private String cell(String input, Way way, Function<Samples, String> told) {
        Samples samples = cells.get(new Bench.Cell(input, way));
        return samples == null ? NONE : told.apply(samples);
    }

    private static void head(StringBuilder table, Stream<String> names) {
        List<String> columns = names.toList();
        line(table, columns.stream());
        line(table, columns.stream().map(column -> "---"));
    }

    private static void line(StringBuilder table, Stream<String> cells) {
        table.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String kilobytes(double bytes) {
        return figure(bytes / 1000);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** What it was measured on. */
    private static String machine() {
        return "%s, %d cores, %s %s, heap 1 GB, G1, %s."
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.vm.name"),
                        Runtime.version(),
                        System.getProperty("os.name"));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static final List<Way> OURS = List.of(Way.WASM, Way.JNI);
    private static final List<Way> THEIRS = List.of(Way.POJO_REGEX, Way.STREAMING_SCANNER);
    private static final String SETTLING = " ↓";
    private static final String NONE = "–";
}
