//! The stories that sync must survive with every kind of host: each host's tests tell them with its own [`Peer`].

use std::collections::HashSet;

use super::world::{Kept, Peer, Pull, Remote, World, moment};
use super::{Task, Unconfirmed};
use crate::model::State;

/// Makes a test of each story for a peer; `calmly` leaves out the crashes, which take as long as all others together.
macro_rules! tell {
    (calmly $peer:expr) => {
        mod told {
            use super::*;
            use crate::sync::stories;

            #[test]
            fn a_first_sync_of_3000_commits_on_12_branches_is_complete() {
                stories::a_first_sync_is_complete(&$peer);
            }
            #[test]
            fn a_limit_in_the_middle_is_waited_for() {
                stories::a_limit_in_the_middle_is_waited_for(&$peer);
            }
            #[test]
            fn a_force_push_between_two_pages_is_noticed() {
                stories::a_force_push_between_two_pages_is_noticed(&$peer);
            }
            #[test]
            fn a_merge_of_an_old_branch_is_read() {
                stories::a_merge_of_an_old_branch_is_read(&$peer);
            }
            #[test]
            fn pull_requests_that_move_while_paging_are_read() {
                stories::pull_requests_that_move_while_paging_are_read(&$peer);
            }
            #[test]
            fn a_clock_that_jumps_loses_nothing() {
                stories::a_clock_that_jumps_loses_nothing(&$peer);
            }
            #[test]
            fn what_webhooks_told_too_late_is_taken_back() {
                stories::what_webhooks_told_too_late_is_taken_back(&$peer);
            }
            #[test]
            fn reading_again_repairs_what_is_stored() {
                stories::reading_again_repairs_what_is_stored(&$peer);
            }
            #[test]
            fn deleted_and_rewritten_branches_give_up_their_commits() {
                stories::deleted_and_rewritten_branches_give_up_their_commits(&$peer);
            }
        }
    };
    ($peer:expr) => {
        $crate::sync::stories::tell!(calmly $peer);

        mod told_with_crashes {
            use super::*;

            #[test]
            fn a_crash_after_any_effect_loses_nothing() {
                $crate::sync::stories::a_crash_after_any_effect_loses_nothing(&$peer);
            }
        }
    };
}
pub(crate) use tell;

/// A repository with so many commits on a main line and eleven branches, some merged, some not, some behind.
pub fn lively(remote: &mut Remote, commits: usize) {
    let on_branch = commits / 30;
    let on_main = (commits - 11 * on_branch) / 12;
    remote.grow("main", commits - 11 * on_branch - 11 * on_main, 0);
    for number in 0..11_i64 {
        let date = 10_000 * (number + 1);
        let branch = format!("feature/{number}");
        let base = remote.branches["main"].clone();
        remote.branches.insert(branch.clone(), base);
        remote.grow(&branch, on_branch, date);
        remote.grow("main", on_main, date + 4_000);
        if number % 3 == 0 {
            remote.merge(&branch, "main", date + 9_000);
        }
    }
}

fn all_of(world: &mut World<'_>) {
    for task in [Task::Branches, Task::PullRequests] {
        let step = world.drive(task);
        assert!(step.problem.is_none(), "{:?}", step.problem);
    }
}

/// Everything is read, whole, in a number of requests that is told by the caller's README.
pub fn a_first_sync_is_complete(peer: &dyn Peer) {
    let mut world = World::new(peer);
    lively(&mut world.remote, 3_000);
    pulls(&mut world.remote, 250);
    all_of(&mut world);
    world.assert_complete("first sync");
    world.assert_whole("first sync");
    world.assert_pulls("first sync");
    println!("{} requests for {} commits and 250 pull requests", world.sent(), world.remote.commits.len());
    all_of(&mut world);
    println!("{} requests for a quiet poll", world.sent());
    world.assert_complete("quiet poll");
}

fn pulls(remote: &mut Remote, count: i64) {
    for number in 1..=count {
        let state = [State::Open, State::Merged, State::Closed, State::Draft][usize::try_from(number % 4).unwrap()];
        remote.pulls.insert(number, Pull { updated: number * 100, state });
    }
}

