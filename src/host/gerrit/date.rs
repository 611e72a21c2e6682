//! Git's own way to write a time, which gitiles uses: `Tue Jan 02 15:04:05 2018 +0100`.

use std::sync::LazyLock;

use chrono::format::{Item, Parsed, StrftimeItems, parse as parse_items};

use crate::time::Timestamp;

/// Reads such a time. The day of the week says nothing new and is passed over.
///
/// Where the administrators of gitiles fixed a time zone, it is not written; what is written is then taken for UTC.
pub fn parse(text: &str) -> Option<Timestamp> {
    let (_, text) = text.trim().split_once(' ')?;
    let mut parsed = Parsed::new();
    let milliseconds = match parse_items(&mut parsed, text, ZONED.iter()) {
        Ok(()) => parsed.to_datetime().ok()?.timestamp_millis(),
        Err(_) => {
            let mut parsed = Parsed::new();
            parse_items(&mut parsed, text, ZONELESS.iter()).ok()?;
            parsed.to_naive_datetime_with_offset(0).ok()?.and_utc().timestamp_millis()
        }
    };
    Timestamp(milliseconds).in_calendar()
}

// Lists have many of them, and reading the format takes longer than reading a time.
static ZONED: LazyLock<Vec<Item<'static>>> = LazyLock::new(|| StrftimeItems::new("%b %d %H:%M:%S %Y %z").collect());
static ZONELESS: LazyLock<Vec<Item<'static>>> = LazyLock::new(|| StrftimeItems::new("%b %d %H:%M:%S %Y").collect());

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
