// One repository of the stand-in and what people do to it; every change gives the webhook delivery that tells of it.
package org.jigit.it.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** One repository. Every change answers with the delivery that a webhook would bring; sending it is the caller's choice. */
public final class Repository {
    private final Model model;
    private final long id;
    private final Instant createdAt;
    private final Map<String, Commit> commits = new LinkedHashMap<>();
    private final Map<String, Long> order = new HashMap<>();
    private final TreeMap<String, String> branches = new TreeMap<>();
    private final Map<Long, PullRequest> pullRequests = new LinkedHashMap<>();
    private Account owner;
    private String name;
    private String defaultBranch = "main";
    private Instant pushedAt;

    Repository(Model model, long id, Account owner, String name) {
        this.model = model;
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.createdAt = model.now();
        this.pushedAt = createdAt;
    }

    /** The number that stays when the repository is renamed. */
    public long id() {
        return id;
    }

    /** Who it belongs to. */
    public Account owner() {
        synchronized (model) {
            return owner;
        }
    }

    /** Its name without the owner. */
    public String name() {
        synchronized (model) {
            return name;
        }
    }

    /** Owner and name. */
    public String fullName() {
        synchronized (model) {
            return owner.login() + "/" + name;
        }
    }

    /** The default branch. */
    public String defaultBranch() {
        synchronized (model) {
            return defaultBranch;
        }
    }

