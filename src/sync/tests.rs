//! Stories: what happens on a host, and what the store holds in the end.

use std::collections::HashSet;

use super::simulated::{Ranges, STRONG, Simulated};
use super::world::{Pull, World, date};
use super::{Task, step, stories};
use crate::error::Code;
use crate::model::State;

/// A repository with a main line of 45, an old branch from its middle, and a late merge.
fn lively(world: &mut World<'_>) {
    let server = &mut world.remote;
    server.grow("main", 20, 100);
    let middle = server.branches["main"].clone();
    server.branches.insert("feature".to_owned(), middle);
    server.grow("feature", 3, 150);
    server.grow("main", 25, 200);
    let (main, feature) = (server.branches["main"].clone(), server.branches["feature"].clone());
    let merge = server.commit(&[&main, &feature], 300);
    server.branches.insert("main".to_owned(), merge);
}

fn assert_complete(world: &World<'_>, because: &str) {
    world.assert_complete(because);
}

#[test]
fn first_sync_reads_every_commit_once() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    let last = world.drive(Task::Branches);
    assert_complete(&world, "first sync");
    assert!(last.complete);
    assert_eq!(world.sent(), 1 + 1 + 5, "the branches, the newest page of feature, and 49 commits in five pages");
}

#[test]
fn a_quiet_poll_is_one_request() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    world.drive(Task::Branches);
    world.sent();
    world.drive(Task::Branches);
    assert_eq!(world.sent(), 1);
}

#[test]
fn branches_that_were_merged_long_ago_cost_no_pages_of_their_own() {
    for peer in [STRONG, Simulated { parents: false, ranges: Ranges::Honest, ..STRONG }] {
        let mut world = World::new(&peer);
        world.remote.grow("main", 95, 0);
        for (number, head) in world.remote.log(&world.remote.branches["main"]).into_iter().step_by(3).enumerate() {
            world.remote.branches.insert(format!("merged/{number:02}"), head);
        }
        world.drive(Task::Branches);
        assert_complete(&world, "33 branches on 95 commits");
        assert_eq!(lists(&mut world), 4 + 10, "pages of branches and of the default branch");
    }
}

#[test]
fn an_empty_range_is_believed_once_a_range_began_with_its_head() {
    let peer = Simulated { parents: false, ranges: Ranges::Honest, ..STRONG };
    let mut world = World::new(&peer);
    world.remote.grow("main", 95, 0);
    world.drive(Task::Branches);
    world.sent();
    let main = world.remote.log(&world.remote.branches["main"]);
    world.remote.branches.insert("ahead".to_owned(), main[0].clone());
    world.remote.grow("ahead", 2, 400);
    for (number, head) in main.into_iter().skip(1).step_by(20).enumerate() {
        world.remote.branches.insert(format!("behind/{number}"), head);
    }
    world.drive(Task::Branches);
    assert_complete(&world, "one branch ahead and five behind");
    assert_eq!(lists(&mut world), 1 + 6, "a page of branches, and one range for each");
}

/// How many lists were asked for since this was last asked.
fn lists(world: &mut World<'_>) -> usize {
    std::mem::take(&mut world.requests).iter().filter(|url| !url.starts_with("sim://commit/")).count()
}

#[test]
fn new_commits_cost_one_page_more() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    world.drive(Task::Branches);
    world.remote.grow("main", 3, 400);
    world.sent();
    world.drive(Task::Branches);
    assert_complete(&world, "three new commits");
    assert_eq!(world.sent(), 2);
}

#[test]
fn a_merge_of_an_old_branch_is_read_though_its_commits_are_older_than_the_last_head() {
    let mut world = World::new(&STRONG);
    world.remote.grow("main", 40, 1_000);
    world.drive(Task::Branches);
    {
        let server = &mut world.remote;
        let root = server.commits.keys().next().unwrap().clone();
        let mut old = root;
        for date in 0..15 {
            old = server.commit(&[&old], date);
        }
        let main = server.branches["main"].clone();
        let merge = server.commit(&[&main, &old], 5_000);
        server.branches.insert("main".to_owned(), merge);
    }
    world.drive(Task::Branches);
    assert_complete(&world, "the merged branch is older than everything known");
}

