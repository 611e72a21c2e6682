// Why is something missing: one field, and what the server knows about what stands in it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button, Foreign, Note, Time } from "../parts";
import { named, type Explained } from "../rest";
import { useScreen, type Screen } from "../screen";
import { inWords } from "./actions";
import { write } from "./route";

/** The section on a connection's page. */
export function Why({ id }: { id: number }) {
  const { words, rest } = useScreen();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ explained: Explained } | { error: unknown } | null>(null);
  const ask = async () => {
    if (busy || text.trim() === "") return;
    setBusy(true);
    try {
      setSaid({ explained: await rest.explain(id, text) });
    } catch (error) {
      setSaid({ error });
    }
    setBusy(false);
  };
  return (
    <section class="jigit-found">
      <h2>
        <label for="jigit-why">{words.text("why.title")}</label>
      </h2>
      <form
        class="jigit-filter jigit-why"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <input
          id="jigit-why"
          class="text jigit-field"
          value={text}
          autocomplete="off"
          spellcheck={false}
          placeholder={words.text("why.placeholder")}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button submit busy={busy}>
          {words.text("why.find")}
        </Button>
      </form>
      <div role="status">
        {said === null ? null : "error" in said ? <Note kind="danger">{inWords(said.error, words)}</Note> : <Answers explained={said.explained} />}
      </div>
      <p>
        <a href={write({ page: "try", connection: id })}>{words.text("detail.try")}</a>
      </p>
    </section>
  );
}

/** All answers, the weightiest first. */
export function Answers({ explained: { answers } }: { explained: Explained }) {
  const screen = useScreen();
  return (
    <Note kind="information">
      {answers.map((answer, at) => (
        <p key={at}>{sentence(answer, screen)}</p>
      ))}
    </Note>
  );
}

/** An answer in our words where there are some, else in the server's. */
function sentence({ code, params, message }: Explained["answers"][number], { words, base }: Screen): ComponentChildren {
  const facts = named(params);
  const key = [`why.${code}.${facts["kind"]}`, `why.${code}.of`, `why.${code}.by`, `why.${code}`].find(
    (each) => (words.has(each) || words.has(`${each}.other`)) && (!each.endsWith(".of") || "total" in facts) && (!each.endsWith(".by") || "branch" in facts),
  );
  if (key === undefined) return <Foreign>{message}</Foreign>;
  const values = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shown(name, value)]));
  const count = COUNTED[code];
  return count === undefined ? words.rich(key, values) : words.richCount(key, Number(facts[count]), values);

  function shown(name: string, value: string): ComponentChildren {
    if (name === "since" || name === "until") return <Time at={value} form="inside" />;
    if (name === "keys" || (name === "key" && LINKED.has(code))) return value.split(", ").map((issue, at) => [at > 0 ? ", " : "", <a href={`${base}/browse/${encodeURIComponent(issue)}`}>{issue}</a>]);
    return /^\d+$/.test(value) && NUMBERS.has(name) ? words.number(Number(value)) : <Foreign>{value}</Foreign>;
  }
}

/** The fact that chooses between singular and plural. */
const COUNTED: Record<string, string> = { cancelled: "repositories", items: "count", not_read_yet: "unread", history_limit: "days", listing: "repositories" };
const LINKED = new Set(["items", "nothing_names"]);
const NUMBERS = new Set(["done", "total", "seen"]);
