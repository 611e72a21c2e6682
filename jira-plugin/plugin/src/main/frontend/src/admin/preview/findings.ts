// What the core found in texts, made ready to be shown: the pieces of a text, each key and look-alike once, and why, in words.
import type { Miss, Occurrence, Preview, PreviewText, Range } from "../../rest";
import type { Words } from "../../words";

/** A place in one of the texts. */
export interface Spot {
  text: number;
  utf16: Range;
}

/** A piece of a text: plain, or marked as what it is. */
export interface Piece {
  text: string;
  mark: "hit" | "miss" | "command" | null;
  start: number;
}

/** A key or a look-alike with its reasons and all its places. */
export interface Finding {
  name: string;
  because: string[];
  spots: Spot[];
}

/** Cuts a text at everything that was found. Where two things overlap, the first one, and of equals a key, counts. */
export function pieces({ text, occurrences, misses, commands, errors }: PreviewText): Piece[] {
  const all = [
    ...occurrences.map(({ utf16 }) => ({ utf16, mark: "hit" as const })),
    ...misses.map(({ utf16 }) => ({ utf16, mark: "miss" as const })),
    ...[...commands, ...errors].map(({ utf16 }) => ({ utf16, mark: "command" as const })),
  ].sort((a, b) => a.utf16[0] - b.utf16[0]);
  const found: Piece[] = [];
  let at = 0;
  for (const { utf16: [start, end], mark } of all) {
    if (start < at) continue;
    if (start > at) found.push({ text: text.slice(at, start), mark: null, start: at });
    found.push({ text: text.slice(start, end), mark, start });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), mark: null, start: at });
  return found;
}

/** Every key once. `former` are the former keys of projects, with the current ones. */
export function hits({ texts }: Preview, former: Readonly<Record<string, string>>, words: Words): Finding[] {
  return gather(texts, ({ occurrences }) => occurrences.map((hit) => ({ name: hit.key, because: because(hit, former, words), utf16: hit.utf16 })));
}

/** Every look-alike once for each reason. Keys beyond the most that are linked are only told of. */
export function misses({ texts }: Preview, words: Words): Finding[] {
  return gather(texts, ({ misses: all }) => all.filter(({ code }) => code !== TOO_MANY).map((miss) => ({ name: miss.text, because: whyNot(miss, words), utf16: miss.utf16 })), true);
}

/** What was left out of the texts, if anything. */
export function leftOut({ texts }: Preview, words: Words): string[] {
  const many = texts.some(({ misses: all }) => all.some(({ code }) => code === TOO_MANY));
  const long = texts.some(({ misses: all, truncated }) => truncated && !all.some(({ code }) => code === TOO_MANY));
  return [...(many ? [words.text("try.miss.too_many")] : []), ...(long ? [words.text("try.too_long")] : [])];
}

/** Why a key counts. */
export function because({ key, because: codes }: Occurrence, former: Readonly<Record<string, string>>, words: Words): string {
  const [written = "", ...rest] = codes;
  const dash = key.lastIndexOf("-");
  const project = key.slice(0, dash);
  const current = former[project];
  const as = rest.find((code) => words.has(`try.because.${written}.${code}`));
  const where = rest.filter((code) => code !== as && words.has(`try.because.${code}`)).map((code) => words.text(`try.because.${code}`));
  const how = words.text(as === undefined ? `try.because.${written}` : `try.because.${written}.${as}`, { project });
  const moved = current === undefined ? null : words.text("try.because.former", { project: current, key: `${current}${key.slice(dash)}` });
  // Of a former key in capitals everything else is said by where it leads.
  return [...(moved !== null && as === "known" ? [] : [how]), ...where, ...(moved === null ? [] : [moved])].join(" ");
}

/** Why a look-alike does not count. */
export function whyNot({ code, project }: Miss, words: Words): string {
  return words.has(`try.miss.${code}`) ? words.text(`try.miss.${code}`, { project }) : words.text("try.miss.other", { code });
}

function gather(texts: PreviewText[], each: (text: PreviewText) => { name: string; because: string; utf16: Range }[], apart = false): Finding[] {
  const found = new Map<string, Finding>();
  for (const [text, content] of texts.entries()) {
    for (const { name, because: reason, utf16 } of each(content)) {
      const id = apart ? `${name} ${reason}` : name;
      const one = found.get(id) ?? { name, because: [], spots: [] };
      if (!one.because.includes(reason)) one.because.push(reason);
      one.spots.push({ text, utf16 });
      found.set(id, one);
    }
  }
  return [...found.values()];
}

const TOO_MANY = "too_many";