#[test]
fn a_force_push_and_a_deleted_branch_are_noticed_by_polling() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    world.drive(Task::Branches);
    {
        let server = &mut world.remote;
        server.branches.remove("feature");
        let base = server.commits.iter().find(|(_, made)| made.parents.is_empty()).unwrap().0.clone();
        let rewritten = server.commit(&[&base], 900);
        server.branches.insert("main".to_owned(), rewritten);
    }
    world.drive(Task::Branches);
    assert_complete(&world, "main was rewritten, feature deleted");
    assert_eq!(world.store.branches["feature"], None);
}

#[test]
fn a_branch_that_moves_back_after_a_list_that_came_to_nothing_has_its_head_again() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    for number in 0..15 {
        let head = world.remote.branches["main"].clone();
        world.remote.branches.insert(format!("branch/{number:02}"), head);
    }
    world.drive(Task::Branches);
    let before = world.remote.branches["branch/00"].clone();
    world.remote.grow("branch/00", 1, 9_000);
    world.faults = vec![400, 200];
    world.drive(Task::Branches);
    assert_ne!(world.store.branches["branch/00"].as_ref(), Some(&before), "the first page was told");
    world.remote.branches.insert("branch/00".to_owned(), before);
    world.drive(Task::Branches);
    assert_complete(&world, "the branch moved back");
}

#[test]
fn a_crash_after_any_answer_loses_nothing() {
    for crash in 1..8 {
        let mut world = World::new(&STRONG);
        lively(&mut world);
        world.crashes = HashSet::from([crash]);
        world.drive(Task::Branches);
        assert_complete(&world, &format!("crash at answer {crash}"));
    }
}

#[test]
fn a_rate_limit_waits_and_goes_on_where_it_stopped() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    world.faults = vec![429, 200, 200];
    let waiting = world.drive(Task::Branches);
    assert!(waiting.rest_until.is_some(), "the whole connection waits");
    assert!(waiting.problem.is_none(), "waiting for requests is no problem that somebody has to solve");
    world.sent();
    world.drive(Task::Branches);
    assert_complete(&world, "after the limit");
    assert_eq!(world.sent(), 5, "only what was not read yet");
}

#[test]
fn an_outage_is_waited_for_longer_and_longer() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    world.faults = vec![503; 6];
    let mut waits = Vec::new();
    for _ in 0..6 {
        let before = world.now.0;
        let step = world.drive(Task::Branches);
        assert_eq!(step.problem.unwrap().code, Code::Unavailable);
        waits.push(world.now.0 - before);
    }
    assert!(waits.is_sorted(), "{waits:?}");
    assert!(*waits.last().unwrap() <= 3_600_000 * 6 / 5, "{waits:?}");
    world.drive(Task::Branches);
    assert_complete(&world, "after the outage");
}

#[test]
fn a_refused_credential_stops_the_connection_for_a_day() {
    let mut world = World::new(&STRONG);
    world.faults = vec![401];
    let before = world.now;
    let step = world.drive(Task::Branches);
    assert_eq!(step.problem.unwrap().code, Code::AuthFailed);
    assert_eq!(step.rest_until, Some(before.plus_ms(86_400_000)));
}

#[test]
fn pull_requests_are_read_down_to_the_last_round() {
    let mut world = World::new(&STRONG);
    let hour = 3_600;
    world.remote.pulls = (1..=35).map(|number| (number, Pull { updated: number * hour, state: State::Open })).collect();
    world.drive(Task::PullRequests);
    assert_eq!(world.store.pulls.len(), 35);
    assert_eq!(world.sent(), 4);
    world.remote.pulls.insert(3, Pull { updated: 100 * hour, state: State::Merged });
    world.drive(Task::PullRequests);
    assert_eq!(world.store.pulls[&3], State::Merged);
    assert_eq!(world.sent(), 1);
}

