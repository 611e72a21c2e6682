// Several nodes on one PostgreSQL and one shared home, each of which can be killed and started again.
package org.jigit.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cluster of headless Jiras with the app. Nodes have numbers from 0 on. */
final class Cluster implements AutoCloseable {
    private final String name;
    private final Path shared;
    private final Database database;
    private final List<String> jvm;
    private final List<Stage> nodes = new ArrayList<>();

    private Cluster(String name, Path shared, Database database, List<String> jvm) {
        this.name = name;
        this.shared = shared;
        this.database = database;
        this.jvm = jvm;
    }

    /** Starts a new one and installs the app; {@code jvm} are options of each JVM. */
    static Cluster start(String name, int size, String... jvm) throws IOException {
        var data = Stage.folder("homes").resolve(name + "-data");
        var shared = Stage.folder("homes").resolve(name + "-shared");
        Stage.remove(data);
        Stage.remove(shared);
        var options = new ArrayList<>(JVM);
        options.addAll(List.of(jvm));
        var cluster = new Cluster(name, shared, Database.start(data), options);
        try {
            for (int number = 0; number < size; number++) {
                cluster.nodes.add(Stage.open(cluster.name(number), options, cluster.arguments(number)));
                if (number == 0) {
                    cluster.nodes.get(0).install();
                } else {
                    cluster.nodes.get(number).admin().awaitApp();
                }
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private String name(int number) {
        return name + "-" + (number + 1);
    }

    private List<String> arguments(int number) {
        var arguments = new ArrayList<>(database.arguments());
        arguments.addAll(List.of("--shared-home", shared.toString(), "--node-id", name(number)));
        return arguments;
    }

    Database database() {
        return database;
    }

    /** The nodes that were not killed. */
    synchronized List<Stage> up() {
        return nodes.stream().filter(node -> node != null).toList();
    }

    /** The first of them. */
    Stage any() {
        return up().get(0);
    }

    /** Ends a node without giving it a chance to tidy up; false when it is not there. */
    boolean kill(int number) throws IOException, InterruptedException {
        Stage node;
        synchronized (this) {
            node = nodes.set(number, null);
        }
        if (node == null) {
            return false;
        }
        node.process().kill();
        node.close();
        return true;
    }

    /** Starts a node that was killed, and waits until the app takes requests there. */
    void startAgain(int number) throws IOException {
        var node = Stage.reopen(name(number), jvm, arguments(number));
        try {
            node.admin().awaitApp();
        } catch (IOException e) {
            node.close();
            throw e;
        }
        synchronized (this) {
            nodes.set(number, node);
        }
    }

    /** Lets the heartbeat come on every node. */
    void heartbeat() throws IOException {
        for (var node : up()) {
            Scene.expect(200, node.admin().post("/rest/headless/1.0/jobs/run", java.util.Map.of()));
        }
    }

    /** The lines of all logs in which the app owns up to a mistake of its own. */
    List<String> mistakes() throws IOException {
        var mistakes = new ArrayList<String>();
        for (int number = 0; number < nodes.size(); number++) {
            try (var lines = Files.lines(Stage.log(name(number)))) {
                lines.filter(line -> line.contains("by a mistake of Jigit")).forEach(mistakes::add);
            }
        }
        return mistakes;
    }

    /** Several Jiras start often on a small machine. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @Override
    public void close() throws IOException {
        try (var server = database) {
            for (var node : up()) {
                node.close();
            }
        }
    }
}
