//! Finds the issue keys and the commands of rows, and leaves out the rows that mention no issue of this Jira.

use crate::issue_key::{self, Field, Rules};
use crate::json::Extent;
use crate::model::{Commit, SmartCommand, SmartCommit, Unlinked, Update};
use crate::signature::sha256_hex;
use crate::smart_commit::{self, Args, Code, Options, Parsed, Verb};

/// How much of a body has to be read: where no issue key stands in it, the rows that say nothing else are left out anyway.
pub fn extent(body: &[u8], rules: &Rules) -> Extent {
    if issue_key::are_absent(body, rules) { Extent::Outline } else { Extent::Whole }
}

/// Fills in the issue keys, then leaves out what mentions no issue.
pub fn link(update: &mut Update, rules: &Rules) {
    find(update, rules);
    keep(update, rules);
}

/// Fills in the issue keys.
pub fn find(update: &mut Update, rules: &Rules) {
    for branch in &mut update.branches {
        issue_key::keys(&branch.name, Field::Branch, rules, &mut branch.issue_keys);
    }
    for commit in &mut update.commits {
        issue_key::keys(&commit.message, Field::Commit, rules, &mut commit.issue_keys);
    }
    for pull in &mut update.pull_requests {
        issue_key::keys(&pull.title, Field::PrTitle, rules, &mut pull.issue_keys);
        if let Some(description) = &pull.description {
            issue_key::keys(description, Field::PrBody, rules, &mut pull.issue_keys);
        }
        if let Some(source) = &pull.source_branch {
            issue_key::keys(source, Field::Branch, rules, &mut pull.issue_keys);
        }
    }
}

/// Where the projects are known, only rows that mention an issue stay; where they are not, all do.
pub fn keep(update: &mut Update, rules: &Rules) {
    if rules.knows_projects() {
        update.branches.retain(|branch| !branch.issue_keys.is_empty());
        update.commits.retain(|commit| !commit.issue_keys.is_empty());
        let unlinked = update.pull_requests.iter().filter(|pull| pull.issue_keys.is_empty());
        update
            .unlinked
            .extend(unlinked.map(|pull| Unlinked { repository_id: pull.repository_id.clone(), number: pull.number }));
        update.pull_requests.retain(|pull| !pull.issue_keys.is_empty());
    }
}

/// Fills in the commits that give commands to Jira. Where the parents are not told, what looks like a merge gives none.
pub fn find_commands(update: &mut Update, rules: &Rules, options: &Options, first_read: bool) {
    let commits = update.commits.iter().filter(|commit| !commit.issue_keys.is_empty());
    let commits = commits.filter(|commit| commit.parents.is_some() || !looks_like_merge(commit));
    let commits = commits.filter(|commit| !commit.authorship.pushed_before);
    let found = commits.filter_map(|commit| {
        let parsed = smart_commit::parse(&commit.message, rules, options);
        let is_empty = parsed.commands.is_empty() && parsed.errors.is_empty();
        (!is_empty).then(|| smart(commit, parsed, first_read))
    });
    let found: Vec<SmartCommit> = found.collect();
    update.smart_commits.extend(found);
}

/// The commits that give commands and of which the host tells only apart whether it verified their signatures.
pub fn signed_apart(update: &Update) -> Vec<String> {
    let gives_commands = |sha: &str| update.smart_commits.iter().any(|smart| smart.sha == sha && !smart.merge);
    let apart = update.commits.iter().filter(|commit| commit.authorship.signed_apart && !commit.authorship.signed);
    apart.map(|commit| &commit.sha).filter(|sha| gives_commands(sha)).cloned().collect()
}

/// Whether a message begins as Git and hosts begin those of merges.
fn looks_like_merge(commit: &Commit) -> bool {
    MERGES.iter().any(|start| commit.message.trim_start().starts_with(start))
}

#[inline(never)]
fn smart(commit: &Commit, parsed: Parsed, first_read: bool) -> SmartCommit {
    let who = &commit.authorship;
    let email = who.email.as_deref().unwrap_or_default().trim().to_lowercase();
    let text = format!("{email}\n{}", commit.message);
    let exactly = commit.authored_at.filter(|_| commit.parents.is_some());
    let given = parsed.commands.into_iter().map(|it| (it.byte, it.direct, it.issue, it.command, Ok(it.args)));
    let wrong = parsed.errors.into_iter().map(|it| (it.byte, it.direct, it.issue, it.command, Err(it.code)));
    let mut commands: Vec<_> = given.chain(wrong).collect();
    // a stable sort: the issues of one command stay in their order
    commands.sort_by_key(|(byte, ..)| *byte);
    SmartCommit {
        repository_id: commit.repository_id.clone(),
        sha: commit.sha.clone(),
        authored_at: commit.authored_at,
        first_read,
        merge: commit.parents.as_ref().is_some_and(|parents| parents.len() > 1),
        author_email: who.email.clone(),
        author_name: who.name.clone(),
        signed: who.signed,
        account: who.account.clone(),
        account_email: who.account_email.clone(),
        content: exactly.map(|at| sha256_hex(format!("{}\n{text}", at.0).as_bytes())),
        text: sha256_hex(text.as_bytes()),
        commands: commands
            .into_iter()
            .map(|(_, direct, issue, verb, args)| command(direct, issue, verb, args))
            .collect(),
        truncated: parsed.truncated,
    }
}

