//! Durations as people write them: `1w 2d`, `1h30m`, `1,5h`; exact, whatever a working day has.

use super::{Args, Options};
use crate::unicode::tick;

/// Reads the arguments of `#time`: a duration, then perhaps a comment. `None`: no duration, or less than a minute.
pub(super) fn read(args: &str, options: &Options) -> Option<Args> {
    let mut amounts = [None; UNITS.len()];
    let mut rest = args;
    'groups: while let Some(group) = Group::at(rest.trim_start()) {
        rest = rest.trim_start();
        for token in group.tokens {
            match amounts.get_mut(token.unit) {
                Some(amount @ None) => *amount = Some(token.amount),
                // a repeated unit starts the comment
                _ => break 'groups,
            }
            rest = rest.get(token.length..).unwrap_or_default();
        }
    }
    let amounts = amounts.map(Option::unwrap_or_default);
    let seconds = minutes(&amounts, options) * 60;
    let comment = super::some(rest.trim_start().trim_start_matches([',', '.', ';', ':', '!', '?']));
    (seconds > 0).then(|| Args::Time { time: written(&amounts), seconds, comment })
}

/// A number with its unit.
struct Token {
    /// Index in `UNITS`.
    unit: usize,
    /// In ten-thousandths of the unit.
    amount: u64,
    length: usize,
}

/// Tokens directly behind each other; whole only if what follows the last may follow.
struct Group {
    tokens: Vec<Token>,
}

impl Group {
    fn at(text: &str) -> Option<Group> {
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(token) = Token::at(rest) {
            rest = rest.get(token.length..)?;
            // more than one of each unit is never used
            if tokens.len() <= UNITS.len() {
                tokens.push(token);
            }
        }
        let may_follow = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')');
        let whole = !tokens.is_empty() && rest.chars().next().is_none_or(may_follow);
        whole.then_some(Group { tokens })
    }
}

impl Token {
    fn at(text: &str) -> Option<Token> {
        tick();
        let (whole, behind) = digits(text, 6)?;
        let (fraction, behind) = match behind.strip_prefix(['.', ',']) {
            Some(behind) => digits(behind, 4)?,
            None => ("", behind),
        };
        let unit = behind.bytes().next().map(|b| b.to_ascii_lowercase())?;
        let unit = UNITS.bytes().position(|known| known == unit)?;
        // whole units and four decimals in one number
        let amount = format!("{whole}{fraction:0<4}").parse().ok()?;
        Some(Token { unit, amount, length: text.len() - behind.len() + 1 })
    }
}

/// One to `most` digits at the start of a text, and what stands behind them.
fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    text.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())
}

/// The sum in whole minutes, rounded half up; computed in whole numbers, so that no decimal fraction is lost.
fn minutes([weeks, days, hours, minutes]: &[u64; 4], options: &Options) -> u64 {
    let hours_per_day = millionths(options.hours_per_day, 24.0);
    let days_per_week = millionths(options.days_per_week, 7.0);
    let of_hours = 60 * u128::from(*hours) * MILLION * MILLION;
    let of_days = 60 * u128::from(*days) * hours_per_day * MILLION;
    let of_weeks = 60 * u128::from(*weeks) * days_per_week * hours_per_day;
    let one = TEN_THOUSAND * MILLION * MILLION;
    let sum = u128::from(*minutes) * MILLION * MILLION + of_hours + of_days + of_weeks;
    u64::try_from((sum + one / 2) / one).unwrap_or_default()
}

/// A setting in millionths, kept within what makes sense.
fn millionths(setting: f64, most: f64) -> u128 {
    // the conversion turns what is not a number into zero
    (setting.clamp(0.0, most) * 1e6).round() as u128
}

/// `1.5h 30m`: in the order of units, zeros left out.
fn written(amounts: &[u64; 4]) -> String {
    let parts = amounts.iter().zip(UNITS.chars()).filter(|(amount, _)| **amount > 0);
    let parts = parts.map(|(amount, unit)| {
        let (whole, fraction) = (amount / 10_000, format!("{:04}", amount % 10_000));
        match fraction.trim_end_matches('0') {
            "" => format!("{whole}{unit}"),
            fraction => format!("{whole}.{fraction}{unit}"),
        }
    });
    parts.collect::<Vec<String>>().join(" ")
}

/// Week, day, hour, minute.
const UNITS: &str = "wdhm";

const TEN_THOUSAND: u128 = 10_000;
const MILLION: u128 = 1_000_000;