#[test]
fn a_pull_request_that_moves_while_paging_is_met_by_the_next_round() {
    let mut world = World::new(&STRONG);
    let hour = 3_600;
    world.remote.pulls = (1..=35).map(|number| (number, Pull { updated: number * hour, state: State::Open })).collect();
    world.crashes = HashSet::from([2]);
    world.drive(Task::PullRequests);
    world.remote.pulls.insert(1, Pull { updated: 99 * hour, state: State::Closed });
    world.drive(Task::PullRequests);
    assert_eq!(world.store.pulls[&1], State::Closed);
    assert_eq!(world.store.pulls.len(), 35);
}

#[test]
fn a_pull_request_that_lists_cut_is_read_alone_when_it_is_new_or_changed_or_after_a_day() {
    let peer = Simulated { cuts: true, updates: false, ..STRONG };
    let mut world = World::new(&peer);
    world.remote.pulls = (1..=5).map(|number| (number, Pull { updated: number, state: State::Open })).collect();
    world.drive(Task::PullRequests);
    assert_eq!(world.sent(), 6);
    world.drive(Task::PullRequests);
    assert_eq!(world.sent(), 1, "a quiet poll");
    world.remote.pulls.insert(3, Pull { updated: 9, state: State::Merged });
    world.drive(Task::PullRequests);
    assert_eq!(world.sent(), 2);
    assert_eq!(world.store.pulls[&3], State::Merged);
    world.now = world.now.plus_ms(86_400_000);
    world.drive(Task::PullRequests);
    assert_eq!(world.sent(), 6, "what changed behind the cut");
}

#[test]
fn what_a_step_decides_without_asking_anything_is_kept() {
    let mut world = World::new(&STRONG);
    world.connection.pull_requests = false;
    let before = world.now;
    let step = world.drive(Task::PullRequests);
    assert_eq!(world.sent(), 0);
    assert_eq!(step.due_at, Some(before.plus_ms(300_000)));
    assert_eq!(world.store.states.get(&Task::PullRequests), Some(&step.state));
}

#[test]
fn a_host_that_stops_listing_commits_gives_up_none_in_a_sweep() {
    for at in 1..4 {
        let mut world = World::new(&STRONG);
        lively(&mut world);
        world.remote.branches.insert("short".to_owned(), world.remote.branches["main"].clone());
        world.remote.grow("short", 2, 0);
        world.drive(Task::Branches);
        world.remote.branches.remove("short");
        world.faults = [vec![501], vec![200; at]].concat();
        world.drive(Task::Branches);
        let (reachable, kept) = (world.remote.reachable(), world.store.reachable());
        assert!(reachable.is_subset(&kept), "the sweep ends at answer {at} and marks nothing");
    }
}

#[test]
fn a_host_that_lists_commits_again_is_read_by_lists_after_a_day() {
    for at in 1..5 {
        let mut world = World::new(&STRONG);
        lively(&mut world);
        world.faults = [vec![501], vec![200; at]].concat();
        world.drive(Task::Branches);
        world.now = world.now.plus_ms(86_400_000);
        world.drive(Task::Branches);
        assert_complete(&world, &format!("no list at answer {at}, and all a day later"));
        world.remote.grow("main", 3, 400);
        world.sent();
        world.drive(Task::Branches);
        assert_complete(&world, "three new commits");
        assert_eq!(world.sent(), 2, "the branches and a list of commits");
    }
}

#[test]
fn what_was_given_up_while_no_commits_were_listed_is_marked_when_they_are() {
    let mut world = World::new(&STRONG);
    lively(&mut world);
    world.remote.branches.insert("short".to_owned(), world.remote.branches["main"].clone());
    world.remote.grow("short", 2, 400);
    world.faults = vec![501, 200];
    world.drive(Task::Branches);
    assert_complete(&world, "one commit at a time");
    let before = world.store.reachable();
    world.remote.branches.remove("short");
    world.drive(Task::Branches);
    assert_eq!(world.store.reachable(), before, "nothing is given up that may only not have been met");
    world.now = world.now.plus_ms(86_400_000);
    stories::settle(&mut world);
    assert_complete(&world, "lists tell what is left of the branch");
}

