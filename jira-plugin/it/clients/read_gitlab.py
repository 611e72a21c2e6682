"""Reads a GitLab server with python-gitlab and writes what it found as JSON.

usage: read_gitlab.py URL TOKEN GROUP
"""

import json
import sys
from datetime import datetime

import gitlab

# Small pages, so that every list has several.
PAGE = 3


def seconds(text):
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


def commit(row):
    return {
        "sha": row.id,
        "message": row.message,
        "author": row.author_name,
        "authored": seconds(row.authored_date),
        "committed": seconds(row.committed_date),
        "parents": row.parent_ids,
    }


def request(row):
    return {
        "number": row.iid,
        "title": row.title,
        "description": row.description,
        "state": row.state,
        "draft": row.draft,
        "author": row.author["username"],
        "source": row.source_branch,
        "target": row.target_branch,
        "head": row.sha,
        "fork": row.source_project_id != row.target_project_id,
        "created": seconds(row.created_at),
        "updated": seconds(row.updated_at),
        "merged": seconds(row.merged_at),
        "closed": seconds(row.closed_at),
        "url": row.web_url,
    }


def project(server, number):
    found = server.projects.get(number)
    branches = found.branches.list(get_all=True, pagination="keyset", per_page=PAGE)
    commits = found.commits.list(all=True, get_all=True, per_page=PAGE) if branches else []
    requests = found.mergerequests.list(state="all", get_all=True, per_page=PAGE)
    by_number = found.branches.list(get_all=True, per_page=PAGE)
    return {
        "name": found.path_with_namespace,
        "default": found.default_branch,
        "branches": {row.name: row.commit["id"] for row in branches},
        "branches_by_number": {row.name: row.commit["id"] for row in by_number},
        "branches_alone": {row.name: found.branches.get(row.name).commit["id"] for row in branches},
        "merged_branches": sorted(row.name for row in branches if row.merged),
        "commits": [commit(row) for row in commits],
        "commits_alone": [commit(found.commits.get(row.id)) for row in commits],
        "requests": [request(row) for row in requests],
        "requests_alone": [request(found.mergerequests.get(row.iid)) for row in requests],
        "open_requests": [row.iid for row in found.mergerequests.list(state="opened", get_all=True)],
    }


def refusal(url, action):
    """What the client makes of a wrong token, or of something that is not there."""
    try:
        action(url)
    except gitlab.exceptions.GitlabError as error:
        return f"{type(error).__name__}: {error}"
    return "no error"


def main(url, token, group):
    server = gitlab.Gitlab(url, private_token=token)
    server.auth()
    found = server.groups.get(group)
    own = found.projects.list(get_all=True, per_page=PAGE)
    deep = found.projects.list(include_subgroups=True, get_all=True, per_page=PAGE)
    mine = server.projects.list(
        membership=True, pagination="keyset", order_by="id", sort="asc", get_all=True, per_page=PAGE
    )
    bearer = gitlab.Gitlab(url, oauth_token=token)
    json.dump(
        {
            "account": server.user.username,
            "account_of_bearer": bearer.http_get("/user")["username"],
            "wrong_token": refusal(url, lambda url: gitlab.Gitlab(url, private_token="wrong").auth()),
            "unknown_project": refusal(url, lambda url: server.projects.get("no/such")),
            "group": sorted(row.path_with_namespace for row in own),
            "group_deep": sorted(row.path_with_namespace for row in deep),
            "mine": [row.path_with_namespace for row in mine],
            "projects": [project(server, row.id) for row in mine],
        },
        sys.stdout,
    )


main(*sys.argv[1:])
