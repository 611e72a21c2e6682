// The page "Try a message": what a text or a webhook would be linked to, and why. The core runs in this browser; nothing typed leaves it.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button, Note, Toggles } from "../../parts";
import { RestError, type Preview, type PreviewFacts, type PreviewOfCommits } from "../../rest";
import { useLive, useScreen } from "../../screen";
import { inWords } from "../actions";
import { keys, PROJECT } from "../draft";
import { Field, Choices, TextArea, TextField } from "../form_parts";
import { Awaited, Heading, Tabs } from "../page";
import { Checker, type Core } from "./checker";
import { counted, Result } from "./result";
import { ask, begin, headers, isEmpty, known, KINDS, of, PROJECTS, type Asked, type Projects, type Trial } from "./trial";

/** The page; with `connection`, the rules of that one count at first. */
export function Try({ core, connection }: { core: Core | null; connection: number | null }) {
  const { words, rest } = useScreen();
  // Once: nothing is asked while somebody types.
  const facts = useLive((signal) => rest.previewFacts(signal), () => null, []);
  return (
    <>
      <Tabs chosen="try" />
      <Heading title={words.text("try.title")} />
      {facts.data === null ? <Awaited live={facts} /> : <Trying core={core} facts={facts.data} connection={connection} />}
    </>
  );
}

/** What is shown on the right, and which question it answers. */
interface Shown {
  preview: Preview;
  asked: string;
}

