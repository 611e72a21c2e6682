//! A second reading of the rules for smart commits, character by character and without regard to cost.

use crate::issue_key::Field;
use crate::issue_key::tests::naive as keys;
use keys::{is_digit, is_letter, is_letter_or_number, is_mark};
use regex::Regex;
use std::sync::LazyLock;

static KEY: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[A-Z][A-Z0-9_]*-[0-9]+$").unwrap());
static TOKEN: LazyLock<Regex> = LazyLock::new(|| Regex::new("^([0-9]{1,6})(?:[.,]([0-9]{1,4}))?([wdhmWDHM])").unwrap());

/// What a message asks for, in the form of `shown`.
pub(super) fn parse(message: &str, known: Option<&[&str]>) -> Vec<String> {
    let text: Vec<char> = message.chars().collect();
    let lines: Vec<&[char]> = text.split(|c| keys::ends_line(*c)).collect();
    let first: String =
        lines.iter().find(|l| !l.iter().all(|c| c.is_whitespace())).map_or(vec![], |l| l.to_vec()).iter().collect();
    if ["Revert \"", "Reapply \"", "fixup! ", "squash! ", "amend! "].iter().any(|start| first.starts_with(start)) {
        return Vec::new();
    }
    let found = keys::keys(message, Field::Commit, known);
    let mut results = Vec::new();
    let mut start = 0;
    for line in lines {
        let end = start + line.len();
        let before = |at: usize| at.checked_sub(1).map(|at| text[at]);
        let on_line = found.iter().filter(|key| start <= key.start && key.end <= end);
        let free = on_line.filter(|key| {
            !before(key.start).is_some_and(|c| "&=?>^!~/\\-_".contains(c)) && text.get(key.end) != Some(&'_')
        });
        let free = free.map(|key| (key.start - start, key.end - start, key.key.clone())).collect();
        Line { text: line, keys: free }.read(&mut results);
        start = end + 1;
    }
    results
}

struct Line<'a> {
    text: &'a [char],
    keys: Vec<(usize, usize, String)>,
}

impl Line<'_> {
    fn read(&self, results: &mut Vec<String>) {
        let mut current: Vec<String> = Vec::new();
        // name, where the arguments start
        let mut open: Option<(String, usize)> = None;
        let mut at = 0;
        while at < self.text.len() {
            if let Some((name, args)) = self.command(at) {
                if let Some((name, args)) = open.take() {
                    self.give(&current, &name, &self.slice(args, at), results);
                }
                open = (!current.is_empty()).then_some((name, args));
                at = args;
            } else if let Some((end, list)) = self.list(at) {
                let next = (end..self.text.len()).find(|at| self.command(*at).is_some());
                let leads = next.is_some_and(|next| !self.text[end..next].iter().any(|c| is_letter_or_number(*c)));
                if let Some((name, args)) = open.take_if(|_| leads) {
                    let args = self.slice(args, at);
                    let args = args.trim_end_matches(|c: char| c.is_whitespace() || "([,;&+#".contains(c));
                    self.give(&current, &name, args, results);
                }
                if open.is_none() {
                    current = list;
                }
                at = end;
            } else {
                at += 1;
            }
        }
        if let Some((name, args)) = open {
            self.give(&current, &name, &self.slice(args, self.text.len()), results);
        }
    }

    fn slice(&self, start: usize, end: usize) -> String {
        self.text[start..end].iter().collect()
    }

    fn key_at(&self, at: usize) -> Option<&(usize, usize, String)> {
        self.keys.iter().find(|key| key.0 == at)
    }

    /// The list at a place: where it ends, its keys.
    fn list(&self, at: usize) -> Option<(usize, Vec<String>)> {
        let (_, mut end, ref key) = *self.key_at(at)?;
        let mut list = vec![key.clone()];
        let mut ahead = end;
        while ahead < self.text.len() {
            if let Some((_, key_end, key)) = self.key_at(ahead) {
                if !list.contains(key) {
                    list.push(key.clone());
                }
                (end, ahead) = (*key_end, *key_end);
            } else if self.text[ahead].is_whitespace() || ",;&+()[]#".contains(self.text[ahead]) {
                ahead += 1;
            } else {
                break;
            }
        }
        Some((end, list))
    }

    /// The command at a place: its name, where its arguments start.
    fn command(&self, at: usize) -> Option<(String, usize)> {
        let before = |at: usize| at.checked_sub(1).map(|at| self.text[at]);
        let ends_key = |at: usize| self.keys.iter().any(|key| key.1 == at);
        let behind_key = ends_key(at) || (matches!(before(at), Some(')' | ']')) && ends_key(at - 1));
        let behind = before(at).is_some_and(char::is_whitespace) || behind_key;
        if self.text[at] != '#' || !behind || self.key_at(at + 1).is_some() {
            return None;
        }
        let mut end = at + 1;
        if !self.text.get(end).is_some_and(|c| is_letter(*c)) {
            return None;
        }
        let in_name = |c: &char| is_letter(*c) || is_mark(*c) || is_digit(*c) || *c == '-' || *c == '_';
        end += self.text[end..].iter().take_while(|c| in_name(c)).count();
        let name = self.slice(at + 1, end).trim_end_matches(['-', '_']).to_owned();
        end += self.text[end..].iter().take_while(|c| ",.;:!?".contains(**c)).count();
        let ends = self.text.get(end).is_none_or(|c| c.is_whitespace());
        (ends && !KEY.is_match(&name)).then_some((name, end))
    }

    fn give(&self, issues: &[String], name: &str, args: &str, results: &mut Vec<String>) {
        let args = args.trim();
        let quoted = |text: &str| if text.is_empty() { "null".to_owned() } else { format!("\"{text}\"") };
        let name = name.to_lowercase();
        let result = match name.as_str() {
            "comment" if args.is_empty() => "! EmptyComment".to_owned(),
            "comment" => format!("comment \"{args}\""),
            "time" => duration(args).map_or("! InvalidDuration".to_owned(), |(time, seconds, rest)| {
                format!("time \"{time}\" {seconds} {}", quoted(&rest))
            }),
            _ => format!("transition \"{name}\" {}", quoted(args)),
        };
        results.extend(issues.iter().map(|issue| format!("{issue} {result}")));
    }
}

