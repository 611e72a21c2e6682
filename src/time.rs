//! Points in time as milliseconds since the epoch; read from every shape hosts use, never from a clock.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Text is RFC 3339 in UTC with milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// From whole seconds since the epoch.
    pub fn from_seconds(seconds: i64) -> Timestamp {
        Timestamp(seconds.saturating_mul(1000))
    }

    /// This moment, if it can be written as RFC 3339 and is no host's word for "never".
    pub fn in_calendar(self) -> Option<Timestamp> {
        (NOT_SET < self.0 && self.0 < YEAR_10000).then_some(self)
    }

    /// This moment and some milliseconds more.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(ms))
    }

    /// Reads RFC 3339 with any offset and any number of fraction digits.
    ///
    /// Also read are the shapes hosts are known to send: a space for the `T`, the word `UTC` for the zone, an offset
    /// without a colon, and no zone at all, which means UTC. The years 0001 and before mean "not set" on several hosts.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let text = text.trim();
        plain(text.as_bytes()).or_else(|| Timestamp::parse_any(text))?.in_calendar()
    }

    #[inline(never)]
    fn parse_any(text: &str) -> Option<Timestamp> {
        let moment = DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f %z"))
            .map(|moment| moment.with_timezone(&Utc))
            .or_else(|_| {
                let text = text.strip_suffix(" UTC").unwrap_or(text).replacen(' ', "T", 1);
                NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").map(|naive| naive.and_utc())
            })
            .ok()?;
        Some(Timestamp(moment.timestamp_millis()))
    }

    /// Reads an HTTP date such as `Wed, 21 Oct 2026 07:28:08 GMT` (RFC 9110, section 5.6.7).
    pub fn parse_http(text: &str) -> Option<Timestamp> {
        DateTime::parse_from_rfc2822(text.trim()).ok().map(|moment| Timestamp(moment.timestamp_millis()))
    }
}

/// Reads the one shape that nearly every time of a host has: `2026-11-27T03:25:00Z`, perhaps with a fraction or an offset such as
/// `+01:00`. A page has hundreds of them, and a reader of any shape costs more.
fn plain(text: &[u8]) -> Option<Timestamp> {
    let stands = |at: usize, byte: u8| text.get(at) == Some(&byte);
    let number = |at: usize, length: usize, most: i64| {
        let digits = text.get(at..at + length)?;
        let number = digits
            .iter()
            .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0')))?;
        (number <= most).then_some(number)
    };
    let is_plain = stands(4, b'-') && stands(7, b'-') && stands(10, b'T') && stands(13, b':') && stands(16, b':');
    let (year, month, day) = (number(0, 4, 9999).filter(|_| is_plain)?, number(5, 2, 12)?, number(8, 2, 31)?);
    let (hour, minute, second) = (number(11, 2, 23)?, number(14, 2, 59)?, number(17, 2, 59)?);
    let mut end = SECONDS;
    let mut fraction = 0;
    if stands(end, b'.') {
        end += 1;
        let digits = text.get(end..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        fraction = match digits {
            0 => return None,
            1 => number(end, 1, 9)? * 100,
            2 => number(end, 2, 99)? * 10,
            _ => number(end, 3, 999)?,
        };
        end += digits;
    }
    let offset = match text.get(end..)? {
        [b'Z'] => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let minutes = number(end + 1, 2, 23)? * 60 + number(end + 4, 2, 59)?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let date =
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    let days = i64::from(date.to_epoch_days());
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    Some(Timestamp(seconds * 1000 + fraction))
}

/// Where the seconds of a plain time end.
const SECONDS: usize = 19;

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::<Utc>::from_timestamp_millis(self.0) {
            Some(moment) => f.write_str(&moment.to_rfc3339_opts(SecondsFormat::Millis, true)),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Timestamp::parse(&text).ok_or_else(|| de::Error::custom(format!("expected RFC 3339, found {text:?}")))
        } else {
            i64::deserialize(deserializer).map(Timestamp)
        }
    }
}

/// The end of the year 1: Azure DevOps and Gitea write earlier moments for "never".
const NOT_SET: i64 = -62_104_060_800_000;
/// RFC 3339 has four digits for the year.
const YEAR_10000: i64 = 253_402_300_800_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_the_hosts_is_read_to_the_millisecond() {
        for (text, expected, because) in [
            ("2019-05-15T15:20:33Z", "2019-05-15T15:20:33.000Z", "GitHub"),
            ("2018-06-15T13:01:51-07:00", "2018-06-15T20:01:51.000Z", "an author's own offset"),
            ("2023-02-07T04:41:26.6424314Z", "2023-02-07T04:41:26.642Z", "seven digits, cut"),
            ("2017-12-10 17:01:11 UTC", "2017-12-10T17:01:11.000Z", "a word for the zone"),
            ("2013-02-01 09:59:32.126000000", "2013-02-01T09:59:32.126Z", "no zone is UTC"),
            ("2018-07-05T18:22:00+0000", "2018-07-05T18:22:00.000Z", "an offset without a colon"),
            ("2015-01-13 10:44:25 +0100", "2015-01-13T09:44:25.000Z", "an offset behind a space"),
        ] {
            assert_eq!(Timestamp::parse(text).map(|t| t.to_string()).as_deref(), Some(expected), "{because}");
        }
    }

    #[test]
    fn the_plain_shape_is_read_as_chrono_reads_it() {
        for text in [
            "2026-11-27T03:25:00Z",
            "2026-11-27T03:25:00.1Z",
            "2026-11-27T03:25:00.12+01:00",
            "2026-11-27T03:25:00.123-23:59",
            "2026-11-27T03:25:00.123999999999Z",
            "2024-02-29T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999-23:59",
            "1969-12-31T23:59:59.001Z",
        ] {
            let theirs = Timestamp::parse_any(text);
            assert_eq!((plain(text.as_bytes()), theirs.is_some()), (theirs, true), "{text}");
        }
    }

    #[test]
    fn no_shape_that_is_nearly_plain_is_misread() {
        let plain_ones = ["2026-11-27T03:25:00Z", "2026-11-27T03:25:00.123+01:00"];
        for text in plain_ones {
            for at in 0..=text.len() {
                for other in
                    [None, Some('0'), Some('9'), Some(':'), Some('-'), Some('+'), Some('.'), Some('Z'), Some(' ')]
                {
                    for gone in 0..3 {
                        let end = (at + gone).min(text.len());
                        let spoiled =
                            format!("{}{}{}", &text[..at], other.map(String::from).unwrap_or_default(), &text[end..]);
                        let ours = plain(spoiled.as_bytes());
                        assert!(ours.is_none() || ours == Timestamp::parse_any(&spoiled), "{spoiled}: {ours:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn never_and_nonsense_are_no_time() {
        for text in ["0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "yesterday", ""] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_moments_that_can_be_written_are_in_the_calendar() {
        for (seconds, is_in) in
            [(0, true), (-1, true), (253_402_300_799, true), (253_402_300_800, false), (i64::MAX, false)]
        {
            let moment = Timestamp::from_seconds(seconds).in_calendar();
            assert_eq!(moment.is_some(), is_in, "{seconds}");
            assert!(moment.is_none_or(|moment| Timestamp::parse(&moment.to_string()) == Some(moment)), "{seconds}");
        }
    }

    #[test]
    fn http_dates_are_read() {
        assert_eq!(
            Timestamp::parse_http("Wed, 21 Oct 2026 07:28:08 GMT").map(|t| t.to_string()).as_deref(),
            Some("2026-10-21T07:28:08.000Z")
        );
    }
}
