// What `./build.sh run` starts: a headless Jira with the app and a connected stand-in for a Git server; Ctrl-C stops
// all of it.
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
 * Starts everything, prints {@code READY <url>} and waits for Ctrl-C.
 *
 * <pre>java -cp 'jira-plugin/it/target/demo/*' org.jigit.it.Demo [--port 2990] [--db h2|postgres] [--data DIR] [--empty]</pre>
 *
 * The headless Jira, PostgreSQL if asked for, and the stand-in are stopped with this process. With {@code --data} everything
 * stays in that folder and the next start goes on there; without, a temporary folder is used and removed. The packaged headless
 * Jira and the app's jar are found beside this module; the system properties {@code jigit.headless.dir} and
 * {@code jigit.plugin.jar} name others. With {@code --empty} there is neither an issue nor a connection.
 */
public final class Demo {
    private static final String TOKEN = "token-of-the-stand-in";

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
            var jira = demo.start();
            System.exit(jira.join() == 0 ? 0 : 1);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * The arguments.
     *
     * @param port where the Jira listens
     * @param postgres whether PostgreSQL is started in place of H2
     * @param data where everything stays, or null
     * @param empty without issues and connection
     */
    private record Arguments(int port, boolean postgres, Path data, boolean empty) {
        static Arguments of(String[] args) {
            var port = 2990;
            var postgres = false;
            Path data = null;
            var empty = false;
            for (int at = 0; at < args.length; at++) {
                var name = args[at];
                switch (name) {
                    case "--empty" -> empty = true;
                    case "--port" -> port = number(value(args, ++at, name));
                    case "--data" -> data = Path.of(value(args, ++at, name)).toAbsolutePath();
                    case "--db" -> postgres = switch (value(args, ++at, name)) {
                        case "h2" -> false;
                        case "postgres" -> true;
                        default -> throw new IllegalArgumentException(
                                "--db: expected h2 or postgres, found " + args[at]);
                    };
                    default -> throw new IllegalArgumentException(
                            "expected --port N, --db h2|postgres, --data DIR or --empty, found " + name);
                }
            }
            return new Arguments(port, postgres, data, empty);
        }

        private static String value(String[] args, int at, String name) {
            if (at >= args.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            return args[at];
        }

        private static int number(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new IllegalArgumentException("--port: expected a number up to 65535, found " + text);
            }
            return Integer.parseInt(text);
        }
    }

    private HeadlessJira start() throws IOException {
        var data = arguments.data() == null ? temporary() : Files.createDirectories(arguments.data());
        var options = new ArrayList<>(List.of("--port", Integer.toString(arguments.port())));
        if (arguments.empty()) {
            options.add("--empty");
        }
        if (arguments.postgres()) {
            say("PostgreSQL starts");
            var database = started(Database.start(data.resolve("postgres")));
            options.addAll(database.arguments());
        }
        say("the headless Jira starts");
        var home = Files.createDirectories(data.resolve("jira"));
        var jira = started(HeadlessJira.start(new HeadlessJira.Options(
                Places.headless(), home, List.of(), options, line -> System.err.println("   " + line))));
        var admin = Jira.as(jira.url(), "admin");
        say("the app is uploaded");
        admin.install(Places.pluginJar());
        if (!arguments.empty()) {
            connect(admin, data);
        }
        System.out.println("READY " + jira.url());
        if (!arguments.empty()) {
            say("look at " + jira.url()
                    + "/browse/PAY-1 as dev1 (password dev1), and at the administration as admin (admin)");
        }
        return jira;
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
