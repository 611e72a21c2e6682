//! Smart commits: a table of cases with their reasons, durations, laws on random texts, and a second, naive reading of the rules.

mod durations;
mod laws;
mod naive;
mod table;

use super::{Args, Parsed};

/// One line per result: `XY-1 comment "text"`, `XY-1 time "1h" 3600 null`, `XY-1 transition "close" "why"`, `XY-1 ! EmptyComment`.
fn shown(parsed: &Parsed) -> Vec<String> {
    let quoted = |text: &Option<String>| text.as_ref().map_or("null".to_owned(), |text| format!("\"{text}\""));
    let commands = parsed.commands.iter().map(|command| {
        let shown = match &command.args {
            Args::Comment { body } => format!("comment \"{body}\""),
            Args::Time { time, seconds, comment } => format!("time \"{time}\" {seconds} {}", quoted(comment)),
            Args::Transition { name, comment } => format!("transition \"{name}\" {}", quoted(comment)),
        };
        (command.byte, format!("{} {shown}", command.issue))
    });
    let errors = parsed.errors.iter().map(|error| (error.byte, format!("{} ! {:?}", error.issue, error.code)));
    let mut all: Vec<(usize, String)> = commands.chain(errors).collect();
    all.sort_by_key(|(byte, _)| *byte);
    all.into_iter().map(|(_, shown)| shown).collect()
}
