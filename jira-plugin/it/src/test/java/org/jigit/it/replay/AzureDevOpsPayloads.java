// Azure DevOps' service hooks: what they say, and both things that a subscription can send along to prove who sent
// them.
package org.jigit.it.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Service hooks: https://learn.microsoft.com/en-us/azure/devops/service-hooks/events. */
public final class AzureDevOpsPayloads {
    private static final String ZERO = "0".repeat(40);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private AzureDevOpsPayloads() {}

    /** A branch is now where it was not before; {@code before} is null when it is new. */
    public static Hook push(Repository repository, String branch, String before, String login) {
        var model = repository.model();
        synchronized (model) {
            var wire = new AzureDevOpsWire(model);
            var after = repository.head(branch);
            var commits = new ArrayList<>(GitLabPayloads.added(repository, branch, before, after));
            Collections.reverse(commits);
            var push = COUNT.incrementAndGet();
            var resource = Json.object(
                    "refUpdates",
                            List.of(Json.object(
                                    "name", "refs/heads/" + branch,
                                    "oldObjectId", before == null ? ZERO : before,
                                    "newObjectId", after == null ? ZERO : after)),
                    "repository", repository(wire, repository),
                    "pushedBy", wire.identity(model.account(login)),
                    "pushId", push,
                    "date", model.now().toString().replace("Z", ".8315767Z"),
                    "url", wire.api(repository) + "/pushes/" + push);
            if (!commits.isEmpty()) {
                resource.put(
                        "commits",
                        commits.stream()
                                .map(commit -> wire.plain(repository, commit))
                                .toList());
            }
            return hook(repository, "git.push", resource);
        }
    }

    /** Something happened to a pull request: {@code created}, {@code updated} or {@code merged}. */
    public static Hook pullRequest(Repository repository, long number, String event) {
        synchronized (repository.model()) {
            var wire = new AzureDevOpsWire(repository.model());
            var row = wire.pullRequest(repository, repository.pullRequest(number));
            row.put("repository", repository(wire, repository));
            return hook(repository, "git.pullrequest." + event, row);
        }
    }

    /** A repository has another name. */
    public static Hook renamed(Repository repository, String oldName) {
        synchronized (repository.model()) {
            var wire = new AzureDevOpsWire(repository.model());
            return hook(
                    repository,
                    "git.repo.renamed",
                    Json.object(
                            "oldName", oldName,
                            "newName", repository.name(),
                            "repository", wire.repository(repository)));
        }
    }

    /** With the subscription's user and password. */
    public static Hook withPassword(Hook hook, String secret) {
        var credentials = ("jigit:" + secret).getBytes(StandardCharsets.UTF_8);
        return hook.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** With a line of the subscription's own headers. */
    public static Hook withHeader(Hook hook, String secret) {
        return hook.with("X-Jigit-Secret", secret);
    }

    /** Events do not tell where browsers find a repository. */
    private static Map<String, Object> repository(AzureDevOpsWire wire, Repository repository) {
        var row = wire.repository(repository);
        row.keySet().removeAll(List.of("webUrl", "sshUrl", "size", "isDisabled", "isInMaintenance"));
        return row;
    }

    /** No header names the event or the sender. */
    private static Hook hook(Repository repository, String event, Object resource) {
        var base = repository.model().base() + AzureDevOpsHost.COLLECTION + "/";
        var body = Json.object(
                "subscriptionId",
                AzureDevOpsWire.guid("subscription", repository.id()),
                "notificationId",
                COUNT.incrementAndGet(),
                "id",
                UUID.randomUUID().toString(),
                "eventType",
                event,
                "publisherId",
                "tfs",
                "message",
                null,
                "detailedMessage",
                null,
                "resource",
                resource,
                "resourceVersion",
                "1.0",
                "resourceContainers",
                Json.object(
                        "collection", Json.object("id", AzureDevOpsWire.guid("collection", 1), "baseUrl", base),
                        "account", Json.object("id", AzureDevOpsWire.guid("account", 1), "baseUrl", base),
                        "project",
                                Json.object(
                                        "id",
                                        AzureDevOpsWire.guid(
                                                "project", repository.owner().id()),
                                        "baseUrl",
                                        base)),
                "createdDate",
                repository.model().now().toString().replace("Z", ".3448928Z"));
        return new Hook(
                Map.of(
                        "Content-Type", "application/json; charset=utf-8",
                        "User-Agent", "VSServices/20.258.36401.1 (w3wp.exe) (TfsJobAgent.exe)"),
                Json.bytes(body));
    }
}
