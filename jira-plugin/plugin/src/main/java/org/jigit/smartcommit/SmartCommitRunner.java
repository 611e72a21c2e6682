// Runs the commands of commits, one commit after the other, on a thread of its own.
package org.jigit.smartcommit;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.user.util.UserManager;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import com.google.gson.JsonArray;
import java.util.Optional;
import java.util.UUID;
import org.jigit.connection.Connection;
import org.jigit.connection.Connections;
import org.jigit.connection.Settings;
import org.jigit.core.Messages.SmartCommand;
import org.jigit.sync.Poked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A commit is marked before anything of it runs, and what became of each command is saved before the next one. Where Jira stops
 * in between, nothing runs twice; the page of the connection and the issue say what is not known.
 */
public final class SmartCommitRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SmartCommitRunner.class);
    private static final org.apache.log4j.Logger JIRA_LOG = org.apache.log4j.Logger.getLogger(SmartCommitRunner.class);
    private static final long IDLE_MS = 3_000;
    private static final long STOP_MS = 15_000;

    private final SmartCommits commits;
    private final Commands commands;
    private final Connections connections;
    private final SmartCommitMail mail;
    private final UserManager users;
    private final JiraAuthenticationContext authentication;
    private final JiraThreadLocalUtil threads;
    private final Poked bell;
    private final String node;
    private final String owner;
    private Thread thread;
    private volatile boolean running;

    public SmartCommitRunner(
            SmartCommits commits,
            Commands commands,
            Connections connections,
            SmartCommitMail mail,
            UserManager users,
            JiraAuthenticationContext authentication,
            JiraThreadLocalUtil threads,
            Poked bell,
            String node) {
        this.commits = commits;
        this.commands = commands;
        this.connections = connections;
        this.mail = mail;
        this.users = users;
        this.authentication = authentication;
        this.threads = threads;
        this.bell = bell;
        this.node = node;
        this.owner = node + ":" + UUID.randomUUID();
    }

    /** Starts the thread. */
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        thread = new Thread(this::work, "jigit-smart-commits");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops the thread after the command that it is at. */
    public synchronized void stop() throws InterruptedException {
        running = false;
        bell.now();
        if (thread != null) {
            thread.join(STOP_MS);
            if (thread.isAlive()) {
                LOG.warn("{} did not stop in time", thread.getName());
                thread.interrupt();
            }
            thread = null;
        }
    }

    /** Marks what was left in the middle; the heartbeat does so, too, for nodes that are gone. */
    public void giveUpInterrupted() {
        commits.giveUpInterrupted(node, owner);
    }

    private void work() {
        boolean tidy = false;
        while (running) {
            try {
                if (!tidy) {
                    giveUpInterrupted();
                    tidy = true;
                }
                Optional<SmartCommits.Due> due = commits.claim(owner);
                if (due.isPresent()) {
                    run(due.get());
                } else {
                    bell.await(IDLE_MS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("smart commits cannot be run now", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            bell.await(IDLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(SmartCommits.Due due) {
        JsonArray results = new JsonArray();
        Optional<Connection> connection = connections
                .find(due.connectionId())
                .filter(found -> found.enabled() && found.settings().runsSmartCommits());
        if (connection.isEmpty()) {
            commits.save(due, owner, results, SmartCommits.SKIPPED, "Off");
            return;
        }
        Settings settings = connection.get().settings();
        ApplicationUser user = due.userKey() == null ? null : users.getUserByKey(due.userKey());
        String problem = problem(due, user, settings);
        if (problem != null) {
            due.commands().forEach(command -> results.add(Results.of(command, Outcome.failed(problem), null)));
            commits.save(due, owner, results, SmartCommits.DONE, problem);
        } else {
            as(user, () -> runAll(due, user, settings, results));
        }
    }

    /** Why nothing of a commit may run, or null. */
    private static String problem(SmartCommits.Due due, ApplicationUser user, Settings settings) {
        if (due.problem() != null) {
            return due.problem();
        }
        if (user == null || !user.isActive()) {
            return "UnknownAuthor";
        }
        return settings.needsVoucher() && !due.vouched() ? SmartCommits.NOT_VOUCHED : null;
    }

    private void runAll(SmartCommits.Due due, ApplicationUser user, Settings settings, JsonArray results) {
        for (SmartCommand command : due.commands()) {
            if (!running) {
                commits.save(due, owner, results, SmartCommits.INTERRUPTED, null);
                return;
            }
            Outcome outcome = outcome(command, user, settings, due);
            results.add(Results.of(command, outcome, user.getUsername()));
            commits.save(due, owner, results, SmartCommits.RUNNING, null);
        }
        commits.save(due, owner, results, SmartCommits.DONE, null);
        mail.tell(due, user, results);
    }

    private Outcome outcome(SmartCommand command, ApplicationUser user, Settings settings, SmartCommits.Due due) {
        try {
            return commands.run(command, user, settings, due.at());
        } catch (RuntimeException e) {
            LOG.warn("commit {}: {} on {} failed", due.sha(), command.command(), command.issue(), e);
            return Outcome.failed("Failed").with("reason", String.valueOf(e.getMessage()));
        }
    }

    /** Does something as a user, as if that user were logged in on this thread. */
    private void as(ApplicationUser user, Runnable work) {
        threads.preCall();
        try {
            authentication.setLoggedInUser(user);
            work.run();
        } finally {
            authentication.setLoggedInUser(null);
            threads.postCall(JIRA_LOG);
        }
    }
}
