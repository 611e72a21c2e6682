// Finds a row's issue keys again in its text, so that they can be marked and linked.

/** A piece of text: plain, or an issue key. */
export interface Piece {
  text: string;
  key: string | null;
}

/** Cuts a text at its issue keys. Only keys that the server named are keys. */
export function pieces(text: string, keys: readonly string[]): Piece[] {
  if (keys.length === 0) return text === "" ? [] : [{ text, key: null }];
  // Longest first, so that PAY-142 is not found as PAY-14 and a rest.
  const names = [...keys].sort((a, b) => b.length - a.length).map((key) => key.replace(/[^A-Za-z0-9_-]/g, "\\$&"));
  const pattern = new RegExp(`(?<![A-Za-z0-9])(${names.join("|")})(?![A-Za-z0-9])`, "gi");
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index), key: null });
    found.push({ text: match[0], key: match[0].toUpperCase() });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), key: null });
  return found;
}

/** Splits off what stands before the first real word: keys and the signs between them. */
export function leading(all: readonly Piece[]): { lead: Piece[]; rest: Piece[] } {
  const lead: Piece[] = [];
  for (const [at, piece] of all.entries()) {
    if (piece.key !== null) {
      lead.push(piece);
      continue;
    }
    const signs = /^[\s,;:()[\]/|+&-]*/.exec(piece.text)?.[0] ?? "";
    if (signs !== "") lead.push({ text: signs, key: null });
    if (signs.length === piece.text.length) continue;
    // Signs alone, such as an opening bracket, belong to the title.
    if (lead.every(({ key }) => key === null)) break;
    return { lead, rest: [{ text: piece.text.slice(signs.length), key: null }, ...all.slice(at + 1)] };
  }
  // No key in front, or nothing but keys: the whole title is there to be clicked.
  return { lead: [], rest: [...all] };
}
