// Trying a message: what the core is asked, and how its answer becomes marks and sentences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STATES } from "../dev/answers";
import { coreOf } from "../src/admin/preview/checker";
import { because, hits, leftOut, misses, pieces, whyNot } from "../src/admin/preview/findings";
import { counted, would } from "../src/admin/preview/result";
import { ask, begin, headers, isEmpty, type Trial } from "../src/admin/preview/trial";
import type { Miss, Occurrence, Preview, PreviewFacts, PreviewText, Range } from "../src/rest";
import { english } from "./world";

const answer = STATES["admin"]?.("GET", "preview", new URLSearchParams());
assert.ok(answer !== undefined && typeof answer === "object" && "body" in answer);
const FACTS = answer.body as PreviewFacts;
const trial = (change: Partial<Trial>): Trial => ({ ...begin(FACTS, null), ...change });

const hit = (key: string, utf16: Range, ...codes: string[]): Occurrence => ({ key, utf16, because: codes });
const miss = (text: string, utf16: Range, code: string, project = "UTF"): Miss => ({ text, utf16, code, project });
const looked = (text: string, change: Partial<PreviewText>): PreviewText => ({ field: "commit", name: null, text, keys: [], occurrences: [], misses: [], truncated: false, commands: [], errors: [], ...change });
const preview = (...texts: PreviewText[]): Preview => ({ texts, delivery: null, rows: { repositories: [], branches: [], commits: [], pull_requests: [] } });

test("a text is asked about with this Jira's keys, former ones too, and with a connection's rules", () => {
  const { head, body } = ask({ ...begin(FACTS, 2), text: "PAY-1" }, FACTS);
  assert.deepEqual(head.texts, [{ field: "commit", text: "PAY-1", name: null }]);
  assert.deepEqual(head.known_projects, ["PAY", "SHOP", "DOC", "OLDPAY"]);
  assert.deepEqual(head.rules, { served: ["PAY"], ignored: ["PAY-1", "UTF"], key_pattern: "(PAY|SHOP)-.*" });
  assert.deepEqual([head.host, head.headers, body], [null, [], ""]);
  assert.deepEqual([head.hours_per_day, head.days_per_week, head.instance_hosts], [8, 5, ["jira.example.com"]]);
  assert.deepEqual(ask(trial({ text: "x" }), FACTS).head.rules, { served: null, ignored: [], key_pattern: "" });
  assert.equal(begin(FACTS, 99).connection, null, "a connection that is gone has no rules");
});

test("projects are this Jira's, those that one types, or not known", () => {
  const known = (projects: Trial["projects"], these = "") => ask(trial({ projects, these }), FACTS).head.known_projects;
  assert.deepEqual(known("these", " pay, shop;"), ["PAY", "SHOP"]);
  assert.deepEqual(known("these"), []);
  assert.equal(known("unknown"), null);
});

test("a webhook is asked about with its headers and its body, and no text", () => {
  const { head, body } = ask(trial({ kind: "webhook", text: "left over", headers: "X-GitHub-Event: push\n\n x-a :b:c ", body: "{}" }), FACTS);
  assert.deepEqual(head.texts, []);
  assert.deepEqual(head.headers, [{ name: "X-GitHub-Event", value: "push" }, { name: "x-a", value: "b:c" }]);
  assert.deepEqual([head.host, body], ["github", "{}"]);
  assert.deepEqual(headers("a: 1\nPOST /x HTTP/1.1\n\n: 2").wrong, [2, 4], "lines that are no headers are told");
  assert.ok(isEmpty(trial({ kind: "webhook", text: "x", body: " " })));
  assert.ok(!isEmpty(trial({ kind: "branch", text: "x" })));
});

test("a text is cut at its marks by UTF-16, whatever stands before them", () => {
  const text = "\u{1f680} e\u0301 PAY-142 (UTF-8) #time 1h";
  const at = (part: string): Range => [text.indexOf(part), text.indexOf(part) + part.length];
  assert.deepEqual(at("PAY-142"), [6, 13], "the rocket is two units, the accent one of its own");
  const cut = pieces(
    looked(text, {
      occurrences: [hit("PAY-142", at("PAY-142"))],
      misses: [miss("UTF-8", at("UTF-8"), "no_project")],
      commands: [{ issue: "PAY-142", command: "time", args: { time: "1h", seconds: 3600, comment: null }, utf16: at("#time") }],
    }),
  );
  assert.deepEqual(cut.filter(({ mark }) => mark !== null).map(({ text: piece, mark }) => [piece, mark]), [["PAY-142", "hit"], ["UTF-8", "miss"], ["#time", "command"]]);
  assert.equal(cut.map(({ text: piece }) => piece).join(""), text, "nothing is lost");
  assert.deepEqual(pieces(looked("PAY-1", { occurrences: [hit("PAY-1", [0, 5])], misses: [miss("AY-1", [1, 5], "letter_before")] })).map(({ text: piece }) => piece), ["PAY-1"], "what overlaps a mark has none");
  assert.deepEqual(pieces(looked("", {})), []);
});

