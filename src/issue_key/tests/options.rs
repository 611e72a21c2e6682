//! Limits, served and ignored projects, the project pattern, links to other hosts.

use super::super::{Field, KeyRules, Rules, RulesOptions, extract, keys};

fn rules(options: RulesOptions) -> Rules {
    Rules::new(options).unwrap()
}

fn found(text: &str, options: RulesOptions) -> Vec<String> {
    extract(text, Field::Commit, &rules(options)).keys
}

fn wanted(text: &str, rules: &Rules, keys: &KeyRules) -> Vec<String> {
    extract(text, Field::Commit, &rules.wanting(keys).unwrap()).keys
}

fn list(words: &[&str]) -> Option<Vec<String>> {
    Some(words.iter().map(|word| (*word).to_owned()).collect())
}

#[test]
fn more_keys_than_allowed_are_left_out_and_said() {
    let two = rules(RulesOptions { max_keys: 2, ..RulesOptions::default() });
    let found = extract("AB-1 AB-2 AB-1 AB-3 AB-2", Field::Commit, &two);
    assert_eq!(found.keys, ["AB-1", "AB-2"]);
    let places: Vec<(&str, usize)> = found.occurrences.iter().map(|o| (o.key.as_str(), o.byte.start)).collect();
    assert_eq!(places, [("AB-1", 0), ("AB-2", 5), ("AB-1", 10), ("AB-2", 20)], "every occurrence of the kept keys");
    assert!(found.truncated);
    assert!(!extract("AB-1 AB-2 AB-1 AB-2", Field::Commit, &two).truncated, "repetitions are no further keys");
    let none = rules(RulesOptions { max_keys: 0, ..RulesOptions::default() });
    let found = extract("AB-1", Field::Commit, &none);
    assert!(found.truncated && found.keys.is_empty() && found.occurrences.is_empty());
    assert!(!extract("AB", Field::Commit, &none).truncated);
}

#[test]
fn five_hundred_keys_are_kept_unless_told_otherwise() {
    let text: String = (1..=501).chain(1..=501).map(|number| format!("AB-{number}\n")).collect();
    let found = extract(&text, Field::Commit, &Rules::unknown());
    assert_eq!((found.keys.len(), found.occurrences.len(), found.truncated), (500, 1000, true));
    assert_eq!(found.keys[499], "AB-500");
    let exactly = &text[..text.find("AB-501").unwrap()];
    assert!(!extract(exactly, Field::Commit, &Rules::unknown()).truncated);
}

#[test]
fn a_key_left_out_still_anchors_the_next() {
    let one = RulesOptions { known: list(&["AB"]), max_keys: 1, ..RulesOptions::default() };
    assert_eq!(found("ab-1, ab-2, ab-1", one), ["AB-1"]);
    let served = KeyRules { served: list(&["xy"]), ..KeyRules::default() };
    assert_eq!(wanted("ab-1, xy-2: text", &Rules::known(["AB", "XY"]), &served), ["XY-2"]);
}

#[test]
fn text_beyond_a_mib_is_not_read() {
    let mib = 1 << 20;
    let rows: &[(String, &[&str], bool, &str)] = &[
        (format!("{}AB-1", " ".repeat(mib - 4)), &["AB-1"], false, "exactly a MiB"),
        (format!("{}AB-1", " ".repeat(mib)), &[], true, "the key is behind it"),
        (format!("AB-1{}", " ".repeat(mib)), &["AB-1"], true, "the key is before it"),
        (format!("{}AB-12", " ".repeat(mib - 4)), &["AB-1"], true, "what is cut off does not exist"),
        (format!("AB-1{}😀", " ".repeat(mib - 6)), &["AB-1"], true, "cut at a character boundary"),
        (format!("{}AB-1é", " ".repeat(mib - 5)), &["AB-1"], true, "the cut-off character does not glue"),
        (format!("<!--{}-->AB-1", " ".repeat(mib)), &[], true, "a comment without end"),
    ];
    for (text, expected, truncated, because) in rows {
        let found = extract(text, Field::PrBody, &Rules::unknown());
        assert_eq!((found.keys.as_slice(), found.truncated), (&to_strings(expected)[..], *truncated), "{because}");
        let mut only = Vec::new();
        assert_eq!(keys(text, Field::PrBody, &Rules::unknown(), &mut only), *truncated, "{because}");
        assert_eq!(only, found.keys);
    }
}

fn to_strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn keys_are_added_to_those_of_another_text() {
    let rules = rules(RulesOptions { max_keys: 3, ..RulesOptions::default() });
    let mut into = vec!["AB-1".to_owned()];
    assert!(!keys("AB-2 AB-1", Field::PrTitle, &rules, &mut into));
    assert!(keys("AB-3 AB-4", Field::PrBody, &rules, &mut into), "the limit is for all of them");
    assert_eq!(into, ["AB-1", "AB-2", "AB-3"]);
}

