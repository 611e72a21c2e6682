// What became of the commands in a commit message, one line each: under a commit of an issue and on the page of a connection.
import type { ComponentChildren } from "preact";
import { Foreign, Icon } from "./parts";
import type { SmartResult } from "./rest";
import { useScreen } from "./screen";
import type { Words } from "./words";

/** A mark and a sentence. */
export function SmartOutcome({ result }: { result: SmartResult }) {
  const { words } = useScreen();
  const { name, tone } = MARKS[result.state] ?? MARKS.failed;
  return (
    <>
      <Icon name={name} tone={tone} /> {sentence(result, words)}
    </>
  );
}

/** A command as it was written; a short one stays on one line. */
export function CommandText({ text }: { text: string }) {
  return (
    <code class={text.length > WHOLE ? undefined : "jigit-nowrap"}>
      <Foreign>{text}</Foreign>
    </code>
  );
}

/** The results below a commit, with the commands as they were written. */
export function SmartResults({ results }: { results: SmartResult[] }) {
  const { words } = useScreen();
  return (
    <ul class="jigit-results" aria-label={words.text("common.smart")}>
      {results.map((result, at) => (
        <li key={at}>
          <SmartOutcome result={result} /> <CommandText text={result.text} />
        </li>
      ))}
    </ul>
  );
}

/** What happened; names and reasons that others wrote stay apart from our words. */
export function sentence({ command, text, state, user, code, params }: SmartResult, words: Words): ComponentChildren {
  const value = params ?? {};
  const given: Record<string, ComponentChildren> = {};
  for (const [name, one] of Array.isArray(value) ? value.map((pair) => [pair.name, pair.value] as const) : Object.entries(value)) {
    const list = Array.isArray(one) ? new Intl.ListFormat(words.locale, { type: "unit", style: "short" }).format(one.map(String)) : String(one ?? "");
    if (list !== "") given[name] = <Foreign>{list}</Foreign>;
  }
  if (state === "done") {
    const time = /^#\S+\s+((?:\d[\d.,]*\s*[wdhm]\s*)+)(?=\s|$)/i.exec(text)?.[1]?.trim();
    const done = { time: <Foreign>{time ?? text}</Foreign>, transition: <Foreign>{text}</Foreign>, ...given };
    return user === null ? words.rich(`common.smart.did.${command}`, done) : words.rich(`common.smart.did.${command}.as`, { ...done, user: <Foreign>{user}</Foreign> });
  }
  if (state === "waiting" || state === "interrupted") return words.text(`common.smart.${state}`);
  const key = `common.smart.${state}.${code}`;
  if (code === "NoSuchTransition" && given["possible"] === undefined) return words.rich("common.smart.failed.NoTransition", given);
  return words.has(key) ? words.rich(key, given) : words.text(`common.smart.${state}.other`, { code: code ?? "" });
}

const MARKS: Record<SmartResult["state"], { name: string; tone: "success" | "warning" | "danger" | undefined }> = {
  done: { name: "check", tone: "success" },
  failed: { name: "cross", tone: "danger" },
  waiting: { name: "recent", tone: undefined },
  interrupted: { name: "warning", tone: "warning" },
  skipped: { name: "info", tone: undefined },
};

/** Commands of so many characters are not broken. */
const WHOLE = 20;
