// Starts a headless Jira from the command line and stops it on SIGTERM.
package org.jigit.headless;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code java -cp 'lib/*' org.jigit.headless.Main --home DIR [options]}; see {@link #USAGE}. */
public final class Main {

    private Main() {}

    /** Starts and says {@code LISTENING <url>} on standard output. */
    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = read(new ArrayDeque<>(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        HeadlessJira jira = HeadlessJira.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(jira::close, "stop"));
        System.out.println("LISTENING " + jira.baseUrl());
        System.out.flush();
        Thread.currentThread().join();
    }

    private static Options read(Deque<String> words) {
        Options options = new Options();
        while (!words.isEmpty()) {
            String option = words.pop();
            switch (option) {
                case "--home" -> options.home = Path.of(value(option, words)).toAbsolutePath();
                case "--shared-home" -> options.sharedHome =
                        Path.of(value(option, words)).toAbsolutePath();
                case "--port" -> options.port = Integer.parseInt(value(option, words));
                case "--bind" -> options.bind = value(option, words);
                case "--db" -> options.postgres = isPostgres(value(option, words));
                case "--jdbc-url" -> options.jdbcUrl = value(option, words);
                case "--jdbc-user" -> options.jdbcUser = value(option, words);
                case "--jdbc-password" -> options.jdbcPassword = value(option, words);
                case "--empty" -> options.empty = true;
                case "--node-id" -> options.nodeId = value(option, words);
                case "--separate-connections" -> options.separateConnections = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        if (options.home == null) {
            throw new IllegalArgumentException("--home is missing");
        }
        if (options.postgres && options.jdbcUrl == null) {
            throw new IllegalArgumentException("--db postgres needs --jdbc-url");
        }
        return options;
    }

    private static boolean isPostgres(String name) {
        return switch (name) {
            case "h2" -> false;
            case "postgres" -> true;
            default -> throw new IllegalArgumentException("--db is h2 or postgres, not " + name);
        };
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.pop();
    }

    private static final String USAGE =
            """
            usage: Main --home DIR [--shared-home DIR] [--port 2990|0] [--bind ADDRESS] [--empty] [--node-id NAME]
                        [--db h2|postgres --jdbc-url URL --jdbc-user USER --jdbc-password PASSWORD] [--separate-connections]""";
}
