//! Git's own way to write a time, which gitiles uses: `Tue Jan 02 15:04:05 2018 +0100`.

use chrono::{DateTime, NaiveDateTime};

use crate::time::Timestamp;

/// Reads such a time. The day of the week says nothing new and is passed over.
///
/// Where the administrators of gitiles fixed a time zone, it is not written; what is written is then taken for UTC.
pub fn parse(text: &str) -> Option<Timestamp> {
    let (_, text) = text.trim().split_once(' ')?;
    let milliseconds = match DateTime::parse_from_str(text, "%b %d %H:%M:%S %Y %z") {
        Ok(moment) => moment.timestamp_millis(),
        Err(_) => NaiveDateTime::parse_from_str(text, "%b %d %H:%M:%S %Y").ok()?.and_utc().timestamp_millis(),
    };
    Timestamp(milliseconds).in_calendar()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gits_times_are_read_with_their_zones() {
        for (text, expected, because) in [
            ("Tue Jan 02 15:04:05 2018 +0100", Some("2018-01-02T14:04:05.000Z"), "east of Greenwich"),
            ("Mon Mar 2 11:14:59 2026 -0730", Some("2026-03-02T18:44:59.000Z"), "west of it, a day of one digit"),
            ("Mon Mar 02 11:14:59 2026", Some("2026-03-02T11:14:59.000Z"), "a fixed zone, not written"),
            ("Sun Mar 02 11:14:59 2026 +0000", Some("2026-03-02T11:14:59.000Z"), "a wrong day of the week"),
            ("Mo März 02 11:14:59 2026 +0000", None, "another language"),
            ("2026-03-02 11:14:59 +0000", None, "another shape"),
            ("Mon Feb 30 11:14:59 2026 +0000", None, "no such day"),
            ("", None, "nothing"),
        ] {
            assert_eq!(parse(text).map(|time| time.to_string()).as_deref(), expected, "{because}");
        }
    }
}