/// Every answer is lost once, in the first sync, in the one after, and in the sweep after a rewrite.
pub fn a_crash_after_any_effect_loses_nothing(peer: &dyn Peer) {
    let story = |crashes: HashSet<usize>| {
        let mut world = World::new(peer);
        lively(&mut world.remote, 150);
        pulls(&mut world.remote, 110);
        world.crashes = crashes;
        world.doubles = false;
        all_of(&mut world);
        world.remote.grow("main", 3, 200_000);
        rewrite(&mut world.remote, "feature/1", 210_000);
        world.remote.branches.remove("feature/2");
        let now = super::world::date(world.now);
        world.remote.pulls.insert(3, Pull { updated: now, state: State::Merged });
        all_of(&mut world);
        settle(&mut world);
        world
    };
    let smooth = story(HashSet::new());
    smooth.assert_complete("without a crash");
    smooth.assert_pulls("without a crash");
    let answers = smooth.requests.len();
    for crash in 1..=answers {
        let world = story(HashSet::from([crash]));
        world.assert_complete(&format!("crash at answer {crash} of {answers}"));
        world.assert_pulls(&format!("crash at answer {crash} of {answers}"));
    }
}

/// Takes the newest commits of a branch away and puts another one in their place.
fn rewrite(remote: &mut Remote, branch: &str, date: i64) {
    let head = remote.branches[branch].clone();
    let base = remote.commits[&head].parents[0].clone();
    let rewritten = remote.commit(&[&base], date);
    remote.branches.insert(branch.to_owned(), rewritten);
}

/// Lets rounds go by until doubts are settled.
pub fn settle(world: &mut World<'_>) {
    for _ in 0..4 {
        world.now = world.now.plus_ms(900_000);
        world.drive(Task::Branches);
    }
}

/// A limit stops reading in the middle, and reading goes on where it stopped.
pub fn a_limit_in_the_middle_is_waited_for(peer: &dyn Peer) {
    let mut world = World::new(peer);
    lively(&mut world.remote, 600);
    world.faults = vec![429, 200, 200, 200];
    let waiting = world.drive(Task::Branches);
    assert!(waiting.rest_until.is_some(), "the whole connection waits");
    assert!(waiting.problem.is_none(), "waiting is no problem that somebody has to solve");
    world.drive(Task::Branches);
    world.assert_complete("after the limit");
}

/// The main branch is rewritten while its pages are read.
pub fn a_force_push_between_two_pages_is_noticed(peer: &dyn Peer) {
    for at in 2..8 {
        let mut world = World::new(peer);
        lively(&mut world.remote, 400);
        world.happenings.insert(
            at,
            Box::new(|remote| {
                rewrite(remote, "main", 300_000);
                remote.branches.remove("feature/4");
                remote.grow("feature/5", 2, 300_100);
            }),
        );
        world.drive(Task::Branches);
        world.drive(Task::Branches);
        settle(&mut world);
        world.assert_complete(&format!("rewritten before answer {at}"));
    }
}

/// A branch from long ago is merged: its commits are older than everything that was read.
pub fn a_merge_of_an_old_branch_is_read(peer: &dyn Peer) {
    let mut world = World::new(peer);
    world.remote.grow("main", 250, 10_000);
    world.drive(Task::Branches);
    let root = world.remote.log(&world.remote.branches["main"]).pop().unwrap();
    let mut old = root;
    for date in 0..130 {
        old = world.remote.commit(&[&old], date);
    }
    let main = world.remote.branches["main"].clone();
    let merge = world.remote.commit(&[&main, &old], 50_000);
    world.remote.branches.insert("main".to_owned(), merge);
    world.drive(Task::Branches);
    world.assert_complete("the merged branch is older than everything known");
    world.assert_whole("the merged branch is older than everything known");
}

/// Pull requests are updated while pages are read, in a first sync and in a later one.
pub fn pull_requests_that_move_while_paging_are_read(peer: &dyn Peer) {
    let mut world = World::new(peer);
    pulls(&mut world.remote, 320);
    let now = super::world::date(world.now);
    world
        .happenings
        .insert(2, Box::new(move |remote| _ = remote.pulls.insert(1, Pull { updated: now, state: State::Closed })));
    world.drive(Task::PullRequests);
    world.drive(Task::PullRequests);
    world.assert_pulls("moved to the front while paging");
    for number in 20..30 {
        world.remote.pulls.insert(number, Pull { updated: now + number, state: State::Merged });
    }
    world.remote.pulls.insert(321, Pull { updated: now + 40, state: State::Open });
    world.drive(Task::PullRequests);
    world.assert_pulls("a later round");
}

/// The clock of the node jumps forward a day and back again between answers.
pub fn a_clock_that_jumps_loses_nothing(peer: &dyn Peer) {
    let mut world = World::new(peer);
    lively(&mut world.remote, 300);
    pulls(&mut world.remote, 150);
    let start = world.now;
    for jump in [86_400_000, -86_400_000, 3_600_000, -7_200_000] {
        all_of(&mut world);
        world.now = start.plus_ms(jump);
        world.remote.grow("main", 2, 200_000);
        rewrite(&mut world.remote, "feature/7", 210_000);
    }
    world.now = start.plus_ms(2 * 86_400_000);
    all_of(&mut world);
    settle(&mut world);
    world.assert_complete("after the clock came back");
    world.assert_pulls("after the clock came back");
}

