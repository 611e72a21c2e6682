//! What would become of texts or of a delivery, and why: nothing is stored, and nobody's secret is needed.

use super::configuration;
use super::message::{Preview, Previewed, PreviewedCommand, PreviewedMistake, PreviewedText, Text};
use crate::error::Error;
use crate::host::Proof;
use crate::issue_key::{Field, Rules, explain};
use crate::link::link;
use crate::model::{Branch, Commit, PullRequest, Update};
use crate::smart_commit::{self, Options};

#[cfg(test)]
mod tests;

/// Explains what is found in texts, or in a delivery as if its sender had been verified.
///
/// # Errors
/// `misconfigured` when the host is not known or the pattern of the rules is none.
#[inline(never)]
pub fn preview(call: &Preview, body: &[u8]) -> Result<Previewed, Error> {
    let rules = configuration::rules(call.known_projects.clone(), call.instance_hosts.clone());
    let rules = configuration::wanting(&rules, &call.rules)?;
    let durations = configuration::durations(call.hours_per_day, call.days_per_week);
    let (delivery, texts, rows) = match &call.host {
        Some(host) => {
            let host = super::find_host(host)?;
            let proven = host.verify(crate::host::Delivery::new(&call.headers, body), &[], None)?;
            let is_proof = host.describe().webhook.proof != Proof::None;
            let mut texts = Vec::new();
            let (mut delivered, rows) = super::interpret(host, &proven, is_proof, &mut |rows| {
                texts = texts_of(rows);
                link(rows, &rules);
                Ok(())
            })?;
            delivered.verified = false;
            (Some(delivered), texts, rows)
        }
        None => {
            let mut rows = rows_of(&call.texts);
            link(&mut rows, &rules);
            (None, call.texts.clone(), rows)
        }
    };
    let mut rows = rows;
    rows.unlinked.clear();
    let texts = texts.iter().take(MOST_TEXTS).map(|text| look(text, &rules, &durations)).collect();
    Ok(Previewed { texts, delivery, rows })
}

fn look(text: &Text, rules: &Rules, durations: &Options) -> PreviewedText {
    let found = explain(&text.text, text.field, rules);
    let parsed = match text.field {
        Field::Commit => smart_commit::parse(&text.text, rules, durations),
        Field::Branch | Field::PrTitle | Field::PrBody => smart_commit::Parsed::default(),
    };
    let place = |byte: usize| {
        let units = |part: &str| part.encode_utf16().count();
        let before = text.text.get(..byte).map(units).unwrap_or_default();
        let behind = text.text.get(byte + 1..).unwrap_or_default();
        let end = behind.find(|c: char| c.is_whitespace() || ",.;:!?".contains(c)).unwrap_or(behind.len());
        (before, before + 1 + behind.get(..end).map(units).unwrap_or_default())
    };
    PreviewedText {
        field: text.field,
        name: text.name.clone(),
        text: text.text.clone(),
        keys: found.keys,
        occurrences: found.occurrences,
        misses: found.misses,
        truncated: found.truncated || parsed.truncated,
        commands: parsed
            .commands
            .into_iter()
            .take(MOST_COMMANDS)
            .map(|it| PreviewedCommand {
                utf16: place(it.byte),
                issue: it.issue,
                command: it.command,
                args: it.args,
                byte: it.byte,
            })
            .collect(),
        errors: parsed
            .errors
            .into_iter()
            .take(MOST_COMMANDS)
            .map(|it| PreviewedMistake {
                utf16: place(it.byte),
                issue: it.issue,
                command: it.command,
                code: it.code,
                byte: it.byte,
            })
            .collect(),
    }
}

/// The rows that texts would be part of.
fn rows_of(texts: &[Text]) -> Update {
    let mut rows = Update::default();
    for Text { field, text, .. } in texts {
        let text = text.clone();
        match field {
            Field::Commit => rows.commits.push(Commit { message: text, ..Commit::default() }),
            Field::Branch => rows.branches.push(Branch { name: text, ..Branch::default() }),
            Field::PrTitle => rows.pull_requests.push(PullRequest { title: text, ..PullRequest::default() }),
            Field::PrBody => {
                rows.pull_requests.push(PullRequest { description: Some(text), ..PullRequest::default() });
            }
        }
    }
    rows
}

/// The texts of rows that are searched for issue keys, each with the name of what it belongs to.
fn texts_of(rows: &Update) -> Vec<Text> {
    let text = |field, name: &str, text: &str| Text { field, name: Some(name.to_owned()), text: text.to_owned() };
    let branches = rows.branches.iter().map(|row| text(Field::Branch, &row.name, &row.name));
    let commits = rows.commits.iter().map(|row| text(Field::Commit, &row.sha, &row.message));
    let pulls = rows.pull_requests.iter().flat_map(|row| {
        let name = format!("#{}", row.number);
        let parts = [
            Some((Field::PrTitle, &row.title)),
            row.description.as_ref().map(|text| (Field::PrBody, text)),
            row.source_branch.as_ref().map(|text| (Field::Branch, text)),
        ];
        parts.into_iter().flatten().map(move |(field, part)| text(field, &name, part)).collect::<Vec<_>>()
    });
    branches.chain(commits).chain(pulls).collect()
}

/// As many as a page shows; the rows of a delivery hold all.
const MOST_TEXTS: usize = 100;
/// As many as a page shows.
const MOST_COMMANDS: usize = 500;
