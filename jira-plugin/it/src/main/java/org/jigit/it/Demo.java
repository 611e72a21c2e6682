// What `./build.sh run` starts: a headless Jira, or a cluster of them, with the app and a connected stand-in for a Git
// server; Ctrl-C stops all of it.
package org.jigit.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jigit.it.replay.DemoData;
import org.jigit.it.replay.Json;
import org.jigit.it.replay.Model;
import org.jigit.it.replay.ReplayHost;

/**
 * Starts everything, prints {@code READY <url>}, one address a node, and waits for Ctrl-C.
 *
 * <pre>java -cp 'jira-plugin/it/target/demo/*' org.jigit.it.Demo [--port 2990] [--db h2|postgres] [--nodes 1] [--data DIR] [--empty]</pre>
 *
 * With {@code --nodes} several Jiras are a cluster on one database and one shared home, at this port and those after it; one
 * that is killed leaves the others running. The headless Jira, PostgreSQL if asked for, and the stand-in are stopped with this process. With {@code --data} everything
 * stays in that folder and the next start goes on there; without, a temporary folder is used and removed. The packaged headless
 * Jira and the app's jar are found beside this module; the system properties {@code jigit.headless.dir} and
 * {@code jigit.plugin.jar} name others. With {@code --empty} there is neither an issue nor a connection.
 */
public final class Demo {
    private static final String TOKEN = "token-of-the-stand-in";
    /** Each takes some 300 MB of memory and up to 20 of the database's 100 connections. */
    private static final int MOST_NODES = 4;

    private final Arguments arguments;
    private final List<AutoCloseable> started = new ArrayList<>();
    private boolean stopped;

    private Demo(Arguments arguments) {
        this.arguments = arguments;
    }

    /** See the class comment. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(2);
            return;
        }
        var demo = new Demo(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop-demo"));
        try {
            System.exit(join(demo.start()) ? 0 : 1);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Waits until all nodes have ended; true when all of them ended well. */
    private static boolean join(List<HeadlessJira> nodes) throws InterruptedException {
        var well = true;
        for (var node : nodes) {
            well &= node.join() == 0;
        }
        return well;
    }

    /**
     * The arguments.
     *
     * @param port where the first Jira listens; with 0, all listen where there is room
     * @param nodes how many Jiras are started
     * @param postgres whether PostgreSQL is started in place of H2
     * @param data where everything stays, or null
     * @param empty without issues and connection
     */
    private record Arguments(int port, int nodes, boolean postgres, Path data, boolean empty) {
        static Arguments of(String[] args) {
            var port = 2990;
            var nodes = 1;
            var postgres = false;
            Path data = null;
            var empty = false;
            for (int at = 0; at < args.length; at++) {
                var name = args[at];
                switch (name) {
                    case "--empty" -> empty = true;
                    case "--port" -> port = number(name, value(args, ++at, name), 0, 65_535);
                    case "--nodes" -> nodes = number(name, value(args, ++at, name), 1, MOST_NODES);
                    case "--data" -> data = Path.of(value(args, ++at, name)).toAbsolutePath();
                    case "--db" -> postgres = switch (value(args, ++at, name)) {
                        case "h2" -> false;
                        case "postgres" -> true;
                        default -> throw new IllegalArgumentException(
                                "--db: expected h2 or postgres, found " + args[at]);
                    };
                    default -> throw new IllegalArgumentException(
                            "expected --port N, --db h2|postgres, --nodes N, --data DIR or --empty, found " + name);
                }
            }
            if (nodes > 1 && !postgres) {
                throw new IllegalArgumentException(
                        "--nodes " + nodes + " needs --db postgres: an H2 database serves one Jira only");
            }
            return new Arguments(port, nodes, postgres, data, empty);
        }

