// Repositories on the replayed host, in which people do at random whatever people do, and what the app must store of
// them.
package org.jigit.it;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jigit.it.Comparison.Expected;
import org.jigit.it.replay.Delivery;
import org.jigit.it.replay.Model;
import org.jigit.it.replay.Payloads;
import org.jigit.it.replay.PullRequest;
import org.jigit.it.replay.Repository;

/** The world behind a connection. Its keys are found by an expression of its own, not by the core. */
final class World {
    private static final List<String> PEOPLE = List.of("dev1", "dev2", "dev3", "renovate[bot]");

    private final Model model;
    private final String organisation;
    private final String project;
    private final Pattern key;
    private final Random random;
    private final Map<Long, Set<String>> branches = new HashMap<>();
    private final Map<Long, Set<String>> names = new HashMap<>();
    private int count;

    World(Model model, String organisation, String project, Random random) {
        this.model = model;
        this.organisation = organisation;
        this.project = project;
        this.key = Pattern.compile("\\b" + project + "-[1-9][0-9]*\\b");
        this.random = random;
        // No two changes have the same second, for then not even the host could tell which came later.
        model.tickFrom(Instant.now().minusSeconds(86_400));
    }

    /**
     * Something happened.
     *
     * @param what in words
     * @param deliveries the webhooks that tell of it, in their order
     */
    record Change(String what, List<Delivery> deliveries) {}

    /** A new repository with some history and work on a branch. */
    Change add() {
        var repository = model.repository(organisation, "r" + ++count);
        names.computeIfAbsent(repository.id(), id -> new HashSet<>()).add(repository.fullName());
        var deliveries = new ArrayList<Delivery>();
        deliveries.add(push(repository, "main", texts(3)));
        deliveries.add(push(repository, branch(), texts(1)));
        return new Change("add " + repository.fullName(), deliveries);
    }

    /** Many commits and branches in a repository, told by nobody. */
    void fill(int commits) {
        var repository = any(repositories());
        for (int n = 0; n < commits; n++) {
            push(repository, n % 10 == 0 ? branch() : "main", texts(1));
        }
    }

    /** A push to a main branch: the simplest change. */
    Change push() {
        var repository = any(repositories());
        return new Change("push to main of " + repository.name(), List.of(push(repository, "main", texts(1))));
    }

    /** Something happens somewhere. */
    Change next() {
        var repository = any(repositories());
        var what = random.nextInt(100);
        return what < 30
                ? push(repository)
                : what < 40
                        ? create(repository)
                        : what < 52
                                ? rewrite(repository)
                                : what < 60
                                        ? delete(repository)
                                        : what < 72
                                                ? open(repository)
                                                : what < 94
                                                        ? change(repository)
                                                        : what < 98 ? rename(repository) : add();
    }

    private Change push(Repository repository) {
        var branch = random.nextInt(3) == 0
                ? branch()
                : any(List.copyOf(repository.branches().keySet()));
        return new Change(
                "push to " + branch + " of " + repository.name(),
                List.of(push(repository, branch, texts(1 + random.nextInt(3)))));
    }

    private Delivery push(Repository repository, String branch, String... messages) {
        remember(repository, branch);
        return repository.push(branch, any(PEOPLE), messages);
    }

    private Change create(Repository repository) {
        var branch = branch();
        remember(repository, branch);
        var from = any(List.copyOf(repository.branches().keySet()));
        var push = repository.createBranch(branch, from, any(PEOPLE));
        return new Change(
                "create " + branch + " of " + repository.name() + " at " + from,
                List.of(Payloads.branch(repository, "create", branch, any(PEOPLE)), push));
    }

    private Change rewrite(Repository repository) {
        var branch = any(List.copyOf(repository.branches().keySet()));
        if (!branch.equals("main") && random.nextInt(3) == 0) {
            var push = repository.rebase(branch, "main", any(PEOPLE));
            return new Change("rebase " + branch + " of " + repository.name(), List.of(push));
        }
        var history = repository.history(repository.head(branch));
        var onto =
                history.get(Math.min(history.size() - 1, 1 + random.nextInt(3))).sha();
        var push = repository.forcePush(branch, onto, any(PEOPLE), texts(1 + random.nextInt(2)));
        return new Change("force-push " + branch + " of " + repository.name(), List.of(push));
    }

