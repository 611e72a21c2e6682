//! What was configured: a cache of compiled rules that the caller can always send again.

use std::sync::{Arc, Mutex, PoisonError};

use super::message::{Configure, Configured};
use crate::error::{Code, Error};
use crate::issue_key::{KeyRules, Rules, RulesOptions};
use crate::smart_commit;

/// Under which rules texts are read.
pub struct Configuration {
    /// What counts as an issue key.
    pub rules: Rules,
    /// How this Jira counts time.
    pub durations: smart_commit::Options,
}

/// Remembers a version of the configuration, instead of the oldest one.
#[inline(never)]
pub fn remember(configure: &Configure) -> Configured {
    let usual = RulesOptions::default();
    let options = RulesOptions {
        known: configure.known_projects.clone(),
        instance_hosts: configure.instance_hosts.clone(),
        project_pattern: configure.project_pattern.clone(),
        max_keys: configure.max_keys.and_then(|most| usize::try_from(most).ok()).unwrap_or(usual.max_keys),
    };
    let (rules, warning) = match Rules::new(options) {
        Ok(rules) => (rules, None),
        Err(error) => {
            let warning = error.to_string();
            (error.fall_back(), Some(warning))
        }
    };
    let configuration = Configuration { rules, durations: durations(configure.hours_per_day, configure.days_per_week) };
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|entry| entry.version != configure.version);
    let versions = || kept.iter().filter(|entry| entry.keys == KeyRules::default());
    if versions().count() >= MOST_VERSIONS {
        // The first entry of all may be one of version 0 with a connection's rules.
        let oldest = versions().next().map(|entry| entry.version);
        kept.retain(|entry| Some(entry.version) != oldest);
    }
    let keys = KeyRules::default();
    kept.push(Entry { version: configure.version, keys, configuration: Arc::new(configuration) });
    Configured { version: configure.version, warning }
}

/// A version of the configuration as a connection with these rules wants it; none when the version is not known.
///
/// # Errors
/// `misconfigured` with the param `field` when the connection's pattern is none.
pub fn find(version: u64, keys: &KeyRules) -> Result<Option<Arc<Configuration>>, Error> {
    let known = |version: u64, keys: &KeyRules| {
        let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = kept.iter().find(|entry| entry.version == version && entry.keys == *keys);
        entry.map(|entry| Arc::clone(&entry.configuration))
    };
    if let Some(configuration) = known(version, keys) {
        return Ok(Some(configuration));
    }
    let base = match known(version, &KeyRules::default()) {
        Some(base) => base,
        None if version == 0 => {
            Arc::new(Configuration { rules: Rules::unknown(), durations: smart_commit::Options::default() })
        }
        None => return Ok(None),
    };
    if *keys == KeyRules::default() {
        return Ok(Some(base));
    }
    let configuration = Arc::new(Configuration { rules: wanting(&base.rules, keys)?, durations: base.durations });
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST_ENTRIES {
        kept.retain(|entry| entry.keys == KeyRules::default());
    }
    kept.push(Entry { version, keys: keys.clone(), configuration: Arc::clone(&configuration) });
    Ok(Some(configuration))
}

/// The rules for projects and hosts as a caller names them.
pub fn rules(known: Option<Vec<String>>, instance_hosts: Option<Vec<String>>) -> Rules {
    let options = RulesOptions { known, instance_hosts, ..RulesOptions::default() };
    // only a pattern for project keys can be wrong, and there is none
    Rules::new(options).unwrap_or_else(|error| error.fall_back())
}

/// Rules as a connection wants them.
///
/// # Errors
/// `misconfigured` with the param `field` when the connection's pattern is none.
pub fn wanting(rules: &Rules, keys: &KeyRules) -> Result<Rules, Error> {
    rules.wanting(keys).map_err(|reason| {
        let pattern = &keys.key_pattern;
        let sentence = format!("keyPattern: expected a regular expression, found {pattern:?}: {reason}");
        Error::new(Code::Misconfigured, sentence).with("field", "keyPattern")
    })
}

/// How a Jira counts time; as most do where it does not say.
pub fn durations(hours_per_day: Option<f64>, days_per_week: Option<f64>) -> smart_commit::Options {
    let usual = smart_commit::Options::default();
    smart_commit::Options {
        hours_per_day: hours_per_day.unwrap_or(usual.hours_per_day),
        days_per_week: days_per_week.unwrap_or(usual.days_per_week),
    }
}

/// What was compiled for a version and the rules of a connection.
struct Entry {
    version: u64,
    keys: KeyRules,
    configuration: Arc<Configuration>,
}

/// Oldest first.
static KEPT: Mutex<Vec<Entry>> = Mutex::new(Vec::new());

/// How many versions are kept: one is in use, another may be while it changes.
const MOST_VERSIONS: usize = 4;

/// How many are kept with the rules of connections, each a few kilobytes.
const MOST_ENTRIES: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_versions_are_kept_whatever_connections_ask_of_version_0() {
        let rules = KeyRules { key_pattern: "PAY-.*".to_owned(), ..KeyRules::default() };
        for version in 1..=20 {
            find(0, &rules).unwrap();
            remember(&serde_json::from_value(serde_json::json!({"version": version})).unwrap());
        }
        let known = |version: &u64| find(*version, &KeyRules::default()).unwrap().is_some();
        assert_eq!((1..=20).filter(known).collect::<Vec<_>>(), [17, 18, 19, 20]);
    }
}
