// What the stand-in knows: accounts, tokens and repositories, in memory, with a clock that tests may set.
package org.jigit.it.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the stand-in knows. All access is under this object's lock. */
public final class Model {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<Long, Repository> repositories = new LinkedHashMap<>();
    private final Map<String, Long> formerNames = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Set<Long> hidden = new HashSet<>();
    private InstantSource clock = InstantSource.system();
    private long nextId = 400_000_000_000L;
    private long ticks;
    private String base = "http://github.invalid";

    /** Sets the clock that new commits and pull requests are dated by. */
    public synchronized void setClock(InstantSource clock) {
        this.clock = clock;
    }

    /** From here on, every look at the clock is a second later than the one before. */
    public synchronized void tickFrom(Instant start) {
        var seconds = new java.util.concurrent.atomic.AtomicLong();
        clock = () -> start.plusSeconds(seconds.getAndIncrement());
    }

    /** Where the links in rows and webhooks lead. */
    public synchronized String base() {
        return base;
    }

    synchronized void setBase(String base) {
        this.base = base;
    }

    /** The time, in whole seconds as GitHub tells it. */
    synchronized Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A number that no other row has; beyond 32 bits, as on the real server. */
    synchronized long id() {
        return nextId++;
    }

    /** Counts up at every commit, so that commits of one second keep their order. */
    synchronized long tick() {
        return ++ticks;
    }

    /** Lets a token in as this account. */
    public synchronized void token(String token, String login) {
        account(login);
        tokens.put(token, login);
    }

    /** Takes a token's right away, as an administrator of the server would. */
    public synchronized void revoke(String token) {
        tokens.remove(token);
    }

    /** The account of a token, or null. */
    synchronized Account owner(String token) {
        var login = tokens.get(token);
        return login == null ? null : account(login);
    }

    /** An organisation, made when it is new. */
    public synchronized Account organisation(String login) {
        return accounts.computeIfAbsent(login, name -> new Account(name, 9_000 + accounts.size(), "Organization"));
    }

    /** A person or, with a name ending in {@code [bot]}, a bot; made when new. */
    synchronized Account account(String login) {
        return accounts.computeIfAbsent(
                login, name -> new Account(name, 9_000 + accounts.size(), name.endsWith("[bot]") ? "Bot" : "User"));
    }

    /** The account of a login, or null. */
    public synchronized Account find(String login) {
        return accounts.get(login);
    }

    /** Everybody. */
    synchronized List<Account> accounts() {
        return new ArrayList<>(accounts.values());
    }

    /** A new repository without a commit. */
    public synchronized Repository repository(String owner, String name) {
        var repository = new Repository(this, 700_000_001L + repositories.size(), account(owner), name);
        repositories.put(repository.id(), repository);
        return repository;
    }

    /** A repository by its number, or null. */
    public synchronized Repository byId(long id) {
        return hidden.contains(id) ? null : repositories.get(id);
    }

    /** A repository by its present name, or null. */
    public synchronized Repository byName(String fullName) {
        return repositories.values().stream()
                .filter(repository ->
                        repository.fullName().equalsIgnoreCase(fullName) && !hidden.contains(repository.id()))
                .findFirst()
                .orElse(null);
    }

    /** The number of the repository that had this name before, or null. */
    synchronized Long moved(String fullName) {
        return formerNames.get(fullName.toLowerCase());
    }

    /** Gives a repository another name; the old one redirects. */
    public synchronized void rename(Repository repository, String name) {
        formerNames.put(repository.fullName().toLowerCase(), repository.id());
        repository.setName(name);
    }

    /** Gives a repository to somebody else; the old name redirects. */
    public synchronized void transfer(Repository repository, String owner) {
        formerNames.put(repository.fullName().toLowerCase(), repository.id());
        repository.setOwner(account(owner));
    }

    /** Makes a repository invisible: deleted, or its right taken away; both look the same from outside. */
    public synchronized void hide(Repository repository) {
        hidden.add(repository.id());
    }

    /** Makes a repository visible again. */
    public synchronized void show(Repository repository) {
        hidden.remove(repository.id());
    }

    /** The visible repositories of an owner, or of everybody with null. */
    public synchronized List<Repository> of(String owner) {
        var found = new ArrayList<Repository>();
        for (var repository : repositories.values()) {
            if (!hidden.contains(repository.id())
                    && (owner == null || repository.owner().login().equalsIgnoreCase(owner))) {
                found.add(repository);
            }
        }
        return found;
    }
}