/// What no branch reaches any more is marked, and what another branch reaches is not.
pub fn deleted_and_rewritten_branches_give_up_their_commits(peer: &dyn Peer) {
    let mut world = World::new(peer);
    lively(&mut world.remote, 300);
    world.drive(Task::Branches);
    world.sent();
    world.remote.branches.remove("feature/0");
    world.drive(Task::Branches);
    world.assert_complete("a merged branch was deleted");
    println!("{} requests after a merged branch was deleted", world.sent());
    world.remote.branches.remove("feature/10");
    settle(&mut world);
    world.assert_complete("a branch that was never merged was deleted");
    println!("{} requests for the sweep of a young branch and three quiet polls", world.sent());
    rewrite(&mut world.remote, "feature/8", 300_000);
    let main = world.remote.branches["main"].clone();
    world.remote.branches.insert("release".to_owned(), main);
    rewrite(&mut world.remote, "main", 300_100);
    settle(&mut world);
    world.assert_complete("two branches were rewritten, one of them kept by another");
    world.remote.branches.remove("release");
    settle(&mut world);
    world.assert_complete("the last branch with the old main line was deleted");
    let lost = world.store.commits.iter().find(|(_, kept)| kept.unreachable).map(|(sha, _)| sha.clone()).unwrap();
    world.remote.branches.insert("rescued".to_owned(), lost);
    settle(&mut world);
    world.assert_complete("a lost commit is on a branch again");
}

/// Rows were lost and marked by mistake, and nobody told of a deletion and a rewrite: one reading puts all of it right.
pub fn reading_again_repairs_what_is_stored(peer: &dyn Peer) {
    for crashes in [[0; 3], [1, 2, 5], [2, 3, 4]] {
        let mut world = World::new(peer);
        lively(&mut world.remote, 300);
        pulls(&mut world.remote, 40);
        all_of(&mut world);
        world.remote.branches.remove("feature/10");
        rewrite(&mut world.remote, "feature/8", 300_000);
        for (number, sha) in world.remote.reachable().iter().enumerate() {
            match number % 10 {
                0 => drop(world.store.commits.remove(sha)),
                1 => world.store.commits.get_mut(sha).unwrap().unreachable = true,
                _ => {}
            }
        }
        world.store.branches.remove("feature/3");
        world.store.pulls.remove(&7);
        world.crashes = crashes.into_iter().map(|crash| world.answered() + crash).collect();
        let because = format!("crashes at {crashes:?}");
        for task in [Task::Branches, Task::PullRequests] {
            world.again = true;
            assert!(!world.step(task, None).complete, "{because}");
            world.sent();
            assert!(world.drive(task).complete, "{because}");
            println!("{} requests", world.sent());
        }
        world.assert_complete(&because);
        world.assert_whole(&because);
        world.assert_pulls(&because);
        all_of(&mut world);
        world.assert_complete("a quiet poll after it");
    }
}

/// Webhooks came when what they told was outdated: of a former head, of a branch that is gone, of a deletion that was undone, of
/// a commit that was rewritten before anybody read it.
pub fn what_webhooks_told_too_late_is_taken_back(peer: &dyn Peer) {
    for crash in [0, 1, 2] {
        let mut world = World::new(peer);
        lively(&mut world.remote, 200);
        let rewritten = world.remote.commit(&[], 200_000);
        world.drive(Task::Branches);
        let former = world.remote.branches["feature/1"].clone();
        world.store.branches.insert("feature/0".to_owned(), Some(former));
        world.store.branches.insert("feature/2".to_owned(), None);
        world.store.branches.insert("gone".to_owned(), Some(rewritten.clone()));
        let committed = Some(moment(200_000));
        world.store.commits.insert(rewritten.clone(), Kept { committed, ..Kept::default() });
        let branches = ["feature/0", "feature/2", "gone"].map(str::to_owned).to_vec();
        world.unconfirmed = Unconfirmed { branches, oldest_commit: committed };
        world.crashes = [world.answered() + crash].into();
        world.drive(Task::Branches);
        assert_eq!(world.store.alive(), world.remote.branches, "in one round");
        settle(&mut world);
        assert!(world.store.commits[&rewritten].unreachable, "no branch leads to it");
        world.assert_complete("what was told too late is taken back");
    }
}