#[test]
fn a_host_that_lists_no_commits_is_asked_for_them_once_a_day() {
    let peer = Simulated { lists: false, ..STRONG };
    let mut world = World::new(&peer);
    lively(&mut world);
    world.drive(Task::Branches);
    assert_complete(&world, "one commit at a time");
    for (wait, requests) in [(0, 1), (86_400_000, 3), (0, 1)] {
        world.now = world.now.plus_ms(wait);
        world.sent();
        world.drive(Task::Branches);
        assert_eq!(world.sent(), requests, "after {wait} ms");
        assert_complete(&world, "nothing changed");
    }
}

/// The stories of all hosts, on hosts that are limited in one way each.
mod weak {
    use super::*;

    macro_rules! on {
        ($name:ident, $peer:expr) => {
            mod $name {
                use super::*;
                stories::tell!($peer);
            }
        };
    }

    on!(strong, Simulated { page: 50, ..STRONG });
    on!(with_ranges, Simulated { ranges: Ranges::Honest, page: 50, ..STRONG });
    on!(in_bulk, Simulated { bulk: true, page: 50, ..STRONG });
    on!(without_parents, Simulated { parents: false, cuts: true, updates: false, page: 50, ..STRONG });
    on!(
        without_parents_in_ranges,
        Simulated { parents: false, ranges: Ranges::Honest, updates: false, page: 50, ..STRONG }
    );
    on!(without_parents_in_wrong_ranges, Simulated { parents: false, ranges: Ranges::Reversed, page: 50, ..STRONG });
}

/// What happens when somebody cancels a reading: everything is read once more, but only what is young.
#[test]
fn a_reading_that_is_cut_short_keeps_what_it_read_and_finds_what_comes_then() {
    let mut world = World::new(&STRONG);
    let today = date(world.now);
    world.remote.grow("main", 300, 0);
    world.remote.grow("main", 5, today - 86_400);
    world.faults = vec![401, 200, 200, 200, 200];
    assert!(world.drive(Task::Branches).problem.is_some(), "it comes to the fourth page of thirty-one");
    let read = world.store.reachable();
    world.sent();
    (world.again, world.connection.history_days) = (true, 7);
    assert!(world.drive(Task::Branches).complete);
    assert_eq!(world.sent(), 3, "a list of branches, a page with young commits, a page without");
    assert_eq!(world.store.reachable(), read, "nothing is given up");
    let base = world.remote.branches["main"].clone();
    world.remote.branches.insert("topic".to_owned(), base);
    world.remote.grow("topic", 2, today + 1);
    world.remote.branches.insert("old".to_owned(), world.remote.log(&world.remote.branches["main"])[200].clone());
    world.drive(Task::Branches);
    assert_eq!(world.sent(), 3, "nor is a branch that leads only to what is old read further than a page");
    assert!(world.store.reachable().contains(&world.remote.branches["topic"]));
    assert!(world.store.reachable().len() < 60);
    world.remote.branches.remove("old");
    (world.again, world.connection.history_days) = (true, 0);
    world.drive(Task::Branches);
    assert_complete(&world, "it is read again as a whole");
}

#[test]
fn a_state_of_a_newer_version_is_refused_politely() {
    let world = World::new(&STRONG);
    let state = r#"{"version":99,"surprise":true}"#;
    let turn_error = {
        let repository = super::RepositoryRef { id: "1".into(), full_name: "o/r".into(), default_branch: None };
        let connection = super::Connection {
            host: "simulated".into(),
            base_url: "sim://".into(),
            repo_type: "SingleRepository".into(),
            repository_id: "o/r".into(),
            history_days: 0,
            pull_requests: true,
            poll_ms: 1,
            ..super::Connection::default()
        };
        let turn = super::Turn {
            host: &STRONG,
            connection: &connection,
            task: Task::Branches,
            repository: Some(&repository),
            rules: &world.rules,
            durations: Default::default(),
            again: false,
            unconfirmed: None,
        };
        step(&turn, Some(state), None, world.now).unwrap_err()
    };
    assert_eq!(turn_error.code, Code::TooNew);
    assert_eq!(turn_error.message, "expected a state of version 1 or older, found 99");
}