#[test]
fn served_and_ignored_are_applied_to_the_key_that_won() {
    // text, served, ignored, keys, because
    type Row = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str], &'static str);
    let rows: &[Row] = &[
        ("AB-1 XY-1", &["AB"], &[], &["AB-1"], "XY is not served"),
        ("AB-1 XY-1", &["ab", "zz"], &[], &["AB-1"], "in any case; ZZ is not known at all"),
        ("AB-1 XY-1", &["AB", "XY", "A_XY"], &["xy"], &["AB-1"], "a project is ignored"),
        ("AB-1 AB-2", &["AB", "XY", "A_XY"], &["ab-1"], &["AB-2"], "a key is ignored"),
        ("A_XY-1", &["XY"], &[], &[], "an issue of A_XY is not an issue of XY because A_XY is not served"),
        ("A_XY-1", &["XY", "A_XY"], &["A_XY"], &[], "nor because it is ignored"),
        ("B_XY-1", &["XY"], &[], &["XY-1"], "B_XY does not exist"),
        ("AB-1", &[], &[], &[], "nothing is served"),
    ];
    for (text, served, ignored, expected, because) in rows {
        let keys = KeyRules { served: list(served), ignored: to_strings(ignored), ..KeyRules::default() };
        assert_eq!(wanted(text, &Rules::known(["AB", "XY", "A_XY"]), &keys), *expected, "{text}: {because}");
    }
    let keys = KeyRules { ignored: to_strings(&["TODO", "AB-1"]), ..KeyRules::default() };
    assert_eq!(wanted("TODO-1 AB-1 AB-11", &Rules::unknown(), &keys), ["AB-11"], "without known projects too");
}

#[test]
fn a_key_must_match_the_connections_own_pattern_as_a_whole() {
    // pattern, text, keys, because
    let rows: &[(&str, &str, &[&str], &str)] = &[
        ("", "AB-1 XY-22", &["AB-1", "XY-22"], "no pattern"),
        ("AB-.*", "AB-1 XY-22", &["AB-1"], "only one project"),
        (r"\w+-\d{2,}", "AB-1 XY-22 XY-333", &["XY-22", "XY-333"], "two digits or more"),
        ("AB-1", "AB-1 AB-11", &["AB-1"], "as a whole"),
        ("AB-1|XY-2", "AB-11 XY-2 AB-1", &["XY-2", "AB-1"], "an alternative as a whole, too"),
        ("AB-1", "ab-1: text", &["AB-1"], "what is matched is the key in capitals"),
        ("ab-1", "ab-1: text", &[], "and never as it is written"),
    ];
    for (pattern, text, expected, because) in rows {
        let keys = KeyRules { key_pattern: (*pattern).to_owned(), ..KeyRules::default() };
        assert_eq!(wanted(text, &Rules::known(["AB", "XY"]), &keys), *expected, "{pattern}: {because}");
    }
    let keys = KeyRules { key_pattern: "AB-(".to_owned(), ..KeyRules::default() };
    assert!(Rules::unknown().wanting(&keys).unwrap_err().contains("unclosed group"));
}

#[test]
fn project_pattern_counts_only_without_known_projects() {
    let pattern = |pattern: &str| RulesOptions { project_pattern: Some(pattern.into()), ..RulesOptions::default() };
    let rows: &[(&str, &str, &[&str], &str)] = &[
        ("[A-Z]", "A-1 AB-1", &["A-1", "AB-1"], "beside the usual shape"),
        ("[0-9]{2}", "12-1 123-1 1-1", &["12-1"], "in full"),
        ("A|1", "1-1 12-1 A-1", &["1-1", "A-1"], "an alternative is one as a whole"),
        ("(1)", "x_1-1", &["1-1"], "for parts of the run as well"),
        ("UTF", "UTF-8", &[], "noise stays noise"),
        ("(?i)[a-z]", "a-1 A-2", &["A-2"], "lower case only with known projects"),
        ("1 # one", "1-1", &[], "a blank is a blank"),
        (".*", "_-1 1-1", &["_-1", "1-1"], "any shape"),
    ];
    for (text, input, expected, because) in rows {
        assert_eq!(found(input, pattern(text)), *expected, "{text}: {because}");
    }
    let both = RulesOptions { known: list(&["AB"]), ..pattern("[A-Z]") };
    assert_eq!(found("A-1 AB-1", both), ["AB-1"]);
    let broken = RulesOptions { known: list(&["AB"]), ..pattern("(") };
    assert_eq!(found("AB-1", broken), ["AB-1"], "a pattern that is not used cannot be wrong");
}

