// Keys in titles, the place in the address, links that may be followed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leading, pieces } from "../src/issue/keys";
import { EVERYTHING, isNamed, link, read, write } from "../src/issue/place";
import { safe, visible } from "../src/parts";

const marked = (text: string, keys: string[]) =>
  pieces(text, keys)
    .map((piece) => (piece.key === null ? piece.text : `[${piece.key}]`))
    .join("");

test("only the keys that the server named are marked", () => {
  const table: [string, string[], string, string][] = [
    ["PAY-142 wait", ["PAY-142"], "[PAY-142] wait", "at the start"],
    ["pay-142-spread", ["PAY-142"], "[PAY-142]-spread", "small letters, as in branches"],
    ["PAY-1420 and XPAY-142", ["PAY-142"], "PAY-1420 and XPAY-142", "a digit or letter touches it"],
    ["PAY-14, PAY-142", ["PAY-14", "PAY-142"], "[PAY-14], [PAY-142]", "one key begins with another"],
    ["UTF-8 is not one", ["PAY-142"], "UTF-8 is not one", "not named by the server"],
    ["(PAY_X-3)", ["PAY_X-3"], "([PAY_X-3])", "an underscore in the project's key"],
    ["", ["PAY-142"], "", "nothing"],
  ];
  for (const [text, keys, expected, because] of table) assert.equal(marked(text, keys), expected, because);
});

test("keys before the first word stand apart, and a title of keys alone stays a title", () => {
  const split = (text: string, keys: string[]) => {
    const { lead, rest } = leading(pieces(text, keys));
    return [lead.map(({ text }) => text).join(""), rest.map(({ text }) => text).join("")];
  };
  assert.deepEqual(split("PAY-142, PAY-139: share it", ["PAY-142", "PAY-139"]), ["PAY-142, PAY-139: ", "share it"]);
  assert.deepEqual(split("Wait in a loop (PAY-142)", ["PAY-142"]), ["", "Wait in a loop (PAY-142)"]);
  assert.deepEqual(split("(see) PAY-142", ["PAY-142"]), ["", "(see) PAY-142"]);
  assert.deepEqual(split("PAY-142", ["PAY-142"]), ["", "PAY-142"]);
});

test("a place survives the address, whatever stands in it", () => {
  for (const place of [
    EVERYTHING,
    { kind: "commits" as const, repository: "41", text: "a&b=c #1 \u00e4", merges: true },
    { ...EVERYTHING, kind: "branches" as const },
  ]) {
    assert.deepEqual(read(write(place)), place);
  }
  assert.ok(isNamed("#git?kind=commits") && !isNamed("#issue-tabs") && !isNamed("#github?x"));
  assert.deepEqual(read("#comment-17"), EVERYTHING);
  assert.deepEqual(read("#git?kind=everything"), EVERYTHING);
  assert.equal(link("/jira", "PAY-1", "commits"), "/jira/browse/PAY-1?page=org.jigit.jira%3Agit-tab#git?kind=commits");
});

test("only addresses that may be followed become links", () => {
  const table: [string | null, boolean, string][] = [
    ["https://github.com/a/b", true, "HTTPS"],
    ["http://127.0.0.1:4010/a", true, "this machine, for tests"],
    ["http://github.com/a", false, "plain HTTP"],
    ["javascript:alert(1)", false, "a script"],
    ["JaVaScRiPt:alert(1)//https://x", false, "a script in disguise"],
    ["data:text/html,x", false, "data"],
    ["//github.com/a", false, "no scheme"],
    ["https://me:secret@github.com/", false, "credentials in the address"],
    ["http://127.0.0.1.example.com/", false, "only looks like this machine"],
    [null, false, "none"],
  ];
  for (const [url, allowed, because] of table) assert.equal(safe(url) !== null, allowed, because);
});

test("characters that hide or reorder text are shown", () => {
  assert.equal(visible("a\u0000b\u202ec\u2066d"), "a\u25a1b\u25a1c\u25a1d");
  assert.equal(visible("line\n\ttab \u0645"), "line\n\ttab \u0645");
});