    private Change delete(Repository repository) {
        var others = repository.branches().keySet().stream()
                .filter(branch -> !branch.equals("main"))
                .toList();
        if (others.isEmpty()) {
            return create(repository);
        }
        var branch = any(others);
        var push = repository.deleteBranch(branch, any(PEOPLE));
        return new Change(
                "delete " + branch + " of " + repository.name(),
                List.of(Payloads.branch(repository, "delete", branch, any(PEOPLE)), push));
    }

    private Change open(Repository repository) {
        var source = any(List.copyOf(repository.branches().keySet()));
        var body = random.nextBoolean() ? null : text();
        return new Change(
                "open a pull request of " + source + " in " + repository.name(),
                List.of(repository.open(text(), body, any(PEOPLE), source, "main", random.nextInt(4) == 0)));
    }

    /** A pull request is edited, merged, closed or ready. */
    private Change change(Repository repository) {
        var open = repository.pullRequests().stream()
                .filter(pull -> pull.closedAt() == null)
                .toList();
        if (open.isEmpty()) {
            return open(repository);
        }
        var pull = any(open);
        Supplier<Delivery> change =
                switch (random.nextInt(5)) {
                    case 0 -> () -> repository.merge(pull.number(), any(PEOPLE));
                    case 1 -> () -> repository.close(pull.number(), any(PEOPLE));
                    case 2 -> () -> repository.ready(pull.number(), any(PEOPLE));
                    default -> () -> repository.edit(pull.number(), text(), text(), any(PEOPLE));
                };
        var delivery = change.get();
        var now = repository.pullRequest(pull.number());
        return new Change(
                "pull request " + pull.number() + " of " + repository.name() + " is " + state(now), List.of(delivery));
    }

    private Change rename(Repository repository) {
        var before = repository.name();
        model.rename(repository, "r" + ++count);
        names.get(repository.id()).add(repository.fullName());
        return new Change(
                "rename " + before + " to " + repository.name(), List.of(Payloads.renamed(repository, before)));
    }