fn command(direct: bool, issue: String, verb: Verb, args: Result<Args, Code>) -> SmartCommand {
    let mut command = SmartCommand { issue, command: verb.as_str().to_owned(), direct, ..SmartCommand::default() };
    match args {
        Ok(Args::Comment { body }) => command.comment = Some(body),
        Ok(Args::Time { time, seconds, comment }) => {
            command.time = time;
            command.seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            command.comment = comment;
        }
        Ok(Args::Transition { name, comment }) => {
            command.name = name;
            command.comment = comment;
        }
        Err(code) => command.code = Some(code.as_str().to_owned()),
    }
    command
}

/// How messages of merges begin: <https://git-scm.com/docs/git-fmt-merge-msg>, and on the button of a pull request.
const MERGES: [&str; 6] = [
    "Merge branch ",
    "Merge branches ",
    "Merge commit ",
    "Merge pull request ",
    "Merge remote-tracking branch ",
    "Merge tag ",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Authorship;
    use crate::time::Timestamp;

    fn commit(message: &str) -> Commit {
        Commit {
            sha: "a1".into(),
            message: message.into(),
            authored_at: Some(Timestamp(1_000)),
            parents: Some(vec!["a0".into()]),
            issue_keys: vec!["PAY-1".into()],
            authorship: Authorship { email: Some("Dev1@Example.com".into()), ..Authorship::default() },
            ..Commit::default()
        }
    }

    fn found(commit: Commit) -> Vec<SmartCommit> {
        let mut update = Update { commits: vec![commit], ..Update::default() };
        find_commands(&mut update, &Rules::known(["PAY"]), &Options::default(), false);
        update.smart_commits
    }

    #[test]
    fn what_looks_like_a_merge_or_was_pushed_before_gives_no_commands() {
        let message = "PAY-1 #close";
        let untold = |message: &str| Commit { parents: None, ..commit(message) };
        let before = Authorship { pushed_before: true, ..Authorship::default() };
        for (commit, expected, because) in [
            (commit(message), 1, "an ordinary one"),
            (Commit { parents: Some(Vec::new()), ..commit(message) }, 1, "the first of its repository"),
            (untold(message), 1, "the parents are not told"),
            (untold("Merge branch 'x'\n\nPAY-1 #close"), 0, "as Git begins those of merges"),
            (Commit { message: "Merge branch 'x'\n\nPAY-1 #close".into(), ..commit(message) }, 1, "one parent is none"),
            (Commit { authorship: before, ..commit(message) }, 0, "on another branch"),
            (Commit { issue_keys: Vec::new(), ..commit(message) }, 0, "its keys are not wanted here"),
            (commit("PAY-1 closed"), 0, "no command"),
            (commit("Revert \"PAY-1 #close\""), 0, "takes one back"),
        ] {
            assert_eq!(found(commit).len(), expected, "{because}");
        }
    }

    #[test]
    fn a_merge_says_that_it_is_one() {
        let merge = Commit { parents: Some(vec!["a0".into(), "b0".into()]), ..commit("PAY-1 #close") };
        assert!(found(merge)[0].merge);
        assert!(!found(commit("PAY-1 #close"))[0].merge);
    }

    #[test]
    fn a_rebased_commit_is_known_again_by_its_content() {
        let one = found(commit("PAY-1 #close")).remove(0);
        let rebased = Commit { sha: "c3".into(), parents: Some(vec!["c2".into()]), ..commit("PAY-1 #close") };
        let lower = Authorship { email: Some("dev1@example.com".into()), ..Authorship::default() };
        let later = Commit { authored_at: Some(Timestamp(2_000)), ..commit("PAY-1 #close") };
        let other = found(Commit { authorship: lower, ..rebased }).remove(0);
        assert_eq!((&other.content, &other.text), (&one.content, &one.text), "whatever the case of the address");
        let later = found(later).remove(0);
        assert_ne!(later.content, one.content, "written at another time");
        assert_eq!(later.text, one.text);
        let untold = found(Commit { parents: None, ..commit("PAY-1 #close") }).remove(0);
        assert_eq!((untold.content, untold.text), (None, one.text), "a push does not tell exactly");
    }

    #[test]
    fn commands_and_mistakes_come_in_the_order_of_the_message() {
        let smart = found(commit("PAY-1 #comment #time 1h30m fixed #start-review now")).remove(0);
        let told: Vec<_> = smart.commands.iter().map(|it| (it.command.as_str(), it.code.as_deref())).collect();
        assert_eq!(told, [("comment", Some("EmptyComment")), ("time", None), ("transition", None)]);
        let time = &smart.commands[1];
        assert_eq!((time.time.as_str(), time.seconds, time.comment.as_deref()), ("1h 30m", 5_400, Some("fixed")));
        let step = &smart.commands[2];
        assert_eq!((step.name.as_str(), step.comment.as_deref()), ("start-review", Some("now")));
    }
}
