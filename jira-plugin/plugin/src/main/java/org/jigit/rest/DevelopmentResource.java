// What was done for an issue, over REST: for people who may browse it and view development tools.
package org.jigit.rest;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.permission.GlobalPermissionKey;
import com.atlassian.jira.security.GlobalPermissionManager;
import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.plugins.rest.api.security.annotation.AnonymousSiteAccess;
import javax.inject.Inject;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Response;
import org.jigit.Refusal;
import org.jigit.development.Development;
import org.jigit.development.Filter;
import org.jigit.development.IssueKeys;
import org.jigit.issue.DevelopmentViewers;

/** Reads from the database, never from a host. */
@Path("issues/{key}/development")
@AnonymousSiteAccess
public class DevelopmentResource {
    private final Development development;
    private final IssueKeys keys;
    private final IssueManager issues;
    private final DevelopmentViewers viewers;
    private final GlobalPermissionManager permissions;
    private final JiraAuthenticationContext people;

    @Inject
    public DevelopmentResource(
            Development development,
            IssueKeys keys,
            IssueManager issues,
            DevelopmentViewers viewers,
            GlobalPermissionManager permissions,
            JiraAuthenticationContext people) {
        this.development = development;
        this.keys = keys;
        this.issues = issues;
        this.viewers = viewers;
        this.permissions = permissions;
        this.people = people;
    }

    /** What the panel shows. */
    @GET
    @AnonymousSiteAccess
    public Response summary(@PathParam("key") String key) {
        return Reply.ok(() -> {
            Issue issue = visible(key);
            ApplicationUser person = people.getLoggedInUser();
            boolean administers = person != null && permissions.hasPermission(GlobalPermissionKey.ADMINISTER, person);
            return development.summary(issue.getKey(), keys.of(issue), administers);
        });
    }

    /** What the tab shows. */
    @GET
    @Path("items")
    @AnonymousSiteAccess
    public Response items(
            @PathParam("key") String key,
            @QueryParam("kind") String kind,
            @QueryParam("repository") String repository,
            @QueryParam("q") String text,
            @QueryParam("merges") Boolean merges,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Reply.ok(() -> {
            Issue issue = visible(key);
            Filter filter = Filter.of(kind, repository, text, merges, limit, cursor);
            return development.items(issue.getKey(), keys.of(issue), filter);
        });
    }

    /** The issue, if the caller may see it and its development information. */
    private Issue visible(String key) {
        Issue issue = issues.getIssueObject(key);
        ApplicationUser person = people.getLoggedInUser();
        if (issue != null && viewers.maySee(person, issue)) {
            return issue;
        }
        throw issue != null && viewers.mayBrowse(person, issue)
                ? new Refusal(403, "no_permission", "you may not view development tools of this project")
                : new Refusal(404, "issue_not_found", "there is no such issue, or you may not see it");
    }
}
