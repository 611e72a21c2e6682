// What `./build.sh bench sync`, `webhooks` and `issue` start.
package org.jigit.it.bench;

import java.util.List;

/** Runs one bench and prints its table; see {@code ./build.sh help}. */
public final class Bench {
    private Bench() {}

    /** The first argument names the bench, the others are its options. */
    public static void main(String[] args) throws Exception {
        var what = args.length == 0 ? "" : args[0];
        try {
            var rest = List.of(args).subList(Math.min(1, args.length), args.length);
            var lines =
                    switch (what) {
                        case "sync" -> SyncBench.run(SyncBench.options().with(rest))
                                .lines();
                        case "webhooks" -> WebhooksBench.run(
                                        WebhooksBench.options().with(rest))
                                .lines();
                        case "issue" -> IssueBench.run(IssueBench.options().with(rest))
                                .lines();
                        default -> throw new IllegalArgumentException(
                                "expected sync, webhooks or issue, found " + what);
                    };
            lines.forEach(System.out::println);
        } catch (IllegalArgumentException e) {
            System.err.println("bench " + what + ": " + e.getMessage());
            System.exit(2);
        }
    }
}
