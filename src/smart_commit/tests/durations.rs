//! Durations: what counts, how it is written, how many seconds it is.

use super::super::{Options, parse};
use super::shown;
use crate::issue_key::Rules;

fn time(args: &str, options: &Options) -> String {
    let shown = shown(&parse(&format!("XY-1 #time {args}"), &Rules::unknown(), options));
    assert_eq!(shown.len(), 1, "{args}");
    let shown = shown[0].trim_start_matches("XY-1 ");
    shown.trim_start_matches("time ").trim_start_matches("! ").to_owned()
}

#[test]
fn durations() {
    let rows: &[(&str, &str, &str)] = &[
        ("1m", r#""1m" 60 null"#, "minutes"),
        ("1h", r#""1h" 3600 null"#, "hours"),
        ("1d", r#""1d" 28800 null"#, "a day has eight hours"),
        ("1w", r#""1w" 144000 null"#, "a week has five days"),
        ("1w 2d 3h 4m", r#""1w 2d 3h 4m" 212640 null"#, "all of them"),
        ("4m 3h 2d 1w", r#""1w 2d 3h 4m" 212640 null"#, "any order"),
        ("1H 30M", r#""1h 30m" 5400 null"#, "any case"),
        ("1h30m", r#""1h 30m" 5400 null"#, "without white space"),
        ("1h30m 1d", r#""1d 1h 30m" 34200 null"#, "both ways"),
        ("1h \t\u{a0} 30m", r#""1h 30m" 5400 null"#, "any white space"),
        ("1.5h", r#""1.5h" 5400 null"#, "a point"),
        ("1,5h", r#""1.5h" 5400 null"#, "a comma"),
        ("1.5000h", r#""1.5h" 5400 null"#, "needless zeros behind"),
        ("01.50h", r#""1.5h" 5400 null"#, "and before"),
        ("0.5h", r#""0.5h" 1800 null"#, "but one zero stays"),
        ("2.000h", r#""2h" 7200 null"#, "a whole number"),
        ("10h", r#""10h" 36000 null"#, "a zero that is needed"),
        ("0w 1h", r#""1h" 3600 null"#, "zero units left out"),
        ("0h", "InvalidDuration", "zero"),
        ("0.4m", "InvalidDuration", "under one minute after rounding"),
        ("0.5m", r#""0.5m" 60 null"#, "rounded half up"),
        ("1.4999m", r#""1.4999m" 60 null"#, "rounded down"),
        ("0.0083h", "InvalidDuration", "0.498 minutes"),
        ("0.0084h", r#""0.0084h" 60 null"#, "0.504 minutes"),
        ("0.25m 0.004h", "InvalidDuration", "0.49 minutes: the sum is rounded"),
        ("0.25m 0.0042h", r#""0.0042h 0.25m" 60 null"#, "0.502 minutes"),
        ("999999w", r#""999999w" 143999856000 null"#, "six digits are the most"),
        ("1000000m", "InvalidDuration", "seven are too many"),
        ("1.12345h", "InvalidDuration", "four decimals are the most"),
        ("1.1234h", r#""1.1234h" 4020 null"#, "67.404 minutes"),
        (".5h", "InvalidDuration", "a digit must come first"),
        ("1.h", "InvalidDuration", "and one behind the point"),
        ("1 h", "InvalidDuration", "the unit stands directly behind"),
        ("1", "InvalidDuration", "no unit"),
        ("1s", "InvalidDuration", "no such unit"),
        ("1hour", "InvalidDuration", "a letter behind"),
        ("-1h", "InvalidDuration", "no sign"),
        ("1h-", "InvalidDuration", "a hyphen may not follow"),
        ("1h/2", "InvalidDuration", "nor a slash"),
        ("1h(x", "InvalidDuration", "nor an opening bracket"),
        ("١h", "InvalidDuration", "digits are ASCII"),
        ("1h30", "InvalidDuration", "30 is no whole token"),
        ("1h30mx", "InvalidDuration", "nor is 30mx"),
        ("1d 1h30", r#""1d" 28800 "1h30""#, "but what came before counts"),
        ("1h, review", r#""1h" 3600 "review""#, "punctuation before the comment is dropped"),
        ("1h ...review", r#""1h" 3600 "review""#, "behind white space too"),
        ("1h. . review", r#""1h" 3600 ". review""#, "up to white space"),
        ("1h: review, done.", r#""1h" 3600 "review, done.""#, "not within the comment"),
        ("1h!?", r#""1h" 3600 null"#, "nothing is left"),
        ("1h) review", r#""1h" 3600 ") review""#, "a bracket may follow, and stays"),
        ("1h, 30m", r#""1h" 3600 "30m""#, "only white space stands between tokens"),
        ("1h 2h", r#""1h" 3600 "2h""#, "a repeated unit ends the duration"),
        ("1h2h", r#""1h" 3600 "2h""#, "here too"),
        ("1h 30m2h x", r#""1h 30m" 5400 "2h x""#, "and here"),
        ("1h30m1d2d1w", r#""1d 1h 30m" 34200 "2d1w""#, "what follows is not looked at"),
        ("1h 30", r#""1h" 3600 "30""#, "a number alone is text"),
        ("1h 30min", r#""1h" 3600 "30min""#, "so is another unit"),
        ("0h 0h", "InvalidDuration", "a zero unit is repeated as well"),
        ("0h 1h", "InvalidDuration", "a zero unit is repeated as well, so 1h is text"),
        ("about 1h", "InvalidDuration", "at the start only"),
    ];
    for (args, expected, because) in rows {
        assert_eq!(time(args, &Options::default()), *expected, "{args:?}: {because}");
    }
}

#[test]
fn days_and_weeks_are_those_of_the_instance() {
    let rows = [
        ("1d", 7.5, 5.0, r#""1d" 27000 null"#),
        ("1w", 7.5, 4.0, r#""1w" 108000 null"#),
        ("1w", 7.6, 4.5, r#""1w" 123120 null"#),
        ("0.25d", 7.6, 5.0, r#""0.25d" 6840 null"#),
        ("1d", 24.0, 7.0, r#""1d" 86400 null"#),
        ("1w", 24.0, 7.0, r#""1w" 604800 null"#),
        // settings that make no sense are kept within bounds
        ("1d", 1e300, 5.0, r#""1d" 86400 null"#),
        ("1d", -8.0, 5.0, "InvalidDuration"),
        ("1d", f64::NAN, 5.0, "InvalidDuration"),
        ("1w", 8.0, f64::INFINITY, r#""1w" 201600 null"#),
    ];
    for (args, hours_per_day, days_per_week, expected) in rows {
        let options = Options { hours_per_day, days_per_week };
        assert_eq!(time(args, &options), expected, "{args} {options:?}");
    }
}

#[test]
fn options_have_defaults_in_json() {
    let options: Options = serde_json::from_str(r#"{"hours_per_day":7.5}"#).unwrap();
    assert_eq!(options, Options { hours_per_day: 7.5, days_per_week: 5.0 });
}
