// Texts: places, plural forms, numbers in the reader's language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { language } from "../src/start";
import { Words } from "../src/words";
import { english } from "./world";

test("a place takes a value and an unknown key shows itself", () => {
  const words = new Words({ "a.b": "{name} and {name}, not {other}" }, "en");
  assert.equal(words.text("a.b", { name: "x" }), "x and x, not {other}");
  assert.equal(words.text("a.c"), "a.c");
});

test("a value that looks like a place is not filled", () => {
  const words = new Words({ k: "{title} by {author}" }, "en");
  assert.equal(words.text("k", { title: "{author}", author: "dev1" }), "{author} by dev1");
});

test("numbers choose the form and are grouped", () => {
  assert.equal(english.count("issue.count.commits", 1), "1 commit");
  assert.equal(english.count("issue.count.commits", 10_012), "10,012 commits");
  assert.equal(new Words({ "n.other": "{count}" }, "de").count("n", 10_012), "10.012");
});

test("a language without a form takes the general one", () => {
  const words = new Words({ "n.one": "один", "n.other": "много" }, "ru");
  assert.equal(words.count("n", 2), "много");
});

test("a language that the browser does not understand is English", () => {
  assert.equal(language("de-DE"), "de-DE");
  assert.equal(language("no_NO_NY"), "en");
  assert.equal(language(undefined), "en");
});

test("percent is whole and never 100 before the end", () => {
  assert.equal(english.percent(0.999), "99%");
  assert.equal(english.percent(1), "100%");
  assert.equal(english.percent(0.219), "21%");
});
