//! Finds the issue keys of rows, and leaves out the rows that mention no issue of this Jira.

use crate::issue_key::{self, Field, Rules};
use crate::model::{Unlinked, Update};

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
