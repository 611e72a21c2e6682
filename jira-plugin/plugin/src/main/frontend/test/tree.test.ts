// Reads the sources: texts are all there and all used, host text cannot become markup, style sheets follow the rules.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { TEXTS } from "./world";

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
const SOURCES = files("src").map((name) => ({ name, text: readFileSync(name, "utf8") }));
const CSS = readFileSync("../resources/css/jigit.css", "utf8");
const KEYS = Object.keys(TEXTS);
const FORMS = ["zero", "one", "two", "few", "many", "other"];
const SECTION = /^(common|issue|admin|problem|form|check|webhook|detail|try|why|log|health)\./;

/** Every text key that a source names: whole ones as they are, others as patterns. */
const named = SOURCES.flatMap(({ name, text }) =>
  [...text.matchAll(/"([^"\n]*)"|`([^`]*)`/g)]
    .map((match) => (match[1] ?? match[2] ?? "").replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "*"))
    .filter((literal) => SECTION.test(literal) && !literal.includes(" "))
    .map((literal) => ({ name, literal, pattern: new RegExp(`^${literal.replace(/\./g, "\\.").replace(/\*/g, ".*")}(\\.(${FORMS.join("|")}))?$`) })),
);

test("every text that a screen names is there", () => {
  assert.ok(named.length > 100, "texts are found in the sources");
  for (const { name, literal, pattern } of named) {
    const part = KEYS.some((key) => key.startsWith(`${literal}.`));
    assert.ok(part || KEYS.some((key) => pattern.test(key)), `${name} names ${literal}, which jigit.properties does not have`);
  }
});

test("issue pages name only texts of the sections that they are given", () => {
  const admin = /^src\/(admin|admin\.tsx|menu|dialog)/;
  for (const { name, literal } of named.filter((each) => !admin.test(each.name))) assert.match(literal, /^(common|issue)\./, name);
});

test("every text is used by a screen", () => {
  // The panel's and the tab's titles, and the section of the menu, are named by the plugin's descriptor; mails are written by the server.
  const elsewhere = /^(issue\.panel\.title|issue\.tab\.label|admin\.section|mail\..*)$/;
  for (const key of KEYS) {
    assert.ok(elsewhere.test(key) || named.some(({ pattern, literal }) => pattern.test(key) || key.startsWith(`${literal}.`)), `jigit.${key} is used nowhere`);
  }
});

test("a text that depends on a number has its general form", () => {
  for (const key of KEYS.filter((name) => name.endsWith(".one"))) assert.ok(key.replace(/one$/, "other") in TEXTS, key);
});

test("nothing from a host can become markup, and nothing inline is made", () => {
  for (const { name, text } of SOURCES) {
    for (const forbidden of ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "style=", ".style.", "eval(", "new Function", 'target="_blank"']) {
      assert.ok(!text.includes(forbidden), `${name} has ${forbidden}`);
    }
  }
});

test("every source begins by saying what it is for", () => {
  for (const { name, text } of SOURCES) assert.match(text, /^\/\/ [A-Z]/, name);
});

test("colours are variables with a fall-back, and said once", () => {
  const [definitions = "", ...rest] = CSS.split("color: var(--jigit-text);");
  const elsewhere = rest.join("").match(/#[0-9a-f]{3,8}\b/gi) ?? [];
  assert.deepEqual(elsewhere, ["#fff", "#091e427d"], "the field's own background, and the veil behind dialogs");
  for (const line of definitions.split("\n").filter((each) => /#[0-9a-f]{3}/i.test(each))) assert.match(line, /var\(--ds-[a-z-]+, /, line);
});

test("directions are logical", () => {
  for (const physical of [/\b(margin|padding|border)-(left|right|top|bottom)\b/, /text-align: (left|right)/, /^\s*(left|right|top|bottom):/m, /[^-](width|height): \d/]) {
    assert.doesNotMatch(CSS.replace(/@(media|container)[^{]*\{/g, ""), physical);
  }
});