        private static String value(String[] args, int at, String name) {
            if (at >= args.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            return args[at];
        }

        private static int number(String name, String text, int least, int most) {
            var number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        name + ": expected a number from " + least + " to " + most + ", found " + text);
            }
            return number;
        }
    }

    private List<HeadlessJira> start() throws IOException {
        var data = arguments.data() == null ? temporary() : Files.createDirectories(arguments.data());
        var options = new ArrayList<String>();
        if (arguments.empty()) {
            options.add("--empty");
        }
        if (arguments.postgres()) {
            say("PostgreSQL starts");
            var database = started(Database.start(data.resolve("postgres")));
            options.addAll(database.arguments());
        }
        var nodes = new ArrayList<HeadlessJira>();
        nodes.add(node(1, data, options));
        var admin = Jira.as(nodes.get(0).url(), "admin");
        say("the app is uploaded");
        admin.install(Places.pluginJar());
        for (int number = 2; number <= arguments.nodes(); number++) {
            var node = node(number, data, options);
            Jira.as(node.url(), "admin").awaitApp();
            nodes.add(node);
        }
        if (!arguments.empty()) {
            connect(admin, data);
        }
        var urls = nodes.stream().map(HeadlessJira::url).toList();
        System.out.println("READY " + String.join(" ", urls));
        if (!arguments.empty()) {
            say("look at " + urls.get(0)
                    + "/browse/PAY-1 as dev1 (password dev1), and at the administration as admin (admin)");
        }
        return nodes;
    }

    /** Starts a Jira: the only one, or one of a cluster. */
    private HeadlessJira node(int number, Path data, List<String> options) throws IOException {
        var port = arguments.port() == 0 ? 0 : arguments.port() + number - 1;
        var all = new ArrayList<>(List.of("--port", Integer.toString(port)));
        all.addAll(options);
        var name = "node-" + number;
        if (arguments.nodes() > 1) {
            // the first one's own place, so that a single Jira's data can go on as a cluster's
            all.addAll(List.of(
                    "--node-id",
                    name,
                    "--shared-home",
                    data.resolve("jira/shared").toString()));
        }
        say(arguments.nodes() > 1 ? "the headless Jira " + name + " starts" : "the headless Jira starts");
        var mark = arguments.nodes() > 1 ? name + ": " : "";
        var home = Files.createDirectories(data.resolve(number == 1 ? "jira" : "jira-" + number));
        return started(HeadlessJira.start(new HeadlessJira.Options(
                Places.headless(), home, List.of(), all, line -> System.err.println("   " + mark + line))));
    }

    /** Starts the stand-in and connects it, or finds it connected by an earlier run. */
    private void connect(Jira admin, Path data) throws IOException {
        var file = data.resolve("stand-in.json");
        var earlier = Files.exists(file) ? Json.read(Files.readAllBytes(file)) : null;
        var end = earlier == null
                ? Instant.now().truncatedTo(ChronoUnit.MINUTES)
                : Instant.parse(earlier.path("end").asText());
        var model = new Model();
        DemoData.tell(model, end);
        model.token(TOKEN, "dev1");
        var host = started(ReplayHost.start(
                model, earlier == null ? 0 : earlier.path("port").asInt()));
        Files.write(file, Json.bytes(Json.object("end", end.toString(), "port", host.port())));
        var found = DemoConnection.find(admin);
        var connection = found.isPresent() ? found.get() : DemoConnection.create(admin, host, TOKEN);
        say("the stand-in at " + host.url() + " is read");
        if (earlier == null) {
            connection.waitUntilRead();
            say("people go on, and give commands in commit messages");
            connection.tell(DemoData.goOn(model, end));
        } else {
            DemoData.goOn(model, end);
            connection.waitUntilRead();
        }
    }

    private Path temporary() throws IOException {
        var folder = Files.createTempDirectory("jigit-demo-");
        say("everything is in " + folder + " and is removed at the end; --data DIR keeps it");
        return started(new Temporary(folder)).folder();
    }

    private synchronized <T extends AutoCloseable> T started(T part) {
        started.add(part);
        return part;
    }

    /** Stops what was started, last first. */
    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        for (int at = started.size() - 1; at >= 0; at--) {
            try {
                started.get(at).close();
            } catch (Exception e) {
                System.err.println(
                        "run: could not stop " + started.get(at).getClass().getSimpleName() + ": " + e);
            }
        }
    }

    private static void say(String text) {
        System.err.println("== run: " + text);
    }

    /**
     * A folder that goes with the demo.
     *
     * @param folder the folder
     */
    private record Temporary(Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
