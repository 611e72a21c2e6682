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
  let end = 0;
  while (end < all.length) {
    const piece = all[end];
    if (piece === undefined || (piece.key === null && /[^\s,;:()[\]/|+&-]/.test(piece.text))) break;
    end += 1;
  }
  // A title that is nothing but keys still needs something to click.
  if (end === all.length) return { lead: [], rest: [...all] };
  const lead = all.slice(0, end);
  if (lead.every((piece) => piece.key === null)) return { lead: [], rest: [...all] };
  return { lead, rest: all.slice(end) };
}
