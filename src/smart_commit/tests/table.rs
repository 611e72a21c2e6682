//! The table: message, what is done, because. Argue about rows.

use super::super::{Args, Code, Command, Mistake, Options, Parsed, Verb, parse};
use super::shown;
use crate::issue_key::Rules;

type Row = (&'static str, &'static [&'static str], &'static str);

fn check(rules: &Rules, rows: &[Row]) {
    for (text, expected, because) in rows {
        assert_eq!(shown(&parse(text, rules, &Options::default())), *expected, "{text:?}: {because}");
    }
}

#[test]
fn commands_and_arguments() {
    let rows: &[Row] = &[
        ("", &[], "nothing"),
        ("XY-1", &[], "a key and no command"),
        ("#close", &[], "a command and no key"),
        ("XY-1 #close", &["XY-1 transition \"close\" null"], "the shortest"),
        ("XY-1 #close done at last", &["XY-1 transition \"close\" \"done at last\""], "with a comment"),
        ("XY-1 #comment fixed", &["XY-1 comment \"fixed\""], "a comment"),
        ("XY-1 #comment", &["XY-1 ! EmptyComment"], "a comment without text"),
        ("XY-1 #comment  \t ", &["XY-1 ! EmptyComment"], "white space is no text"),
        ("XY-1 #time 1h", &["XY-1 time \"1h\" 3600 null"], "logged work"),
        ("XY-1 #time 1h 30m review", &["XY-1 time \"1h 30m\" 5400 \"review\""], "with a comment"),
        ("XY-1 #time", &["XY-1 ! InvalidDuration"], "no duration"),
        ("XY-1 #time soon", &["XY-1 ! InvalidDuration"], "no duration but text"),
        ("XY-1 #COMMENT a", &["XY-1 comment \"a\""], "any case"),
        ("XY-1 #Time 1m", &["XY-1 time \"1m\" 60 null"], "any case"),
        ("XY-1 #Start-Review", &["XY-1 transition \"start-review\" null"], "names become lower case"),
        ("XY-1 #ÜBERGABE", &["XY-1 transition \"übergabe\" null"], "whatever the script"),
        ("XY-1 #完了", &["XY-1 transition \"完了\" null"], "Han has no case"),
        ("XY-1 #cafe\u{301}", &["XY-1 transition \"cafe\u{301}\" null"], "marks belong to a name"),
        (
            "XY-1 #step2 #step٣",
            &["XY-1 transition \"step2\" null", "XY-1 transition \"step٣\" null"],
            "digits (Nd) too",
        ),
        ("XY-1 #a_b-c", &["XY-1 transition \"a_b-c\" null"], "and - and _"),
        ("XY-1 #step² x", &[], "but no other numbers (No): then no white space follows"),
        ("XY-1 #2nd", &[], "a name starts with a letter"),
        ("XY-1 #-x", &[], "not with a hyphen"),
        ("XY-1 #\u{301}x", &[], "not with a mark"),
        ("XY-1 #", &[], "a hash alone"),
        ("XY-1 # close", &[], "white space behind the hash"),
        ("XY-1 ##close", &[], "the second hash has a hash before it"),
        ("XY-1 #close- x", &["XY-1 transition \"close\" \"x\""], "trailing - dropped"),
        ("XY-1 #close-_- x", &["XY-1 transition \"close\" \"x\""], "and _"),
        ("XY-1 #close, x", &["XY-1 transition \"close\" \"x\""], "punctuation behind the name is dropped"),
        ("XY-1 #close...", &["XY-1 transition \"close\" null"], "any number of it"),
        ("XY-1 #close-!? x", &["XY-1 transition \"close\" \"x\""], "after a hyphen too"),
        ("XY-1 #close) x", &[], "a bracket is none of these"),
        ("XY-1 #close,x", &[], "white space must follow"),
        ("XY-1 #include<x>", &[], "C"),
        ("XY-1 #a=b", &[], "an assignment"),
        ("XY-1 #a#b", &[], "neither: a # follows the one, a letter stands before the other"),
        ("XY-1 #close\u{a0}x", &["XY-1 transition \"close\" \"x\""], "white space is Unicode's"),
        (
            "XY-1\u{3000}#close\u{3000}x\u{2003}",
            &["XY-1 transition \"close\" \"x\""],
            "before the hash and around arguments",
        ),
        ("XY-1 #close\u{200b}x", &[], "a zero-width space is no white space"),
        ("XY-1 #comment  a  b\tc ", &["XY-1 comment \"a  b\tc\""], "inner white space is kept"),
        ("XY-1 text #close", &["XY-1 transition \"close\" null"], "text between key and command"),
        ("Fix: XY-1 text #close", &["XY-1 transition \"close\" null"], "and before the key"),
        ("XY-1 a#close", &[], "a letter before the hash"),
        ("XY-1.#close", &[], "a point before it"),
        ("XY-1 \"#close\"", &[], "a quotation mark before it"),
        ("XY-1#close", &["XY-1 transition \"close\" null"], "the end of a key before it"),
        ("(XY-1)#close", &["XY-1 transition \"close\" null"], "a bracket between"),
        ("[XY-1]#close", &["XY-1 transition \"close\" null"], "either bracket"),
        ("((XY-1))#close", &[], "but one only"),
        ("a)#close XY-1", &[], "and only behind a key"),
        ("XY-1 #comment see issue #12", &["XY-1 comment \"see issue #12\""], "a number is no command"),
        ("XY-1 #comment C# is fine", &["XY-1 comment \"C# is fine\""], "nor is a hash at the end of a word"),
        ("XY-1 #comment\u{1c}a", &[], "a file separator is no white space"),
    ];
    check(&Rules::unknown(), rows);
    check(&Rules::known(["XY"]), rows);
}

#[test]
fn keys_that_count() {
    let rows: &[Row] = &[
        ("AB-1 #close", &[], "not known"),
        ("XY-1 AB-1 #close", &["XY-1 transition \"close\" null"], "an unknown one is text"),
        ("xy-1 #close", &["XY-1 transition \"close\" null"], "anchored"),
        (
            "#xy-1 #close",
            &["XY-1 transition \"close\" null"],
            "a hash is no letter; a key follows it, so it starts no command",
        ),
        ("see xy-1 #close", &[], "not anchored"),
        ("/XY-1 #close", &[], "a path"),
        ("https://jira.example/browse/XY-1 #close", &[], "a link"),
        ("a=XY-1 #close", &[], "a query"),
        ("?XY-1 #close", &[], "a query"),
        ("&XY-1 #close", &[], "a query"),
        (">XY-1 #close", &[], "a quotation"),
        ("^XY-1 #close", &[], "a revision"),
        ("!XY-1 #close", &[], "a merge request"),
        ("~XY-1 #close", &[], "a revision"),
        ("\\XY-1 #close", &[], "a path"),
        ("-XY-1 #close", &[], "a longer name"),
        ("_XY-1 #close", &[], "a longer name"),
        ("a_XY-1 #close", &[], "a longer name"),
        ("XY-1_ #close", &[], "a longer name"),
        ("XY-1_#close", &[], "a longer name: the hash follows no key"),
        ("XY-1- #close", &["XY-1 transition \"close\" null"], "a hyphen behind is allowed"),
        ("XY-1: #close", &["XY-1 transition \"close\" null"], "a colon"),
        (":XY-1 #close", &["XY-1 transition \"close\" null"], "a colon before"),
        ("%2FXY-1 #close", &["XY-1 transition \"close\" null"], "an F before is not in the list"),
        ("*XY-1* #close", &["XY-1 transition \"close\" null"], "bold"),
        ("修XY-1 #close", &["XY-1 transition \"close\" null"], "Han before"),
        ("XY-1 #XY-2 #close", &["XY-1 transition \"close\" null", "XY-2 transition \"close\" null"], "a hash is glue"),
        ("XY-1 #AB-2 #close", &["XY-1 transition \"close\" null"], "the name has the shape of a key"),
        ("XY-1 #AB_C-2 x #close", &["XY-1 transition \"close\" null"], "of a longer one"),
        ("XY-1 #AB-2_ #close", &["XY-1 transition \"close\" null"], "after dropping the _"),
        ("XY-1 #XY-2_ #close", &["XY-1 transition \"close\" null"], "no key, and no name either"),
        ("XY-1 #Ab-2", &["XY-1 transition \"ab-2\" null"], "not with lower case"),
        ("XY-1 #AB-2C", &["XY-1 transition \"ab-2c\" null"], "not with a letter at the end"),
        ("XY-1 #A-2 #close", &["XY-1 transition \"close\" null"], "one letter is enough for that shape"),
        ("XY-1 #AB-", &["XY-1 transition \"ab\" null"], "not without a number"),
        ("XY-1 #AB-1-2", &["XY-1 transition \"ab-1-2\" null"], "not with two"),
        (
            "XY-1 #修XY-2 #close",
            &["XY-1 transition \"修xy-2\" null", "XY-1 transition \"close\" null"],
            "a key within a name is the name",
        ),
    ];
    check(&Rules::known(["XY"]), rows);
}

#[test]
fn lists_and_lines() {
    let rows: &[Row] = &[
        (
            "XY-1 XY-2 #close",
            &["XY-1 transition \"close\" null", "XY-2 transition \"close\" null"],
            "two keys, white space between",
        ),
        (
            "XY-1,XY-2;XY-3+XY-4 #close",
            &[
                "XY-1 transition \"close\" null",
                "XY-2 transition \"close\" null",
                "XY-3 transition \"close\" null",
                "XY-4 transition \"close\" null",
            ],
            "signs between",
        ),
        ("(XY-1) & [XY-2] #a", &["XY-1 transition \"a\" null", "XY-2 transition \"a\" null"], "brackets between"),
        ("XY-1 and XY-2 #a", &["XY-2 transition \"a\" null"], "a word makes two lists, the last one counts"),
        ("XY-1 / XY-2 #a", &["XY-2 transition \"a\" null"], "a slash is no glue"),
        ("XY-1. XY-2 #a", &["XY-2 transition \"a\" null"], "a point neither"),
        ("XY-1 &XY-2 #a", &["XY-1 transition \"a\" null"], "an & directly before is no key"),
        ("XY-1 XY-1 XY-2 XY-1 #a", &["XY-1 transition \"a\" null", "XY-2 transition \"a\" null"], "duplicates removed"),
        (
            "XY-2 XY-1 #a x #b y",
            &[
                "XY-2 transition \"a\" \"x\"",
                "XY-1 transition \"a\" \"x\"",
                "XY-2 transition \"b\" \"y\"",
                "XY-1 transition \"b\" \"y\"",
            ],
            "commands outer, issues inner",
        ),
        ("XY-1 XY-2 #comment", &["XY-1 ! EmptyComment", "XY-2 ! EmptyComment"], "a mistake for each issue"),
        ("XY-1\n#close", &[], "nothing carries over"),
        ("XY-1 #comment a\nb", &["XY-1 comment \"a\""], "arguments end with the line"),
        ("XY-1 #a\rXY-2 #b", &["XY-1 transition \"a\" null", "XY-2 transition \"b\" null"], "CR"),
        ("XY-1 #a\u{2028}XY-2 #b", &["XY-1 transition \"a\" null", "XY-2 transition \"b\" null"], "a line separator"),
        ("XY-1 #a\u{85}XY-2 #b", &["XY-1 transition \"a\" null", "XY-2 transition \"b\" null"], "NEL"),
        ("Subject\r\n\r\nXY-1 #a x\r\nXY-2 #b", &["XY-1 transition \"a\" \"x\"", "XY-2 transition \"b\" null"], "CRLF"),
        ("#a XY-1 #b", &["XY-1 transition \"b\" null"], "a command before any list is ignored"),
        ("x #a XY-1", &[], "and takes nothing"),
        (
            "XY-1 #close done, XY-2 #reopen",
            &["XY-1 transition \"close\" \"done\"", "XY-2 transition \"reopen\" null"],
            "a list directly before the next command takes over",
        ),
        (
            "XY-1 #close see XY-2 for more #reopen",
            &["XY-1 transition \"close\" \"see XY-2 for more\"", "XY-1 transition \"reopen\" null"],
            "words between: the key is part of the arguments",
        ),
        ("XY-1 #close like XY-2", &["XY-1 transition \"close\" \"like XY-2\""], "no command follows"),
        (
            "XY-1 #a (XY-2) #b",
            &["XY-1 transition \"a\" null", "XY-2 transition \"b\" null"],
            "the bracket before the list is no argument",
        ),
        ("XY-1 #comment x ([,;&+# XY-2 #b", &["XY-1 comment \"x\"", "XY-2 transition \"b\" null"], "nor are these"),
        ("XY-1 #comment x. XY-2 #b", &["XY-1 comment \"x.\"", "XY-2 transition \"b\" null"], "a point is"),
        ("XY-1 #comment ( XY-2 #b", &["XY-1 ! EmptyComment", "XY-2 transition \"b\" null"], "then nothing is left"),
        (
            "XY-1 #comment XY-2, XY-3 #b",
            &["XY-1 ! EmptyComment", "XY-2 transition \"b\" null", "XY-3 transition \"b\" null"],
            "the whole list takes over",
        ),
        (
            "XY-1 #comment XY-2 / XY-3 #b",
            &["XY-1 comment \"XY-2 /\"", "XY-3 transition \"b\" null"],
            "of two lists the last",
        ),
        (
            "XY-1 #a x XY-2 -- #b",
            &["XY-1 transition \"a\" \"x\"", "XY-2 transition \"b\" null"],
            "signs between list and command",
        ),
        (
            "XY-1 #a x XY-2 ² #b",
            &["XY-1 transition \"a\" \"x XY-2 ²\"", "XY-1 transition \"b\" null"],
            "any number between (No)",
        ),
        (
            "XY-1 #a x XY-2#b y",
            &["XY-1 transition \"a\" \"x\"", "XY-2 transition \"b\" \"y\""],
            "a command at the end of a key",
        ),
        (
            "XY-1 #a XY-2 #b XY-3 #c",
            &["XY-1 transition \"a\" null", "XY-2 transition \"b\" null", "XY-3 transition \"c\" null"],
            "again and again",
        ),
        ("XY-1 #a x, #b", &["XY-1 transition \"a\" \"x,\"", "XY-1 transition \"b\" null"], "no list: the comma stays"),
        ("XY-1 #a #b", &["XY-1 transition \"a\" null", "XY-1 transition \"b\" null"], "two commands in a row"),
        (
            "XY-1 #comment see /XY-2 #b",
            &["XY-1 comment \"see /XY-2\"", "XY-1 transition \"b\" null"],
            "a key in a path is text",
        ),
        ("XY-1 #time 1h XY-2 #b", &["XY-1 time \"1h\" 3600 null", "XY-2 transition \"b\" null"], "behind a duration"),
        (
            "修XY-1#b #修XY-2#c",
            &["XY-1 transition \"b\" \"#修\"", "XY-2 transition \"c\" null"],
            "#修XY-2 is no command, a # follows; so XY-2 is a key",
        ),
    ];
    check(&Rules::unknown(), rows);
}

#[test]
fn messages_that_repeat_another_commit() {
    let rows: &[Row] = &[
        ("Revert \"XY-1 #close\"\n\nXY-1 #a", &[], "a revert"),
        ("Reapply \"x\"\nXY-1 #a", &[], "a reapplied commit"),
        ("fixup! x\nXY-1 #a", &[], "a fixup"),
        ("squash! x\nXY-1 #a", &[], "a squash"),
        ("amend! XY-1 #a", &[], "an amendment"),
        ("\n \u{3000}\r\nfixup! XY-1 #a", &[], "the first line that is not blank"),
        ("x\nfixup! XY-1 #a", &["XY-1 transition \"a\" null"], "not the first"),
        (" fixup! XY-1 #a", &["XY-1 transition \"a\" null"], "not at its start"),
        ("Fixup! XY-1 #a", &["XY-1 transition \"a\" null"], "another case"),
        ("Revert XY-1 #a", &["XY-1 transition \"a\" null"], "no quotation mark"),
        ("fixup!\nXY-1 #a", &["XY-1 transition \"a\" null"], "no blank behind"),
    ];
    check(&Rules::unknown(), rows);
}

#[test]
fn json_has_verbs_arguments_and_codes() {
    let parsed = parse("XY-1 #comment a #time 1h #close #comment", &Rules::unknown(), &Options::default());
    let expected = serde_json::json!({
        "commands": [
            {"issue": "XY-1", "command": "comment", "args": {"body": "a"}, "byte": 5},
            {"issue": "XY-1", "command": "time", "args": {"time": "1h", "seconds": 3600, "comment": null}, "byte": 16},
            {"issue": "XY-1", "command": "transition", "args": {"name": "close", "comment": null}, "byte": 25},
        ],
        "errors": [{"issue": "XY-1", "command": "comment", "code": "EmptyComment", "byte": 32}],
    });
    assert_eq!(serde_json::to_value(&parsed).unwrap(), expected);
    let read: Parsed = serde_json::from_value(expected.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), expected);
}

