// Moments in words: near ones relative, far ones as dates.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moment, parse, timeLeft, type Style } from "../src/time";
import { english } from "./world";

const NOW = new Date(2026, 10, 23, 12, 0, 0);

test("moments are written as the design says", () => {
  const table: [Date, Style, string, string][] = [
    [new Date(2026, 10, 23, 11, 59, 48), "list", "12 seconds ago", "under a minute"],
    [new Date(2026, 10, 23, 12, 0, 20), "list", "0 seconds ago", "a clock that is a little ahead"],
    [new Date(2026, 10, 23, 11, 48), "list", "12 minutes ago", "under an hour"],
    [new Date(2026, 10, 23, 9, 50), "list", "2 hours ago", "the same day, in a list"],
    [new Date(2026, 10, 23, 5, 10), "fact", "Today, 05:10", "the same day, as a fact"],
    [new Date(2026, 10, 23, 5, 10), "inside", "today, 05:10", "the same day, inside a sentence"],
    [new Date(2026, 10, 23, 11, 59), "fact", "Today, 11:59", "facts are never relative"],
    [new Date(2026, 10, 23, 11, 59, 48), "log", "Today, 11:59:48", "a log tells seconds"],
    [new Date(2026, 10, 18, 9, 12, 7), "log", "18 Nov, 09:12:07", "a log tells seconds"],
    [new Date(2026, 10, 22, 16, 20), "list", "Yesterday, 16:20", "yesterday"],
    [new Date(2026, 10, 22, 23, 59), "list", "Yesterday, 23:59", "yesterday, though only half a day ago"],
    [new Date(2026, 10, 18, 9, 12), "list", "18 Nov, 09:12", "this year"],
    [new Date(2025, 10, 18, 9, 12), "list", "18 Nov 2025", "another year"],
    [new Date(2025, 11, 31, 23, 0), "list", "31 Dec 2025", "another year, although near"],
  ];
  for (const [at, style, expected, because] of table) assert.equal(moment(at, NOW, english, style), expected, because);
});

test("yesterday stays yesterday where the clocks change", () => {
  // With or without a change in the zone of this machine, calendar days decide, not 24 hours.
  for (let month = 0; month < 12; month += 1) {
    for (let day = 2; day < 29; day += 1) {
      const now = new Date(2026, month, day, 12);
      assert.match(moment(new Date(2026, month, day - 1, 0, 30), now, english), /^Yesterday, /, now.toString());
    }
  }
});

test("what is left gets rougher the longer it takes", () => {
  const table: [number | null, string][] = [
    [null, "not known yet"],
    [59, "less than a minute"],
    [61, "about 2 min"],
    [11 * 60, "about 15 min"],
    [58 * 60, "about 60 min"],
    [12_000, "about 3 h 20 min"],
    [30 * 3600, "about 1 d 6 h"],
  ];
  for (const [seconds, expected] of table) assert.equal(timeLeft(seconds, english), expected);
});

test("what is no moment is none", () => {
  assert.equal(parse("soon"), null);
  assert.equal(parse(undefined), null);
  assert.equal(parse("2026-11-23T12:00:00.000Z")?.getTime(), Date.UTC(2026, 10, 23, 12));
});