    private List<Repository> repositories() {
        return model.of(organisation);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void remember(Repository repository, String branch) {
        branches.computeIfAbsent(repository.id(), id -> new TreeSet<>()).add(branch);
    }

    /** The name of a new branch, or of one that was there before. */
    private String branch() {
        var number = random.nextInt(40);
        return number % 4 == 0 ? "topic/" + number : project + "-" + (1 + number % 9) + "-topic-" + number;
    }

    private String[] texts(int count) {
        var texts = new String[count];
        for (int at = 0; at < count; at++) {
            texts[at] = text();
        }
        return texts;
    }

    /** A text with some keys, or none. */
    private String text() {
        var text = new StringBuilder("Text ").append(++count);
        for (int keys = random.nextInt(4); keys > 1; keys--) {
            text.append(' ').append(project).append('-').append(1 + random.nextInt(9));
        }
        return text.append(random.nextInt(5) == 0 ? "" : " and " + project + "-" + (1 + random.nextInt(9)))
                .append(" UTF-8")
                .toString();
    }

    /**
     * What must be stored now, when everything is read.
     *
     * @param told the webhooks that were answered 2xx
     */
    List<Expected> expected(Told told) {
        synchronized (model) {
            var rows = new ArrayList<Expected>();
            for (var repository : repositories()) {
                rows.add(expected(repository));
                branches(repository, rows);
                commits(repository, told, rows);
                for (var pull : repository.pullRequests()) {
                    pullRequest(repository, pull, rows);
                }
            }
            return rows;
        }
    }

    private Expected expected(Repository repository) {
        var values = new LinkedHashMap<String, Set<String>>();
        put(values, "NAME", repository.name());
        put(values, "FULL_NAME", repository.fullName());
        put(values, "OWNER_ID", repository.owner().id());
        put(values, "URL", model.base() + "/" + repository.fullName());
        put(values, "DEFAULT_BRANCH", repository.defaultBranch());
        put(values, "HIDDEN_SINCE", "never");
        return new Expected("repository", Long.toString(repository.id()), true, List.of(values));
    }

    /** Those that are there, and those that were, if somebody heard of them. */
    private void branches(Repository repository, List<Expected> rows) {
        var former = new HashSet<>(Set.of("null"));
        repository.commits().forEach(commit -> former.add(commit.sha()));
        for (var branch : branches.getOrDefault(repository.id(), Set.of())) {
            var head = repository.head(branch);
            var values = new LinkedHashMap<String, Set<String>>();
            put(values, "DELETED", head == null);
            values.put("HEAD", head == null ? former : Set.of(head));
            if (keys(values, branch)) {
                rows.add(new Expected("branch", repository.id() + " " + branch, head != null, List.of(values)));
            }
        }
    }

    /**
     * Those that a branch leads to, and those that one led to, marked, if somebody heard of them. What a push does not tell
     * stays untold when nobody could read the commit any more.
     */
    private void commits(Repository repository, Told told, List<Expected> rows) {
        var reached = new HashSet<String>();
        for (var head : repository.branches().values()) {
            repository.history(head).forEach(commit -> reached.add(commit.sha()));
        }
        for (var commit : repository.commits()) {
            var isReached = reached.contains(commit.sha());
            var values = new LinkedHashMap<String, Set<String>>();
            put(values, "MESSAGE", commit.message());
            put(values, "MESSAGE_CUT", false);
            put(values, "AUTHOR", commit.author());
            put(values, "AUTHORED_AT", commit.authoredAt());
            put(values, "COMMITTED_AT", commit.committedAt());
            put(values, "PARENTS", String.join(" ", commit.parents()));
            put(values, "MERGE", commit.parents().size() > 1);
            put(values, "UNREACHABLE_SINCE", isReached ? "never" : MARKED);
            values.put("URL", urls(repository, "/commit/" + commit.sha()));
            if (keys(values, commit.message())) {
                var isTold = told.commits().contains(commit.sha());
                var ways = new ArrayList<Map<String, Set<String>>>(List.of(values));
                if (!isReached && isTold) {
                    var untold = new LinkedHashMap<>(values);
                    put(untold, "PARENTS", null);
                    put(untold, "MERGE", null);
                    put(untold, "AUTHORED_AT", commit.committedAt());
                    ways.add(untold);
                }
                rows.add(new Expected("commit", repository.id() + " " + commit.sha(), isReached || isTold, ways));
            }
        }
    }

    private static final String MARKED = "since some time";

    private void pullRequest(Repository repository, PullRequest pull, List<Expected> rows) {
        var values = new LinkedHashMap<String, Set<String>>();
        put(values, "HOST_ID", pull.id());
        put(values, "TITLE", pull.title());
        put(values, "DESCRIPTION", pull.body());
        put(values, "DESCRIPTION_CUT", false);
        put(values, "STATE", state(pull));
        put(values, "SOURCE_BRANCH", pull.source());
        put(values, "TARGET_BRANCH", pull.target());
        put(values, "AUTHOR", pull.author());
        put(values, "AUTHOR_ID", account(pull.author()));
        put(values, "CREATED_AT", pull.createdAt());
        put(values, "UPDATED_AT", pull.updatedAt());
        put(values, "MERGED_AT", pull.mergedAt());
        put(values, "CLOSED_AT", pull.closedAt());
        values.put("URL", urls(repository, "/pull/" + pull.number()));
        if (keys(values, pull.title() + "\n" + pull.body() + "\n" + pull.source())) {
            rows.add(new Expected("pull request", repository.id() + " " + pull.number(), true, List.of(values)));
        }
    }

    private long account(String login) {
        return model.find(login).id();
    }

    private static String state(PullRequest pull) {
        return pull.mergedAt() != null
                ? "merged"
                : pull.closedAt() != null ? "closed" : pull.draft() ? "draft" : "open";
    }

    /** A page keeps the address that it had when it was read, under any name of its repository. */
    private Set<String> urls(Repository repository, String page) {
        var urls = new HashSet<String>();
        names.get(repository.id()).forEach(name -> urls.add(model.base() + "/" + name + page));
        return urls;
    }

    /** Adds the keys of a text; false when there are none. */
    private boolean keys(Map<String, Set<String>> values, String text) {
        var keys = new TreeSet<String>();
        var found = key.matcher(text);
        while (found.find()) {
            keys.add(found.group());
        }
        put(values, "keys", keys);
        return !keys.isEmpty();
    }

    private static void put(Map<String, Set<String>> values, String column, Object value) {
        values.put(column, Set.of(String.valueOf(value)));
    }
}
