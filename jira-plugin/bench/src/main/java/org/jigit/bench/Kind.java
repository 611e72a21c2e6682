// The kinds of bodies that are read, each with the payload of the corpus that its inputs are made of.
package org.jigit.bench;

import java.util.Arrays;
import java.util.Locale;

/** What a body is. */
public enum Kind {
    /** A page of commits of Azure DevOps. */
    AZURE_DEVOPS_COMMITS("azure_devops", "pages/commits/full_page"),
    /** A page of the log of Gerrit's plugin gitiles. */
    GERRIT_COMMITS("gerrit", "pages/commits/first_page"),
    /** A page of commits of GitHub. */
    GITHUB_COMMITS("github", "pages/commits/first_page"),
    /** A page of pull requests of GitHub. */
    GITHUB_PULL_REQUESTS("github", "pages/pull_requests/all_states"),
    /** A push told by a webhook of GitHub, signed. */
    GITHUB_PUSH("github", "deliveries/push/signed"),
    /** A page of commits of GitLab. */
    GITLAB_COMMITS("gitlab", "pages/commits/first_page");

    final String host;
    private final String payload;

    Kind(String host, String payload) {
        this.host = host;
        this.payload = payload;
    }

    /** The payload of the corpus. */
    Fixture fixture() {
        return Fixture.read(host + "/fixtures/" + payload + ".json");
    }

    /** The name of the folder in which inputs of this kind are kept aside. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Kind::word).toList() + ", found " + word));
    }
}