#[test]
fn commands_that_follow_a_sentence_may_be_hashtags() {
    // message, whether each command is direct, because
    let rows: &[(&str, &[bool], &str)] = &[
        ("XY-1 #close", &[true], "behind the key"),
        ("XY-1, XY-2: #close", &[true, true], "behind the keys"),
        ("XY-1 speeds up the #performance tests", &[false], "within a sentence"),
        ("XY-1 #time 1h done #close", &[true, true], "behind another command"),
        ("XY-1 see #tests #close", &[false, true], "behind a hashtag, which may be a command"),
        ("XY-1 #close done, XY-2 #reopen", &[true, true], "behind the next key"),
    ];
    for (message, expected, because) in rows {
        let parsed = parse(message, &Rules::known(["XY"]), &Options::default());
        let direct: Vec<bool> = parsed.commands.iter().map(|command| command.direct).collect();
        assert_eq!(direct, *expected, "{message}: {because}");
    }
}

#[test]
fn results_tell_their_place() {
    let parsed = parse("漢 xy-1 #Close it\nXY-2 #time", &Rules::known(["XY"]), &Options::default());
    assert_eq!(parsed.commands, [], "漢 is a letter, so xy-1 is not anchored");
    let mistake =
        Mistake { issue: "XY-2".into(), command: Verb::Time, code: Code::InvalidDuration, byte: 24, direct: true };
    assert_eq!(parsed.errors, [mistake]);
    let parsed = parse("😀 xy-1 #Close it", &Rules::known(["XY"]), &Options::default());
    let args = Args::Transition { name: "close".into(), comment: Some("it".into()) };
    assert_eq!(
        parsed.commands,
        [Command { issue: "XY-1".into(), command: Verb::Transition, args, byte: 10, direct: true }]
    );
}