function Trying({ core, facts, connection }: { core: Core | null; facts: PreviewFacts; connection: number | null }) {
  const { words, rest } = useScreen();
  const [trial, setTrial] = useState(() => begin(facts, connection));
  const [shown, setShown] = useState<Shown | null>(null);
  const [commits, setCommits] = useState<PreviewOfCommits | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState<"text" | "commits" | null>(null);
  const { checker, state, fail } = useChecker(core);
  const area = useRef<HTMLDivElement>(null);
  const asked: Asked | null = isEmpty(trial) ? null : ask(trial, facts);
  const question = asked === null ? null : JSON.stringify(asked);
  const latest = useRef<string | null>(null);
  latest.current = question;
  const set = (change: Partial<Trial>) => {
    setTrial((old) => ({ ...old, ...change }));
    setCommits(null);
    setRefused(null);
  };

  /** Shows an answer unless the question has changed meanwhile. */
  const show = async (answered: Promise<Preview>, of: string) => {
    try {
      const preview = await answered;
      if (latest.current !== of) return;
      setShown({ preview, asked: of });
      setRefused(null);
    } catch (error) {
      // Neither the core nor the server has refused it: the core is not there.
      if (state === "ready" && !(error instanceof RestError)) return fail();
      if (latest.current !== of) return;
      setShown(null);
      setRefused(error);
    }
  };

  useEffect(() => {
    if (question === null || asked === null) return setShown(null);
    if (state !== "ready") return;
    const timer = setTimeout(() => void show(checker.ask(asked.head, asked.body), question), TYPING_MS);
    return () => clearTimeout(timer);
  }, [question, state]);

  const onServer = async () => {
    if (asked === null || question === null) return;
    setBusy("text");
    await show(rest.preview(asked.head, asked.body), question);
    setBusy(null);
  };
  const onCommits = async (id: number) => {
    setBusy("commits");
    setRefused(null);
    try {
      setCommits(await rest.previewCommits(id));
    } catch (error) {
      setRefused(error);
    }
    setBusy(null);
  };
  const onShow = (text: number, [start, end]: [number, number]) => {
    const typed = commits === null && trial.kind !== "webhook" ? area.current?.querySelector<HTMLTextAreaElement>("#jigit-try-text") : null;
    if (typed) {
      typed.focus();
      typed.setSelectionRange(start, end);
    } else document.getElementById(`jigit-mark-${text}-${start}`)?.focus();
  };

  const chosen = of(facts, trial.connection);
  const preview = commits ?? shown?.preview ?? null;
  return (
    <>
      <p class="jigit-subtle">
        {words.text("try.intro")} {state === "failed" ? null : words.text("try.private")}
      </p>
      <div class="jigit-try">
        <div ref={area}>
          <Inputs trial={trial} facts={facts} onChange={set} />
          {chosen === undefined ? null : (
            <section class="jigit-box">
              <h2>{words.text("try.commits")}</h2>
              <p class="jigit-small jigit-subtle">{words.rich("try.commits.help", { name: <bdi>{chosen.name}</bdi> })}</p>
              <Button onClick={() => void onCommits(chosen.id)} busy={busy === "commits"}>
                {words.text("try.commits.try")}
              </Button>
            </section>
          )}
        </div>
        <div>
          <h2 aria-live="polite">{preview === null ? words.text("try.result") : counted(preview, words)}</h2>
          {state === "failed" && commits === null ? (
            <Note kind="warning">
              <p>
                {words.text("try.failed")} {words.text("try.failed.help")}
              </p>
              {question === null ? null : (
                <Button onClick={() => void onServer()} busy={busy === "text"}>
                  {words.text("try.server")}
                </Button>
              )}
              {shown !== null && shown.asked !== question ? <span class="jigit-small jigit-subtle"> {words.text("try.changed")}</span> : null}
            </Note>
          ) : null}
          {refused === null ? null : (
            <Note kind="danger" alert>
              {inWords(refused, words)}
            </Note>
          )}
          {preview !== null ? (
            <Result preview={preview} former={trial.projects === "jira" || commits !== null ? facts.projects.former : {}} connection={chosen} commits={commits} onShow={onShow} />
          ) : question === null ? (
            <p class="jigit-subtle">{words.text("try.empty")}</p>
          ) : state === "loading" ? (
            <p role="status">{words.text("try.loading")}</p>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Inputs({ trial, facts, onChange }: { trial: Trial; facts: PreviewFacts; onChange: (change: Partial<Trial>) => void }) {
  const { words } = useScreen();
  const wrong = headers(trial.headers).wrong[0];
  const rules = of(facts, trial.connection)?.rules;
  return (
    <>
      <div class="jigit-form-field">
        <div class="jigit-label" aria-hidden="true">
          {words.text("try.kind")}
        </div>
        <Toggles label={words.text("try.kind")} chosen={trial.kind} onChoose={(kind) => onChange({ kind })} options={KINDS.map((value) => ({ value, label: words.text(`try.kind.${value}`) }))} />
      </div>
      {trial.kind === "webhook" ? (
        <>
          <Field
            id="jigit-try-host"
            label={words.text("form.host")}
            control={(described) => (
              <select id="jigit-try-host" class="select jigit-field" aria-describedby={described} value={trial.host} onChange={(event) => onChange({ host: event.currentTarget.value })}>
                {facts.hosts.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </select>
            )}
          />
          <TextArea
            id="jigit-try-headers"
            label={words.text("try.headers")}
            help={words.text("try.headers.help")}
            rows={4}
            value={trial.headers}
            error={wrong === undefined ? undefined : words.text("try.headers.wrong", { line: wrong })}
            onInput={(text) => onChange({ headers: text })}
          />
          <TextArea id="jigit-try-body" label={words.text("try.body")} help={words.text("try.body.help")} rows={10} value={trial.body} onInput={(body) => onChange({ body })} />
        </>
      ) : (
        <TextArea id="jigit-try-text" label={words.text("try.text")} rows={trial.kind === "commit" || trial.kind === "pr_body" ? 8 : 2} value={trial.text} onInput={(text) => onChange({ text })} />
      )}
      <Choices<Projects>
        look="radio"
        name="jigit-projects"
        legend={words.text("try.projects")}
        chosen={trial.projects}
        onChoose={(projects) => onChange({ projects })}
        options={PROJECTS.map((value) => ({ value, label: value === "jira" ? words.count("try.projects.jira", known(facts).length) : words.text(`try.projects.${value}`) }))}
      />
      {trial.projects === "these" ? (
        <TextField
          id="jigit-try-these"
          label={words.text("try.keys")}
          placeholder={words.text("try.keys.example")}
          value={trial.these}
          error={keys(trial.these).every((key) => PROJECT.test(key)) ? undefined : words.text("form.error.projects")}
          onInput={(these) => onChange({ these })}
        />
      ) : null}
      <Field
        id="jigit-try-rules"
        label={words.text("try.rules")}
        help={rules === undefined ? undefined : <RulesShown rules={rules} />}
        control={(described) => (
          <select
            id="jigit-try-rules"
            class="select jigit-field"
            aria-describedby={described}
            value={String(trial.connection ?? "")}
            onChange={(event) => {
              const next = of(facts, event.currentTarget.value === "" ? null : Number(event.currentTarget.value));
              onChange({ connection: next?.id ?? null, host: next?.host ?? trial.host });
            }}
          >
            <option value="">{words.text("try.rules.none")}</option>
            {facts.connections.map(({ id, name }) => (
              <option key={id} value={String(id)}>
                {name}
              </option>
            ))}
          </select>
        )}
      />
    </>
  );
}

/** The rules that count, so that a person need not look them up. */
function RulesShown({ rules }: { rules: PreviewFacts["connections"][number]["rules"] }) {
  const { words } = useScreen();
  return (
    <>
      {rules.served === null ? words.text("try.rules.all") : words.text("try.rules.served", { keys: rules.served.join(", ") })}
      {rules.ignored.length === 0 ? null : ` ${words.text("try.rules.ignored", { keys: rules.ignored.join(", ") })}`}
      {rules.key_pattern === "" ? null : <> {words.rich("try.rules.pattern", { pattern: <code><bdi>{rules.key_pattern}</bdi></code> })}</>}
    </>
  );
}

type State = "loading" | "ready" | "failed";

/** The core in this browser, from when the page opens to when it is left. */
function useChecker(core: Core | null): { checker: Checker; state: State; fail: () => void } {
  const [state, setState] = useState<State>("loading");
  const checker = useMemo(() => new Checker(core), []);
  useEffect(() => {
    let open = true;
    const become = (next: State) => {
      if (open) setState(next);
    };
    checker.ready.then(
      () => become("ready"),
      // The note says so, and offers the server instead.
      () => become("failed"),
    );
    return () => {
      open = false;
      checker.close();
    };
  }, []);
  return { checker, state, fail: () => setState("failed") };
}

/** The core is asked this long after the last key. */
const TYPING_MS = 150;
