//! The stories of sync, told by each kind of GitHub's servers, and GitHub's own.

use crate::error::Code;
use crate::host::github::world::{GitHubPeer, Graphql};
use crate::model::State;
use crate::sync::Task;
use crate::sync::stories;
use crate::sync::world::{Peer, Pull, Remote, World};

use super::in_bulk::{branches, pull_requests, query};
use super::told_twice::asks_for_exactly;

const CLOUD: GitHubPeer =
    GitHubPeer { base_url: "https://github.com", api_root: "https://api.github.com", graphql: Graphql::Whole };
const BY_REST: GitHubPeer = GitHubPeer { graphql: Graphql::None, ..CLOUD };
const GIVES_UP: GitHubPeer = GitHubPeer { graphql: Graphql::FirstPages, ..CLOUD };
const ENTERPRISE_SERVER: GitHubPeer = GitHubPeer {
    base_url: "https://git.example.com",
    api_root: "https://git.example.com/api/v3",
    graphql: Graphql::None,
};

mod in_bulk {
    use super::*;
    stories::tell!(CLOUD);
}

mod by_rest {
    use super::*;
    stories::tell!(BY_REST);
}

mod when_graphql_gives_up {
    use super::*;
    stories::tell!(GIVES_UP);
}

/// Enterprise Server differs by its paths.
#[test]
fn a_first_sync_of_enterprise_server_is_complete() {
    stories::a_first_sync_is_complete(&ENTERPRISE_SERVER);
}

/// What the peer says in bulk is what the queries ask for.
#[test]
fn the_peer_answers_the_queries() {
    let mut world = World::new(&CLOUD);
    stories::lively(&mut world.remote, 60);
    world.remote.pulls.insert(1, Pull { updated: 100, state: State::Open });
    for (task, want) in [(Task::Branches, branches(true)), (Task::PullRequests, pull_requests(true))] {
        let request = world.step(task, None).fetch.unwrap();
        let answer = CLOUD.answer(&world.remote, &request);
        asks_for_exactly(&query(&want), &serde_json::from_slice(&answer.body).unwrap());
    }
}

/// When GraphQL gives up in the middle, REST begins anew, and what was told before may have moved or gone since.
#[test]
fn what_changes_while_rest_takes_over_is_noticed() {
    type Change = fn(&mut Remote);
    let changes: [(&str, Change); 2] = [
        ("deleted", |remote| _ = remote.branches.remove("feature/1")),
        ("rewritten", |remote| {
            let root = remote.log(&remote.branches["main"]).pop().unwrap();
            let anew = remote.commit(&[&root], 300_000);
            remote.branches.insert("feature/1".to_owned(), anew);
        }),
    ];
    for (because, change) in changes {
        let mut world = World::new(&GIVES_UP);
        stories::lively(&mut world.remote, 600);
        world.happenings.insert(3, Box::new(change));
        world.drive(Task::Branches);
        let asked: Vec<&str> =
            world.requests.iter().take(3).filter_map(|url| url.strip_prefix(CLOUD.api_root)).collect();
        assert_eq!(asked, ["/graphql", "/graphql", "/repos/octo/demo/branches?per_page=100"]);
        stories::settle(&mut world);
        world.assert_complete(because);
    }
}

/// A list that comes to nothing behind its first page has told commits in bulk: those behind them are still to be read.
#[test]
fn a_list_that_comes_to_nothing_loses_no_commits() {
    let mut world = World::new(&GIVES_UP);
    stories::lively(&mut world.remote, 600);
    world.faults = vec![422, 200, 200];
    assert_eq!(world.drive(Task::Branches).problem.unwrap().code, Code::BadRequest);
    world.remote.branches.remove("feature/1");
    world.drive(Task::Branches);
    stories::settle(&mut world);
    world.assert_complete("REST refused the list once");
}

/// A page that is full says nothing of the next one: its ETag may stay the same when a branch is added behind it.
#[test]
fn a_branch_behind_a_full_page_is_noticed() {
    for peer in [&CLOUD, &BY_REST] {
        let mut world = World::new(peer);
        world.remote.grow("main", 1, 0);
        for number in 1..100 {
            world.remote.branches.insert(format!("b{number:02}"), world.remote.branches["main"].clone());
        }
        world.drive(Task::Branches);
        world.drive(Task::Branches);
        world.remote.branches.insert("z".to_owned(), world.remote.branches["main"].clone());
        world.drive(Task::Branches);
        world.assert_complete("the branch number 101");
    }
}
