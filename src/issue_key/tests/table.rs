//! The table: text, keys, because. Argue about rows.

use super::super::Field::{self, Branch, Commit, PrBody, PrTitle};
use super::super::{Rules, extract};

type Row = (&'static str, &'static [&'static str], &'static str);

fn check(field: Field, rules: &Rules, rows: &[Row]) {
    for (text, expected, because) in rows {
        let found = extract(text, field, rules);
        assert_eq!(found.keys, *expected, "{field:?} {text:?}: {because}");
    }
}

#[test]
fn without_known_projects() {
    let rows: &[Row] = &[
        ("", &[], "nothing"),
        ("ABC-123", &["ABC-123"], "the key alone"),
        ("fix(ABC-123): typo", &["ABC-123"], "in parentheses"),
        ("[ABC-123] typo", &["ABC-123"], "in brackets"),
        ("ABC-123: typo", &["ABC-123"], "before a colon"),
        ("see ABC-123, DEF-4;GH-5", &["ABC-123", "DEF-4", "GH-5"], "several, in order"),
        ("ABC-2 ABC-1 ABC-2", &["ABC-2", "ABC-1"], "distinct, in order of first appearance"),
        ("#ABC-1", &["ABC-1"], "a hash is no letter"),
        ("@ABC-1", &["ABC-1"], "an at sign neither"),
        ("\"ABC-1\"", &["ABC-1"], "in quotes"),
        ("ABC-1's", &["ABC-1"], "an apostrophe ends the number"),
        ("ABC-1\tDEF-2", &["ABC-1", "DEF-2"], "between tabs"),
        ("ABC-1\0DEF-2", &["ABC-1", "DEF-2"], "a NUL is a control character like others"),
        ("AB-1", &["AB-1"], "two letters are the fewest"),
        ("A-1", &[], "one letter is no usual project"),
        ("A1-1", &["A1-1"], "a letter and a digit"),
        ("1A-1", &[], "a digit first"),
        ("A_B-1", &["A_B-1"], "an underscore between parts"),
        ("_AB-1", &["AB-1"], "the part behind the underscore"),
        ("AB_-1", &[], "an empty part at the end"),
        ("A__BC-1", &["BC-1"], "an empty part in the middle: the rest behind it"),
        ("__AB-1", &["AB-1"], "two underscores in front"),
        ("1_AB-1", &["AB-1"], "the whole run has no shape, its part has"),
        ("A_1-1", &["A_1-1"], "a part may be digits"),
        ("_1-1", &[], "but not the first"),
        ("x_AB-1", &["AB-1"], "lower case in the first part only"),
        ("AB_x-1", &[], "lower case in the last part"),
        ("ABx-1", &[], "lower case in the run"),
        ("xAB-1", &[], "a lower-case letter touches the key"),
        ("abc-1", &[], "lower case only where projects are known"),
        ("Abc-1", &[], "mixed case too"),
        ("see key0MES-123", &[], "a letter or digit touches the key"),
        ("0MES-123", &[], "a digit touches it"),
        ("ABC-0", &[], "no issue is number 0"),
        ("ABC-01", &[], "a number never starts with 0"),
        ("ABC-10", &["ABC-10"], "but may end with it"),
        ("ABC-1234567890", &["ABC-1234567890"], "ten digits are the most"),
        ("ABC-12345678901", &[], "eleven digits, and never a shortened key"),
        ("ABC-1a", &[], "a letter behind"),
        ("ABC-1A", &[], "an upper-case letter behind"),
        ("ABC-1_a", &["ABC-1"], "an underscore behind is fine"),
        ("ABC-1-a", &["ABC-1"], "a hyphen behind"),
        ("ABC-1-fix-the-thing", &["ABC-1"], "as in branch names"),
        ("ABC-1-2", &["ABC-1"], "the second hyphen has no project"),
        ("ABC-1.", &["ABC-1"], "the end of a sentence"),
        ("ABC-1.a", &["ABC-1"], "a file name"),
        ("ABC-1.2", &[], "a version"),
        ("ABC-1.2.3", &[], "a longer version"),
        ("ABC-1..5", &["ABC-1"], "a range gives its first key"),
        ("ABC-1.\u{663}", &["ABC-1"], "digits here are ASCII"),
        ("ABC-1/2", &["ABC-1"], "a short list gives its first key"),
        ("ABC-1,2", &["ABC-1"], "a comma is no point"),
        ("ABC-", &[], "no number"),
        ("ABC--1", &[], "two hyphens"),
        ("-1", &[], "no project"),
        (" -1", &[], "a negative number"),
        ("ABC -1", &[], "white space before the hyphen"),
        ("ABC- 1", &[], "white space behind it"),
        ("ABC-DEF-1", &["DEF-1"], "only the run before the hyphen counts"),
        ("AB-CD-EF", &[], "no digits anywhere"),
        ("-ABC-1", &["ABC-1"], "a hyphen before is a boundary"),
        (".ABC-1", &["ABC-1"], "a point before too"),
        ("/ABC-1/", &["ABC-1"], "slashes too"),
        ("a/ABC-1", &["ABC-1"], "whatever stands before the slash"),
        ("AB-1_CD-2", &["AB-1", "CD-2"], "the second run is 1_CD, its part CD wins"),
        ("AB-1CD-2", &[], "AB-1 is followed by a letter, 1CD is no shape"),
        ("AB-1-CD-2", &["AB-1", "CD-2"], "joined by hyphens"),
        ("AB-1AB-1", &[], "run together"),
        ("AB-12_3-4", &["AB-12"], "digits are no project"),
        ("ABC-1ABC-2 ABC-3", &["ABC-3"], "broken ones do not harm the next"),
    ];
    check(Commit, &Rules::unknown(), rows);
}

#[test]
fn noise_without_known_projects() {
    let rows: &[Row] = &[
        ("UTF-8", &[], "an encoding"),
        ("UTF-16LE", &[], "an encoding, and a letter behind"),
        ("SHA-256", &[], "an algorithm"),
        ("SHA1-1", &[], "with a digit in its name"),
        ("ISO-8601", &[], "a standard"),
        ("RFC-2119", &[], "a standard"),
        ("MD-5", &[], "the first word of the middle of the list"),
        ("AES-128", &[], "the first of the list"),
        ("X86-64", &[], "the last of the list"),
        ("GPT-4", &[], "a model"),
        ("COVID-19", &[], "an illness"),
        ("UTC-5", &[], "a time zone"),
        ("CVE-7", &[], "an advisory, even if short"),
        ("CVE-2024-1234", &[], "an advisory"),
        ("GHSA-1", &[], "an advisory"),
        ("MY_UTF-8", &["MY_UTF-8"], "the longest candidate wins and is not in the list"),
        ("x_UTF-8", &[], "the only candidate with a shape is in the list"),
        ("__UTF-8", &[], "here too"),
        ("UTF_X-8", &["UTF_X-8"], "the list is of whole projects"),
        ("UTFX-8", &["UTFX-8"], "a longer word"),
        ("SHA4-1", &["SHA4-1"], "not in the list"),
        ("UTF-8 ABC-1", &["ABC-1"], "noise beside a key"),
        ("BCVE-2024-1", &["BCVE-2024"], "the rule is for the project CVE alone"),
    ];
    check(Commit, &Rules::unknown(), rows);
}

#[test]
fn with_known_projects() {
    let rules = Rules::known(["ABC", "x", "1", "A_B", "B", "UTF", "CVE", "_C", "D_", "9X_Y", "2FQ", "Q"]);
    let rows: &[Row] = &[
        ("ABC-1", &["ABC-1"], "known"),
        ("ABD-1", &[], "not known"),
        ("X-1", &["X-1"], "one letter, given in lower case"),
        ("1-1", &["1-1"], "a digit is a project if it is known"),
        ("1-1-1", &["1-1"], "the second 1-1 would overlap the first"),
        ("1-1-1-1", &["1-1"], "the second hyphen overlaps, the third does not and gives the same key"),
        ("1-2-1-3", &["1-2", "1-3"], "with different numbers it shows"),
        ("11-1", &[], "but 11 is not known"),
        ("A_B-1", &["A_B-1"], "the longest candidate wins"),
        ("C_B-1", &["B-1"], "else its part"),
        ("A_A_B-1", &["A_B-1"], "the longest known part"),
        ("éA_B-1", &["B-1"], "the whole run has no boundary, the part behind the underscore needs none"),
        ("UTF-8", &["UTF-8"], "the set alone decides: a project UTF exists"),
        ("SHA-256", &[], "no project SHA"),
        ("_C-1", &["_C-1"], "any shape: an underscore first"),
        ("A_C-1", &[], "_C is no part behind an underscore, C is not known"),
        ("A__C-1", &["_C-1"], "here _C is"),
        ("D_-1", &["D_-1"], "any shape: an underscore last"),
        ("9X_Y-1", &["9X_Y-1"], "any shape: a digit first"),
        ("CVE-1", &["CVE-1"], "the project CVE exists"),
        ("CVE-2024-1234", &[], "but this is an advisory all the same"),
        ("CVE-2024-x", &["CVE-2024"], "no digit behind the second hyphen"),
        ("CVE-2024--1", &["CVE-2024"], "no digit directly behind it"),
        ("X_CVE-2024-1", &[], "the part CVE is one"),
        ("cve-2024-1", &[], "in lower case too"),
        ("cve-2024: x", &["CVE-2024"], "and this is no advisory"),
        ("1_B-1", &["B-1"], "1_B is not known, its part is"),
        ("X-1_B-2", &["X-1", "B-2"], "the part of the second run that does not overlap"),
        ("1-1_B-2", &["1-1", "B-2"], "here too"),
        ("%2FQ-1", &["Q-1"], "an escape is cut off even where the run with it is known"),
        ("2FQ-1", &["2FQ-1"], "without the percent sign it is the whole run"),
        ("%20ABC-1", &["ABC-1"], "an escaped blank"),
        ("%2fABC-1", &["ABC-1"], "hexadecimal in lower case"),
        ("%7EABC-1", &["ABC-1"], "the highest escape"),
        ("%80ABC-1", &[], "8 starts no escape of ASCII, so 80ABC is the run"),
        ("%1FABC-1", &[], "1 neither"),
        ("%2GABC-1", &[], "G is no hexadecimal digit"),
        ("%ABC-1", &["ABC-1"], "a lone percent sign is a boundary"),
        ("%252FABC-1", &[], "escaped twice: 25 is cut off, 2FABC is left"),
        ("%2F_B-1", &["B-1"], "a part behind the escape"),
        ("%2F-1", &[], "nothing is left"),
        ("%2F1-1", &["1-1"], "a digit is left"),
        ("é%2FABC-1", &["ABC-1"], "the escape is the boundary, whatever is before it"),
        ("% 2FABC-1", &[], "the percent sign must stand directly before"),
        ("%\u{301}2FABC-1", &[], "a mark between is not directly before"),
    ];
    check(Commit, &rules, rows);
    check(Branch, &Rules::known(Vec::<String>::new()), &[("ABC-1", &[], "an empty set matches nothing")]);
    let long = "A".repeat(300);
    let text = format!("{long}-1");
    let keys = |rules: &Rules| extract(&text, Commit, rules).keys;
    assert_eq!(keys(&Rules::known([&long])), [text.as_str()], "any shape: any length");
    assert!(keys(&Rules::unknown()).is_empty(), "255 characters are the most of the usual shape");
    assert_eq!(extract(&text[45..], Commit, &Rules::unknown()).keys, [&text[45..]], "255 characters");
    assert!(extract(&text[44..], Commit, &Rules::unknown()).keys.is_empty(), "256 characters");
}

#[test]
fn unicode_beside_a_key() {
    let rows: &[Row] = &[
        ("éAB-1", &[], "an accented letter (Ll)"),
        ("ÉAB-1", &[], "Lu"),
        ("ǅAB-1", &[], "Lt"),
        ("жAB-1", &[], "Cyrillic"),
        ("AB-1ж", &[], "Cyrillic behind"),
        ("λAB-1", &[], "Greek"),
        ("AB-1é", &[], "an accented letter behind"),
        ("\u{663}AB-1", &[], "an Arabic digit (Nd) before"),
        ("AB-1\u{663}", &[], "and behind"),
        ("AB-1３", &[], "a full-width digit"),
        ("ＡAB-1", &[], "a full-width letter"),
        ("ＡＢ-1", &[], "full-width letters are no part of a key"),
        ("修正AB-1です", &["AB-1"], "Han and kana (Lo)"),
        ("수정AB-1을", &["AB-1"], "Hangul"),
        ("ไขAB-1แล้ว", &["AB-1"], "Thai"),
        ("إصلاحAB-1تم", &["AB-1"], "Arabic letters"),
        ("תיקוןAB-1", &["AB-1"], "Hebrew letters"),
        ("ーAB-1ー", &["AB-1"], "a modifier letter (Lm)"),
        ("ªAB-1º", &["AB-1"], "ordinal indicators are Lo"),
        ("ⅣAB-1", &["AB-1"], "a letter number (Nl)"),
        ("²AB-1²", &["AB-1"], "another number (No)"),
        ("😀AB-1😀", &["AB-1"], "emoji"),
        ("\u{200b}AB-1\u{200b}", &["AB-1"], "a zero-width space"),
        ("\u{feff}AB-1", &["AB-1"], "a byte order mark"),
        ("AB-1\u{ad}", &["AB-1"], "a soft hyphen"),
        ("\u{e000}AB-1", &["AB-1"], "private use"),
        ("\u{378}AB-1", &["AB-1"], "unassigned"),
        ("e\u{301}AB-1", &[], "a letter under a mark"),
        ("E\u{301}\u{302}\u{303}AB-1", &[], "under several marks"),
        ("5\u{20e3}AB-1", &[], "a digit under an enclosing mark (a keycap)"),
        (" \u{301}AB-1", &["AB-1"], "a space under a mark"),
        ("_\u{301}AB-1", &["AB-1"], "an underscore under a mark does not glue"),
        ("修\u{301}AB-1", &["AB-1"], "Han under a mark"),
        ("\u{301}AB-1", &["AB-1"], "marks at the start of the text"),
        ("é\u{301}AB-1", &[], "an accented letter under a mark"),
        ("क\u{93f}AB-1", &["AB-1"], "a spacing mark (Mc) on Lo"),
        ("AB-1\u{301}", &["AB-1"], "marks behind are fine"),
        ("AB-1\u{301}x", &["AB-1"], "and hide what follows"),
        ("AB-1\u{20e3}", &["AB-1"], "an enclosing mark behind"),
        ("AB\u{301}-1", &[], "a mark in front of the hyphen: no word character before it"),
        ("AB-\u{301}1", &[], "a mark behind the hyphen"),
        ("A\u{301}B_CD-1", &["CD-1"], "the run is B_CD, a letter under a mark before it"),
        ("\u{1d400}AB-1", &[], "a mathematical letter is Lu"),
        ("AB-1\u{1d7d8}", &[], "a mathematical digit is Nd"),
        ("\u{212a}AB-1", &[], "the Kelvin sign is Lu"),
        ("A\u{212a}-1", &[], "and never a K"),
        ("\u{17f}AB-1", &[], "the long s is Ll"),
        ("İAB-1", &[], "a dotted capital I"),
        ("ABı-1", &[], "a dotless i is no part of a key"),
        ("AB\u{2010}1", &[], "a hyphen that is not U+002D"),
        ("AB\u{2011}1", &[], "a non-breaking hyphen"),
        ("AB\u{2013}1", &[], "an en dash"),
        ("AB\u{2015}1", &[], "a horizontal bar"),
        ("AB\u{2212}1", &[], "a minus sign"),
        ("AB－1", &[], "a full-width hyphen"),
        ("АВ-1", &[], "Cyrillic look-alikes"),
        ("AB-1\u{2013}2", &["AB-1"], "a dash behind is punctuation"),
        ("«AB-1»", &["AB-1"], "quotation marks"),
    ];
    check(Commit, &Rules::unknown(), rows);
    check(PrBody, &Rules::unknown(), rows);
}

#[test]
fn lower_case_in_commits_and_titles() {
    let rules = Rules::known(["xy", "AB", "A_XY"]);
    let rows: &[Row] = &[
        ("xy-1: text", &["XY-1"], "anchored at the start"),
        ("Xy-1", &["XY-1"], "mixed case"),
        ("[xy-1] text", &["XY-1"], "behind a bracket"),
        ("  * xy-1", &["XY-1"], "behind a bullet"),
        ("see xy-1", &[], "behind a word"),
        ("see XY-1", &["XY-1"], "upper case is allowed anywhere"),
        ("1. xy-1", &[], "behind a number"),
        ("[xy-1], xy-2: text", &["XY-1", "XY-2"], "behind an anchored key"),
        ("XY-1 xy-2", &["XY-1", "XY-2"], "behind an anchored key in upper case"),
        ("see XY-1 xy-2", &["XY-1"], "that key is not anchored"),
        ("zz-1 xy-2", &[], "that key is not known"),
        ("xy-1x xy-2", &[], "that is no key"),
        ("xy-1 and xy-2", &["XY-1"], "a word between"),
        ("xy-1 & xy-2 / xy-3", &["XY-1", "XY-2", "XY-3"], "signs between"),
        ("text\nxy-1", &["XY-1"], "LF"),
        ("text\rxy-1", &["XY-1"], "CR"),
        ("text\r\nxy-1", &["XY-1"], "CRLF"),
        ("text\u{b}xy-1", &["XY-1"], "VT"),
        ("text\u{c}xy-1", &["XY-1"], "FF"),
        ("text\u{85}xy-1", &["XY-1"], "NEL"),
        ("text\u{2028}xy-1", &["XY-1"], "line separator"),
        ("text\u{2029}xy-1", &["XY-1"], "paragraph separator"),
        ("text\u{1c}xy-1", &[], "a file separator ends no line"),
        ("text\txy-1", &[], "a tab neither"),
        ("text\u{200b}xy-1", &[], "a zero-width space neither"),
        ("text\nsee XY-1 xy-2\nxy-3", &["XY-1", "XY-3"], "each line anew"),
        ("修 xy-1", &[], "Han is a letter (Lo)"),
        ("ー xy-1", &[], "a modifier letter"),
        ("① xy-1", &[], "a number (No)"),
        ("Ⅳ xy-1", &[], "a number (Nl)"),
        ("😀 xy-1", &["XY-1"], "an emoji is none"),
        ("5\u{20e3} xy-1", &[], "a keycap holds a digit"),
        (" \u{301}xy-1", &["XY-1"], "a mark is no letter"),
        ("_xy-1", &["XY-1"], "an underscore is no letter"),
        ("a_xy-1", &["A_XY-1"], "the whole run is known and anchored"),
        ("see a_xy-1", &[], "neither the run nor its part is anchored"),
        ("b_xy-1", &[], "a letter stands before the part"),
        ("b_XY-1", &["XY-1"], "upper case needs no anchor"),
        ("%2Fxy-1", &[], "the escape's own letters stand before"),
        ("ab-1xy-2 xy-3", &[], "broken keys are letters"),
        ("ab-1_xy-2", &["AB-1", "XY-2"], "an underscore between anchored keys"),
        ("ab-1-xy-2", &["AB-1", "XY-2"], "a hyphen between them"),
        ("ab-1-2-xy-3", &["AB-1"], "a digit stands between"),
        ("ab-0 xy-1", &[], "ab-0 is no key, hence letters"),
        ("fix xy-1\n\n- xy-2\n- see xy-3", &["XY-2"], "a list in the body"),
    ];
    check(Commit, &rules, rows);
    check(PrTitle, &rules, rows);
}

#[test]
fn lower_case_in_branches_and_bodies() {
    let rules = Rules::known(["XY", "AB"]);
    let rows: &[Row] = &[
        ("abc-123", &[], "not known"),
        ("xy-1", &["XY-1"], "branch names are often lower case"),
        ("feature/xy-1-text", &["XY-1"], "anywhere"),
        ("feature/xy-1-ab-2", &["XY-1", "AB-2"], "two of them"),
        ("feature-xy-1", &["XY-1"], "behind a hyphen"),
        ("feature_xy-1", &["XY-1"], "behind an underscore"),
        ("featurexy-1", &[], "but not within a word"),
        ("users/dev1/Xy-1_text", &["XY-1"], "mixed case"),
        ("refs/heads/xy-1", &["XY-1"], "a full name"),
        ("xy-1.x", &["XY-1"], "a point and a letter"),
        ("release/xy-1.2", &[], "a version"),
    ];
    check(Branch, &rules, rows);
    let rows: &[Row] = &[
        ("xy-1", &[], "never in descriptions"),
        ("Xy-1", &[], "nor mixed"),
        ("XY-1", &["XY-1"], "upper case always"),
        ("xy-1 XY-2 xy-1", &["XY-2"], "beside each other"),
        ("a_XY-1", &["XY-1"], "the part is in upper case"),
    ];
    check(PrBody, &rules, rows);
    check(Branch, &Rules::unknown(), &[("feature/xy-1", &[], "lower case only with known projects")]);
}

#[test]
fn comments_in_bodies() {
    let rows: &[Row] = &[
        ("<!-- AB-1 --> AB-2", &["AB-2"], "a comment"),
        ("AB-1<!-- AB-2 -->AB-3", &["AB-1", "AB-3"], "keys that touch it"),
        ("<!-->AB-1", &["AB-1"], "the shortest comment"),
        ("<!--->AB-1", &["AB-1"], "one hyphen more"),
        ("<!---->AB-1", &["AB-1"], "and one more"),
        ("<!-- AB-1", &[], "to the end of the text"),
        ("<!--AB-1--", &[], "never closed"),
        ("<!- AB-1 -->", &["AB-1"], "no comment"),
        ("<! -- AB-1 -->", &["AB-1"], "no comment either"),
        ("<!-- <!-- AB-1 --> AB-2 -->", &["AB-2"], "comments do not nest"),
        ("<!-- AB-1 -- > AB-2 --> AB-3", &["AB-3"], "only the three signs close"),
        ("<!-- AB-1\nAB-2\n--> AB-3", &["AB-3"], "over several lines"),
        ("<!--a--><!--b-->AB-1", &["AB-1"], "two of them"),
        ("AB-1<!--x-->2", &["AB-1"], "a comment is a blank: the number ends"),
        ("AB<!--x-->-1", &[], "a comment is a blank: the run is empty"),
        ("AB-<!--x-->1", &[], "nor does a number join"),
        ("x<!--y-->AB-1", &["AB-1"], "nor a word"),
        ("e<!--y-->\u{301}AB-1", &["AB-1"], "a mark on a blank"),
        ("AB-1.<!--y-->2", &["AB-1"], "nor a version"),
        ("CVE<!--y-->-1-2", &[], "nothing before the hyphen"),
        ("--> AB-1", &["AB-1"], "an end without a start"),
        ("AB-1 <!-- --", &["AB-1"], "an open end"),
        ("`AB-1`", &["AB-1"], "code is read"),
        ("```\nAB-1\n```", &["AB-1"], "blocks of code too"),
        ("[text](https://jira.example/browse/AB-1)", &["AB-1"], "links too"),
    ];
    check(PrBody, &Rules::unknown(), rows);
    check(Commit, &Rules::unknown(), &[("<!-- AB-1 -->", &["AB-1"], "only descriptions have comments")]);
    check(PrTitle, &Rules::unknown(), &[("<!-- AB-1 -->", &["AB-1"], "only descriptions have comments")]);
    check(Branch, &Rules::unknown(), &[("<!--AB-1-->", &["AB-1"], "only descriptions have comments")]);
}