/// A duration with eight hours a day and five days a week: as text, in seconds, the comment behind it.
fn duration(args: &str) -> Option<(String, u64, String)> {
    let mut units: Vec<(char, u64)> = Vec::new();
    let mut rest = args;
    while let Some((amount, unit, length)) = token(rest.trim_start()) {
        if units.iter().any(|(known, _)| *known == unit) {
            break;
        }
        units.push((unit, amount));
        rest = &rest.trim_start()[length..];
    }
    // in ten-thousandths of a minute
    let sum: u64 = units
        .iter()
        .map(|(unit, amount)| {
            amount * [("w", 2400), ("d", 480), ("h", 60), ("m", 1)].iter().find(|u| u.0.starts_with(*unit)).unwrap().1
        })
        .sum();
    let seconds = (sum + 5_000) / 10_000 * 60;
    let mut time = Vec::new();
    for unit in "wdhm".chars() {
        for (_, amount) in units.iter().filter(|(known, amount)| *known == unit && *amount > 0) {
            let number = format!("{}.{:04}", amount / 10_000, amount % 10_000);
            time.push(format!("{}{unit}", number.trim_end_matches('0').trim_end_matches('.')));
        }
    }
    let rest = rest.trim_start().trim_start_matches([',', '.', ';', ':', '!', '?']).trim();
    (seconds > 0).then(|| (time.join(" "), seconds, rest.to_owned()))
}

/// A whole token: ten-thousandths, unit, length.
fn token(text: &str) -> Option<(u64, char, usize)> {
    let parts = TOKEN.captures(text)?;
    let length = parts[0].len();
    let rest = &text[length..];
    let follows =
        rest.chars().next().is_none_or(|c| c.is_whitespace() || ",.;:!?)".contains(c)) || token(rest).is_some();
    let fraction = format!("{:0<4}", parts.get(2).map_or("", |part| part.as_str()));
    let amount = format!("{}{fraction}", &parts[1]).parse().unwrap();
    follows.then(|| (amount, parts[3].to_ascii_lowercase().chars().next().unwrap(), length))
}
