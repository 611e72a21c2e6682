// What the three ways to use Jackson have in common: the signature, and what hosts' words mean.
package org.jigit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jigit.core.Messages;

/** A reader in plain Java. It yields what the core yields, and reads no field that this does not need. */
abstract class Baseline implements RowReader {
    final Keys keys;
    /** The repository that a page is about. */
    final String repositoryId;

    private final Kind kind;
    private final String signature;
    private final Signature secret;
    private final String gitiles;

    Baseline(Keys keys, Input input) {
        this.keys = keys;
        kind = input.kind();
        Fixture fixture = kind.fixture();
        repositoryId = fixture.repositoryId();
        signature = input.signature();
        secret = signature == null ? null : new Signature(fixture.secret());
        gitiles = fixture.baseUrl() + "/plugins/gitiles/" + repositoryId + "/+/";
    }

    @Override
    public final Rows read(byte[] body) {
        try {
            return switch (kind) {
                case AZURE_DEVOPS_COMMITS -> azureDevOpsCommits(body);
                case GERRIT_COMMITS -> gerritCommits(body, Fixture.GERRIT_LINE.length());
                case GITHUB_COMMITS -> githubCommits(body);
                case GITHUB_PULL_REQUESTS -> githubPullRequests(body);
                case GITHUB_PUSH -> {
                    secret.check(body, signature);
                    yield githubPush(body);
                }
                case GITLAB_COMMITS -> gitlabCommits(body);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract Rows azureDevOpsCommits(byte[] body) throws IOException;

    /** JSON begins behind a line that is none. */
    abstract Rows gerritCommits(byte[] body, int from) throws IOException;

    abstract Rows githubCommits(byte[] body) throws IOException;

    abstract Rows githubPullRequests(byte[] body) throws IOException;

    abstract Rows githubPush(byte[] body) throws IOException;

    abstract Rows gitlabCommits(byte[] body) throws IOException;

    /** The account where the host knows one, else the name, unless that is an e-mail address. */
    static String author(String account, String name) {
        return account != null ? account : name == null || name.isBlank() || name.indexOf('@') >= 0 ? null : name;
    }

    static String first(String exact, String other) {
        return exact != null ? exact : other;
    }

    /** Whether a push moved a branch. */
    static boolean isBranch(String reference) {
        return reference != null && reference.startsWith("refs/heads/");
    }

    /** Where a browser finds a commit in gitiles. */
    final String gitiles(String sha) {
        return gitiles.concat(sha);
    }

    static Messages.State state(String state, String mergedAt, boolean draft) {
        if (mergedAt != null) {
            return Messages.State.MERGED;
        }
        if ("closed".equals(state)) {
            return Messages.State.CLOSED;
        }
        return draft ? Messages.State.DRAFT : Messages.State.OPEN;
    }

    /** What GitHub shows in place of deleted accounts. */
    static boolean isGhost(String login) {
        return "ghost".equals(login);
    }

    static String present(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
