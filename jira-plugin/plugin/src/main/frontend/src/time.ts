// Moments in words, the way the screens write them: near ones relative, far ones as dates, in the reader's language and zone.
import type { Words } from "./words";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How a moment is written: "2 hours ago" in a list, "Today, 05:10" as a fact, "today, 05:10" inside a sentence, "Today, 05:10:07" in a log. */
export type Style = "list" | "fact" | "inside" | "log";

/** A moment in words. */
export function moment(at: Date, now: Date, words: Words, style: Style = "list"): string {
  const time = clock(at, words, style === "log");
  const past = now.getTime() - at.getTime();
  const days = midnight(now).getTime() - midnight(at).getTime();
  if (style === "list" && past >= -MINUTE && past < HOUR) {
    return past < MINUTE ? relative(words, Math.max(0, Math.floor(past / SECOND)), "second") : relative(words, Math.floor(past / MINUTE), "minute");
  }
  if (days <= 0 && days > -DAY / 2) {
    if (style === "list" && past >= HOUR) return relative(words, Math.floor(past / HOUR), "hour");
    return words.text(style === "inside" ? "common.time.today.inside" : "common.time.today", { time });
  }
  // A day with a change of the clocks has 23 or 25 hours.
  if (days > 0 && days < 1.5 * DAY) {
    return words.text(style === "inside" ? "common.time.yesterday.inside" : "common.time.yesterday", { time });
  }
  if (at.getFullYear() === now.getFullYear()) {
    const date = new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "short" }).format(at);
    return words.text("common.time.date", { date, time });
  }
  return new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** The whole moment, for the tooltip and for screen readers. */
export function absolute(at: Date, words: Words): string {
  return new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeStyle: "medium" }).format(at);
}

/** The time of day. */
export function clock(at: Date, words: Words, seconds = false): string {
  return new Intl.DateTimeFormat(words.locale, {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  }).format(at);
}

/** How long something will still take: rougher the longer it is, and never a guess. */
export function timeLeft(seconds: number | null, words: Words): string {
  if (seconds === null) return words.text("common.left.unknown");
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return words.text("common.left.moment");
  if (minutes <= 10) return words.count("common.left.minutes", minutes);
  if (minutes <= 60) return words.count("common.left.minutes", up(minutes, 5));
  if (minutes <= 24 * 60) {
    const rounded = up(minutes, 10);
    return words.text("common.left.hours", { hours: Math.floor(rounded / 60), minutes: rounded % 60 });
  }
  const hours = Math.ceil(minutes / 60);
  return words.text("common.left.days", { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** A moment from the server; null when there is none or it is none. */
export function parse(text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

function relative(words: Words, amount: number, unit: "second" | "minute" | "hour"): string {
  return new Intl.RelativeTimeFormat(words.locale, { numeric: "always" }).format(-amount, unit);
}

function midnight(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

function up(amount: number, step: number): number {
  return Math.ceil(amount / step) * step;
}