#[test]
fn a_pattern_that_is_not_understood_falls_back_to_the_usual_shape() {
    let rows = [
        ("(", "unclosed group"),
        ("a)|(b", "unopened group"),
        (r"(?<=x)[A-Z]", "look-around, including look-ahead and look-behind, is not supported"),
        (r"([A-Z])\1", "backreferences are not supported"),
        ("[A-Z]{1000000}", "Compiled regex exceeds size limit of 1048576 bytes."),
    ];
    for (pattern, reason) in rows {
        let options = RulesOptions { project_pattern: Some(pattern.into()), max_keys: 1, ..RulesOptions::default() };
        let error = Rules::new(options).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("expected a pattern for project keys, found "), "{text}");
        assert!(text.contains(reason), "{pattern}: {text}");
        let found = extract("A-1 AB-1 XY-1", Field::Commit, &error.fall_back());
        assert_eq!(found.keys, ["AB-1"], "the other options stay");
    }
}

#[test]
fn links_to_other_hosts_are_left_out() {
    let rows: &[(&str, &[&str], &str)] = &[
        ("https://jira.example/browse/AB-1", &["AB-1"], "ours"),
        ("https://JIRA.example:8443/browse/AB-1", &["AB-1"], "whatever the case and the port"),
        ("https://dev1@jira.example/browse/AB-1", &["AB-1"], "whoever asks"),
        ("https://jira.example/a/b/browse/AB-1", &["AB-1"], "with a context path"),
        ("https://other.example/browse/AB-1", &[], "not ours"),
        ("https://other.example/a/b/browse/AB-1?x=1", &[], "not ours, with a path and a query"),
        ("http://[::1]:80/browse/AB-1", &[], "not ours, an IPv6 address"),
        ("http://[::2]/browse/AB-1", &["AB-1"], "ours, an IPv6 address"),
        ("http://port.example:1/browse/AB-1", &["AB-1"], "ours, named with its port"),
        ("http://port.example:2/browse/AB-1", &[], "another port"),
        ("https://other.example/issues/AB-1", &["AB-1"], "no link to an issue"),
        ("https://other.example/browse/AB-1/browse/AB-2", &[], "two keys in one link"),
        ("https://other.example/browse/AB-1 AB-1", &["AB-1"], "the key stands in the text too"),
        ("https://other.example/browse/x_AB-1", &["AB-1"], "the key is not directly behind browse/"),
        ("https://other.example/ /browse/AB-1", &["AB-1"], "a blank ends the link"),
        ("<https://other.example>/browse/AB-1", &["AB-1"], "a bracket ends it"),
        ("https://other.example/\u{3000}/browse/AB-1", &["AB-1"], "any white space ends it"),
        ("https://other.example/browse/AB-1 /browse/AB-2", &["AB-2"], "the first link has ended"),
        ("/browse/AB-1", &["AB-1"], "no host"),
        ("://other.example/browse/AB-1", &["AB-1"], "no scheme"),
        ("1://other.example/browse/AB-1", &["AB-1"], "no scheme either"),
        ("svn+ssh://other.example/browse/AB-1", &[], "any scheme"),
        ("https:///browse/AB-1", &["AB-1"], "an empty host is none"),
        ("https://browse/AB-1", &["AB-1"], "browse is the host here"),
        ("https://other.example/?to=https://jira.example/browse/AB-1", &["AB-1"], "the innermost link decides"),
        ("https://jira.example/?to=https://other.example/browse/AB-1", &[], "the innermost link decides"),
        ("https://jira.example/browse/AB-1,https://other.example/browse/AB-2", &["AB-1"], "joined by a comma"),
        ("https://other.example/browse/AB-1\nhttps://jira.example/browse/AB-2", &["AB-2"], "line by line"),
    ];
    for (text, expected, because) in rows {
        let hosts = list(&["jira.example", "[::2]", "port.example:1"]);
        let options = RulesOptions { instance_hosts: hosts, ..RulesOptions::default() };
        assert_eq!(found(text, options), *expected, "{text}: {because}");
        assert!(!found(text, RulesOptions::default()).is_empty(), "without hosts every link counts: {text}");
    }
}

#[test]
fn options_are_read_from_json_with_their_defaults() {
    let options: RulesOptions = serde_json::from_str(r#"{"known":["AB"],"max_keys":7}"#).unwrap();
    assert_eq!(options, RulesOptions { known: list(&["AB"]), max_keys: 7, ..RulesOptions::default() });
    assert_eq!(serde_json::from_str::<RulesOptions>("{}").unwrap().max_keys, 500);
}

#[test]
fn noise_is_sorted() {
    let noise = super::super::noise::NOISE;
    assert!(noise.is_sorted(), "src/issue_key/noise.rs must be sorted, it is searched by halves");
    assert!(noise.iter().all(|word| super::super::noise::is_noise(word.as_bytes())));
}
