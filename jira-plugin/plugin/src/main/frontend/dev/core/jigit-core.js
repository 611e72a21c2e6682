// Stands where wasm-bindgen's script of the core stands, for looking at the screens without the core: same global, same two functions.
// It knows keys in capitals, UTF-8 as a look-alike and three commands; everything else is the real core's.
let wasm_bindgen;
(function () {
  const units = (text, match) => [match.index, match.index + match[0].length];
  const look = ({ field, text, name }, known) => {
    const occurrences = [];
    const misses = [];
    for (const match of text.matchAll(/\b([A-Z][A-Z0-9_]+)-[1-9]\d*\b/g)) {
      const [key, project] = match;
      const utf16 = units(text, match);
      if (known === null || known.includes(project)) occurrences.push({ key, byte: [0, 0], utf16, because: ["capitals", known === null ? "shape" : "known"] });
      else misses.push({ text: key, byte: [0, 0], utf16, code: "no_project", project });
    }
    const keys = [...new Set(occurrences.map(({ key }) => key))];
    const commands = [];
    const errors = [];
    const [issue] = keys;
    for (const match of field === "commit" && issue ? text.matchAll(/#(\w+)([^#\n]*)/g) : []) {
      const [, word, rest] = match;
      const at = { issue, byte: [0, 0], utf16: [match.index, match.index + word.length + 1] };
      const [, time, comment] = /^\s*((?:\d+[wdhm]\s*)*)(.*)$/.exec(rest);
      if (word === "comment") commands.push({ ...at, command: "comment", args: { body: rest.trim() } });
      else if (word !== "time") commands.push({ ...at, command: "transition", args: { name: word, comment: rest.trim() || null } });
      else if (time === "") errors.push({ ...at, command: "time", code: "InvalidDuration" });
      else commands.push({ ...at, command: "time", args: { time: time.trim(), seconds: 5400, comment: comment.trim() || null } });
    }
    return { field, name, text, keys, occurrences, misses, truncated: false, commands, errors };
  };
  const delivered = (head, body) => {
    const event = head.headers.find(({ name }) => name.toLowerCase() === "x-github-event")?.value ?? null;
    if (event === "ping") return { texts: [], delivery: { event, delivery_id: null, outcome: "ignored", reason: "ping", error: null }, rows: {} };
    const { commits = [] } = JSON.parse(new TextDecoder().decode(body));
    const texts = commits.map(({ id, message }) => look({ field: "commit", text: message, name: id.slice(0, 7) }, head.known_projects));
    const kept = texts.map(({ text, keys }, at) => ({ sha: commits[at].id, message: text, author: "dev1", url: null, issue_keys: keys })).filter(({ issue_keys }) => issue_keys.length > 0);
    const [outcome, reason] = kept.length > 0 ? ["update", null] : ["ignored", "no_issue_key"];
    return { texts, delivery: { event, delivery_id: null, outcome, reason, error: null }, rows: { repositories: [], branches: [], commits: kept, pull_requests: [] } };
  };
  wasm_bindgen = {
    initSync: ({ module }) => new WebAssembly.Module(module),
    call: (head, body) => {
      const asked = JSON.parse(head);
      if (asked.message !== "preview") throw new Error(`expected a preview, found ${asked.message}`);
      if (asked.rules.key_pattern === "(") return JSON.stringify({ error: { code: "misconfigured", message: 'keyPattern: expected a regular expression, found "("' } });
      const ok = asked.host === null ? { texts: asked.texts.map((text) => look(text, asked.known_projects)), delivery: null, rows: {} } : delivered(asked, body);
      return JSON.stringify({ ok });
    },
  };
})();