    /** Another default branch. */
    public void setDefaultBranch(String branch) {
        synchronized (model) {
            defaultBranch = branch;
        }
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant pushedAt() {
        synchronized (model) {
            return pushedAt;
        }
    }

    void setName(String name) {
        synchronized (model) {
            this.name = name;
        }
    }

    void setOwner(Account owner) {
        synchronized (model) {
            this.owner = owner;
        }
    }

    /** The newest commit of a branch, or null. */
    public String head(String branch) {
        synchronized (model) {
            return branches.get(branch);
        }
    }

    /** All branches by name, with their newest commit. */
    public Map<String, String> branches() {
        synchronized (model) {
            return new TreeMap<>(branches);
        }
    }

    /** A commit, or null. */
    public Commit commit(String sha) {
        synchronized (model) {
            return commits.get(sha);
        }
    }

    /** A pull request by its number, or null. */
    public PullRequest pullRequest(long number) {
        synchronized (model) {
            return pullRequests.get(number);
        }
    }

    /** All pull requests, the oldest first. */
    public List<PullRequest> pullRequests() {
        synchronized (model) {
            return new ArrayList<>(pullRequests.values());
        }
    }

    /** Every commit that was ever pushed, also when no branch leads to it any more; the oldest first. */
    public List<Commit> commits() {
        synchronized (model) {
            return new ArrayList<>(commits.values());
        }
    }

    /** Every commit that is reached from this one, newest committed first, as Git lists them. */
    public List<Commit> history(String from) {
        synchronized (model) {
            var newest = Comparator.<Commit, Instant>comparing(Commit::committedAt)
                    .thenComparing(commit -> order.get(commit.sha()))
                    .reversed();
            var waiting = new PriorityQueue<>(newest);
            var seen = new HashSet<String>();
            var found = new ArrayList<Commit>();
            waiting.add(commits.get(from));
            seen.add(from);
            while (!waiting.isEmpty()) {
                var commit = waiting.poll();
                found.add(commit);
                for (var parent : commit.parents()) {
                    if (seen.add(parent)) {
                        waiting.add(commits.get(parent));
                    }
                }
            }
            return found;
        }
    }

    /** Commits on a branch and pushes them; the branch is made when it is new. */
    public Delivery push(String branch, String author, String... messages) {
        synchronized (model) {
            var before = branches.get(branch);
            var start = before != null ? before : branches.get(defaultBranch);
            return move(branch, start, before, author, List.of(messages), false);
        }
    }

    /** Pushes a commit that says somebody else wrote it, as anybody can. */
    public Delivery pushFor(String branch, String pusher, String author, String message) {
        synchronized (model) {
            var before = branches.get(branch);
            var head = before != null ? before : branches.get(defaultBranch);
            var commit = add(message, author, head == null ? List.of() : List.of(head));
            return set(branch, before, commit.sha(), List.of(commit), pusher, false);
        }
    }

    /** Writes the newest commit of a branch anew on top of another branch: the same author, text and time under another id. */
    public Delivery rebase(String branch, String onto, String pusher) {
        synchronized (model) {
            var before = branches.get(branch);
            var old = commits.get(before);
            var commit = Commit.of(
                    fullName(),
                    old.message(),
                    old.author(),
                    old.authoredAt(),
                    model.now(),
                    List.of(branches.get(onto)));
            keep(commit);
            return set(branch, before, commit.sha(), List.of(commit), pusher, true);
        }
    }

    /** Throws a branch back to an older commit and pushes new commits on top of that. */
    public Delivery forcePush(String branch, String onto, String author, String... messages) {
        synchronized (model) {
            return move(branch, onto, branches.get(branch), author, List.of(messages), true);
        }
    }

    /** Makes a branch at the head of another one, without a new commit. */
    public Delivery createBranch(String branch, String from, String author) {
        synchronized (model) {
            return move(branch, branches.get(from), null, author, List.of(), false);
        }
    }

    /** Deletes a branch. */
    public Delivery deleteBranch(String branch, String author) {
        synchronized (model) {
            var before = branches.remove(branch);
            pushedAt = model.now();
            return Payloads.push(this, branch, before, null, List.of(), author, false);
        }
    }

    /** Opens a pull request. */
    public Delivery open(String title, String body, String author, String source, String target, boolean draft) {
        return open(title, body, author, source, target, draft, false);
    }

    /** Opens a pull request whose source is in a fork. */
    public Delivery openFromFork(String title, String body, String author, String source, String target) {
        return open(title, body, author, source, target, false, true);
    }

    private Delivery open(
            String title, String body, String author, String source, String target, boolean draft, boolean fork) {
        synchronized (model) {
            model.account(author);
            var at = model.now();
            var sourceSha = fork ? branches.get(target) : branches.get(source);
            var opened = new PullRequest(
                    model.id(),
                    pullRequests.size() + 1L,
                    title,
                    body,
                    author,
                    source,
                    sourceSha,
                    target,
                    branches.get(target),
                    draft,
                    at,
                    at,
                    null,
                    null,
                    fork);
            return put(opened, "opened", author);
        }
    }

    /** Merges a pull request with a merge commit on its target. */
    public Delivery merge(long number, String author) {
        synchronized (model) {
            var open = pullRequests.get(number);
            var source = branches.getOrDefault(open.source(), open.sourceSha());
            var message = "Merge pull request #" + number + " from " + owner.login() + "/" + open.source() + "\n\n"
                    + open.title();
            var target = branches.get(open.target());
            branches.put(
                    open.target(), add(message, author, List.of(target, source)).sha());
            pushedAt = model.now();
            return put(open.merged(model.now()), "closed", author);
        }
    }

    /** Closes a pull request without merging it. */
    public Delivery close(long number, String author) {
        synchronized (model) {
            return put(pullRequests.get(number).closed(model.now()), "closed", author);
        }
    }

    /** Gives a pull request another title and description. */
    public Delivery edit(long number, String title, String body, String author) {
        synchronized (model) {
            return put(pullRequests.get(number).edited(title, body, model.now()), "edited", author);
        }
    }

    /** Makes a draft ready for review. */
    public Delivery ready(long number, String author) {
        synchronized (model) {
            return put(pullRequests.get(number).ready(model.now()), "ready_for_review", author);
        }
    }

    private Delivery put(PullRequest pullRequest, String action, String author) {
        pullRequests.put(pullRequest.number(), pullRequest);
        return Payloads.pullRequest(this, pullRequest, action, author);
    }

    private Delivery move(
            String branch, String start, String before, String author, List<String> messages, boolean forced) {
        var head = start;
        var added = new ArrayList<Commit>();
        for (var message : messages) {
            var commit = add(message, author, head == null ? List.of() : List.of(head));
            added.add(commit);
            head = commit.sha();
        }
        return set(branch, before, head, added, author, forced);
    }

    private Delivery set(String branch, String before, String head, List<Commit> added, String pusher, boolean forced) {
        branches.put(branch, head);
        pushedAt = model.now();
        for (var open : pullRequests.values().stream()
                .filter(one -> one.source().equals(branch) && one.closedAt() == null && !one.fromFork())
                .toList()) {
            pullRequests.put(open.number(), open.from(head, model.now()));
        }
        return Payloads.push(this, branch, before, head, added, pusher, forced);
    }

    private Commit add(String message, String author, List<String> parents) {
        model.account(author);
        var at = model.now();
        var commit = Commit.of(fullName(), message, author, at, at, parents);
        keep(commit);
        return commit;
    }

    private void keep(Commit commit) {
        commits.put(commit.sha(), commit);
        order.put(commit.sha(), model.tick());
    }

    Model model() {
        return model;
    }
}
