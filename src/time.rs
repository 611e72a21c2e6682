//! Points in time as milliseconds since the epoch; read from every shape hosts use, never from a clock.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
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
        let moment = DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f %z"))
            .map(|moment| moment.with_timezone(&Utc))
            .or_else(|_| {
                let text = text.strip_suffix(" UTC").unwrap_or(text).replacen(' ', "T", 1);
                NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").map(|naive| naive.and_utc())
            })
            .ok()?;
        Timestamp(moment.timestamp_millis()).in_calendar()
    }

    /// Reads an HTTP date such as `Wed, 21 Oct 2026 07:28:08 GMT` (RFC 9110, section 5.6.7).
    pub fn parse_http(text: &str) -> Option<Timestamp> {
        DateTime::parse_from_rfc2822(text.trim()).ok().map(|moment| Timestamp(moment.timestamp_millis()))
    }
}

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