#[test]
fn a_vanished_repository_is_told_and_looked_for_again() {
    let mut world = World::new(&STRONG);
    world.remote.missing = true;
    let step = world.drive(Task::Branches);
    assert_eq!(step.problem.unwrap().code, Code::NotFound);
    world.remote.missing = false;
    lively(&mut world);
    world.drive(Task::Branches);
    assert_complete(&world, "it is visible again");
}

#[test]
fn many_branches_with_random_merges_end_complete_under_crashes_and_growth() {
    for seed in 1..40_u64 {
        let mut world = World::new(&STRONG);
        let mut random = seed;
        let mut roll = |sides: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % sides
        };
        world.remote.grow("main", 5, 0);
        for round in 0..4_i64 {
            for event in 0..30_i64 {
                let server = &mut world.remote;
                let names: Vec<String> = server.branches.keys().cloned().collect();
                let name = names[usize::try_from(roll(names.len() as u64)).unwrap()].clone();
                let other = names[usize::try_from(roll(names.len() as u64)).unwrap()].clone();
                let date = round * 1_000 + event * 10;
                match roll(6) {
                    0 => {
                        let head = server.branches[&name].clone();
                        server.branches.insert(format!("b{round}-{event}"), head);
                    }
                    1 if name != other => {
                        let (a, b) = (server.branches[&name].clone(), server.branches[&other].clone());
                        let merge = server.commit(&[&a, &b], date + 9);
                        server.branches.insert(name, merge);
                    }
                    2 if names.len() > 3 => {
                        server.branches.remove(&name);
                    }
                    _ => server.grow(&name, usize::try_from(roll(8)).unwrap() + 1, date),
                }
            }
            world.crashes = (0..3).map(|_| usize::try_from(roll(60)).unwrap()).collect();
            world.drive(Task::Branches);
            stories::settle(&mut world);
            assert_complete(&world, &format!("seed {seed}, round {round}"));
        }
    }
}

#[test]
fn a_delivery_tells_commits_only_of_branches_that_are_read() {
    use super::BranchStrategy;
    use crate::model::{Branch, Commit, Repository, Update};
    let push = |branch: &str| Update {
        repositories: vec![Repository { default_branch: Some("main".to_owned()), ..Repository::default() }],
        branches: vec![Branch { name: branch.to_owned(), ..Branch::default() }],
        commits: vec![Commit::default()],
        ..Update::default()
    };
    for (strategy, branch, kept) in [
        (BranchStrategy::All, "x", 1),
        (BranchStrategy::Default, "main", 1),
        (BranchStrategy::Default, "x", 0),
        (BranchStrategy::Mask, "bug/1", 1),
        (BranchStrategy::Mask, "x", 0),
    ] {
        let mut rows = push(branch);
        super::only_wanted_branches(&mut rows, strategy, &["bug/*".to_owned()]).unwrap();
        assert_eq!(rows.commits.len(), kept, "{strategy:?} {branch}");
        assert_eq!(rows.branches.len(), 1, "names of branches are always told");
    }
}

#[test]
fn commands_run_only_for_what_comes_after_a_first_reading() {
    let say = |world: &mut World<'_>, branch: &str, date: i64| {
        world.remote.grow(branch, 1, date);
        let head = world.remote.branches[branch].clone();
        world.remote.commits.get_mut(&head).unwrap().message = "PAY-1 #comment said".to_owned();
        head
    };
    let mut world = World::new(&STRONG);
    lively(&mut world);
    let old = say(&mut world, "main", 400);
    world.drive(Task::Branches);
    assert_eq!(world.store.commands.len(), 0, "they are not looked for");
    let mut world = World::new(&STRONG);
    world.connection.smart_commits = true;
    lively(&mut world);
    assert_eq!(say(&mut world, "main", 400), old);
    world.drive(Task::Branches);
    let new = say(&mut world, "main", 500);
    let branch = world.remote.branches["main"].clone();
    world.remote.branches.insert("topic".to_owned(), branch);
    let on_topic = say(&mut world, "topic", 600);
    world.drive(Task::Branches);
    let expected = [(old, true), (new, false), (on_topic, false)];
    assert_eq!(world.store.commands, expected.into_iter().collect());
}