test("a key counts for a reason", () => {
  const former = { SHOPOLD: "SHOP" };
  const table: [string[], string, string][] = [
    [["capitals", "known"], "PAY-142", "Capitals; PAY is a project of this Jira."],
    [["capitals", "shape"], "PAY-142", "Capitals; PAY has the shape of a project key."],
    [["capitals", "pattern"], "P-1", "Capitals; P fits this Jira's pattern of project keys."],
    [["small_anchored", "known"], "PAY-139", "Small letters count here: only keys stand before it on its line."],
    [["small_branch", "known"], "PAY-139", "Small letters count in branch names."],
    [["capitals", "after_underscore", "known"], "PAY-1", "Capitals; PAY is a project of this Jira. Part after an underscore."],
    [["small_branch", "after_escape", "known"], "PAY-1", "Small letters count in branch names. After an escape (%2F)."],
    [["capitals", "known"], "SHOPOLD-3", "Former key of SHOP: leads to SHOP-3."],
    [["small_branch", "known"], "SHOPOLD-3", "Small letters count in branch names. Former key of SHOP: leads to SHOP-3."],
  ];
  for (const [codes, key, expected] of table) assert.equal(because(hit(key, [0, 0], ...codes), former, english), expected);
});

test("a look-alike does not count for a reason, and every code has its sentence", () => {
  assert.equal(whyNot(miss("UTF-8", [0, 5], "no_project"), english), "No project UTF in this Jira.");
  const codes = "no_project small_not_anchored small_in_description small_not_known letter_after letter_before version vulnerability other_jira zero too_long noise html_comment ignored not_served key_pattern shape too_many";
  for (const code of codes.split(" ")) assert.ok(english.has(`try.miss.${code}`), code);
  assert.equal(whyNot(miss("X-1", [0, 3], "never_heard_of"), english), "Does not count (never_heard_of).");
});

test("a key stands there once with all its places, a look-alike once for each reason", () => {
  const two = preview(
    looked("PAY-1 PAY-1", { occurrences: [hit("PAY-1", [0, 5], "capitals", "known"), hit("PAY-1", [6, 11], "capitals", "known")] }),
    looked("pay-1 X-1", { occurrences: [hit("PAY-1", [0, 5], "small_anchored", "known")], misses: [miss("X-1", [6, 9], "no_project", "X"), miss("X-1", [6, 9], "zero", "X")] }),
  );
  const [one, ...others] = hits(two, {}, english);
  assert.equal(others.length, 0);
  assert.deepEqual(one?.spots, [{ text: 0, utf16: [0, 5] }, { text: 0, utf16: [6, 11] }, { text: 1, utf16: [0, 5] }]);
  assert.equal(one?.because.length, 2);
  assert.deepEqual(misses(two, english).map(({ because: reasons }) => reasons), [["No project X in this Jira."], ["The number begins with 0."]]);
  assert.equal(counted(two, english), "1 issue, 2 look-alikes, 0 commands");
});

test("what was left out is told once", () => {
  const many = looked("", { truncated: true, misses: [miss("PAY-501", [0, 1], "too_many"), miss("PAY-502", [2, 3], "too_many")] });
  assert.deepEqual(leftOut(preview(many), english), ["Names more than 500 issues; only the first 500 are linked."]);
  assert.deepEqual(misses(preview(many), english), []);
  assert.deepEqual(leftOut(preview(looked("", { truncated: true })), english), ["Longer than 1 MiB: the rest is not looked at."]);
});

test("a command says what it would do", () => {
  const at = { issue: "PAY-1", utf16: [0, 0] as Range };
  assert.equal(would({ ...at, command: "time", args: { time: "1h 30m", seconds: 5400, comment: "read headers" } }, english), 'Log 1h 30m with the comment "read headers"');
  assert.equal(would({ ...at, command: "comment", args: { body: "done" } }, english), 'Add the comment "done"');
  assert.equal(would({ ...at, command: "transition", args: { name: "resolve", comment: null } }, english), 'Look for a workflow step beginning with "resolve" when it runs');
});

test("the core is where the server says, or nowhere", () => {
  assert.deepEqual(coreOf({ coreJs: "/a.js", coreWasm: "/a.wasm", coreWorker: "/w.js" }), { glue: "/a.js", wasm: "/a.wasm", worker: "/w.js" });
  assert.equal(coreOf({ coreJs: "/a.js", coreWorker: "/w.js" }), null);
});
