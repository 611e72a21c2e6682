"""Reads Azure DevOps with Microsoft's own client and writes what it found as JSON.

usage: read_azure_devops.py URL TOKEN
"""

import json
import sys

from azure.devops.connection import Connection
from azure.devops.exceptions import AzureDevOpsServiceError
from azure.devops.v7_1.git.models import GitPullRequestSearchCriteria, GitQueryCommitsCriteria, GitVersionDescriptor
from msrest.authentication import BasicAuthentication
from msrest.exceptions import DeserializationError

# Small pages, so that every list has several.
PAGE = 3


def seconds(time):
    return None if time is None else int(time.timestamp())


def commit(row):
    return {
        "sha": row.commit_id,
        "message": row.comment,
        "cut": bool(row.comment_truncated),
        "author": row.author.name,
        "authored": seconds(row.author.date),
        "committed": seconds(row.committer.date),
        "parents": row.parents,
    }


def request(row):
    return {
        "number": row.pull_request_id,
        "title": row.title,
        "description": row.description,
        "state": row.status,
        "draft": row.is_draft,
        "author": row.created_by.display_name,
        "source": row.source_ref_name,
        "target": row.target_ref_name,
        "head": row.last_merge_source_commit.commit_id,
        "fork": row.fork_source is not None,
        "created": seconds(row.creation_date),
        "closed": seconds(row.closed_date),
    }


def paged(ask):
    """All of a list that goes on by a number of rows to skip."""
    rows = []
    while page := ask(len(rows)):
        rows += page
    return rows


def references(git, repository):
    """All of a list that goes on by a token, which this client reads but does not give to its callers."""
    told = []
    send = git._send

    def remember(*arguments, **named):
        response = send(*arguments, **named)
        told.append(response.headers.get("x-ms-continuationtoken"))
        return response

    git._send = remember
    rows, pages = [], 0
    while pages == 0 or told[-1]:
        token = told[-1] if told else None
        rows += git.get_refs(repository, filter="heads/", top=PAGE, continuation_token=token)
        pages += 1
    git._send = send
    return rows, pages


def commits(git, repository, start, left_out=None):
    """The commits that a commit reaches, without those that another one reaches."""

    def version(sha):
        return GitVersionDescriptor(version=sha, version_type="commit")

    def ask(skip):
        criteria = GitQueryCommitsCriteria(
            item_version=version(left_out or start), compare_version=version(start) if left_out else None
        )
        return git.get_commits(repository, criteria, skip=skip, top=PAGE)

    return paged(ask)


def repository(git, row):
    branches, pages = references(git, row.id)
    heads = {branch.name: branch.object_id for branch in branches}
    main = heads.get(row.default_branch)
    history = commits(git, row.id, main) if main else []

    def requests(status):
        criteria = GitPullRequestSearchCriteria(status=status)
        return paged(lambda skip: git.get_pull_requests(row.id, criteria, skip=skip, top=PAGE))

    everything = requests("all")
    return {
        "name": f"{row.project.name}/{row.name}",
        "default": row.default_branch,
        "branches": heads,
        "pages_of_branches": pages,
        "commits": [commit(one) for one in history],
        "commits_alone": [commit(git.get_commit(one.commit_id, row.id)) for one in history],
        "beside_main": {
            name: [one.commit_id for one in commits(git, row.id, head, main)] for name, head in heads.items()
        },
        "requests": [request(one) for one in everything],
        "requests_alone": [request(git.get_pull_request(row.id, one.pull_request_id)) for one in everything],
        "by_state": {
            status: [one.pull_request_id for one in requests(status)]
            for status in ("active", "completed", "abandoned")
        },
    }


def refusal(action):
    """What the client makes of something that is refused."""
    try:
        action()
    except (AzureDevOpsServiceError, DeserializationError) as error:
        return f"{type(error).__name__}: {error}"
    return "no error"


def main(url, token):
    server = Connection(base_url=url, creds=BasicAuthentication("", token))
    git = server.clients_v7_1.get_git_client()
    core = server.clients_v7_1.get_core_client()
    rows = git.get_repositories()
    projects = []
    while page := core.get_projects(top=PAGE, skip=len(projects)):
        projects += page
    json.dump(
        {
            "projects": sorted(project.name for project in projects),
            "by_project": {
                project.name: sorted(row.name for row in git.get_repositories(project.name)) for project in projects
            },
            "unknown_project": refusal(lambda: git.get_repositories("Nothing")),
            "unknown_repository": refusal(lambda: git.get_repository("nothing", projects[0].name)),
            "unknown_commit": refusal(lambda: git.get_commit("0" * 40, rows[0].id)),
            "repositories": [repository(git, row) for row in rows],
        },
        sys.stdout,
    )


main(*sys.argv[1:])
