// The connection form: from nothing to reading on one page. Everything about a host is drawn from its description.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Note, TextButton } from "../parts";
import { named, RestError, type ConnectionInput, type Host, type TestResult, type WebhookSecret } from "../rest";
import { useLive, useScreen } from "../screen";
import type { Words } from "../words";
import { inWords } from "./actions";
import { Checks } from "./checks";
import { check, FIELDS, fieldOf, fieldsOf, fresh, input, isNamed, kindOf, labelOf, MASK, namesBranches, of, onHost, readsAgain, STRATEGIES, type Draft, type Errors, type FieldName } from "./draft";
import { Choices, Field, HostChoice, Section, TextArea, TextField } from "./form_parts";
import { Awaited, Heading, hostOf } from "./page";
import { go } from "./route";
import { SmartCommitFields } from "./smart_form";
import { Rights } from "./status";

type OnSecret = (secret: { id: number; value: WebhookSecret } | null) => void;

/** A new connection. */
export function Add({ hosts, host, onSecret }: { hosts: Host[]; host: string | null; onSecret: OnSecret }) {
  const { words } = useScreen();
  const first = hosts.find(({ name }) => name === host) ?? hosts[0];
  if (first === undefined) return null;
  return <Form title={words.text("admin.add")} hosts={hosts} start={fresh(first)} known={null} onSecret={onSecret} />;
}

/** A stored connection. */
export function Edit({ hosts, id, onSecret }: { hosts: Host[]; id: number; onSecret: OnSecret }) {
  const { words, rest } = useScreen();
  const live = useLive((signal) => rest.connection(id, signal), () => null, [id]);
  if (live.data === null) return <Awaited live={live} />;
  const host = hostOf(hosts, live.data.serviceType) ?? hosts[0];
  if (host === undefined) return null;
  return <Form title={words.text("form.edit", { name: live.data.repoName })} hosts={hosts} start={of(live.data, host)} known={live.data.progress?.repositories.total ?? null} onSecret={onSecret} />;
}

/** The form; `known` is how many repositories are known. */
function Form({ title, hosts, start, known, onSecret }: { title: string; hosts: Host[]; start: Draft; known: number | null; onSecret: OnSecret }) {
  const { words, rest } = useScreen();
  const [draft, setDraft] = useState(start);
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set());
  const [refused, setRefused] = useState<{ errors: Errors; text: string | null }>({ errors: {}, text: null });
  const [busy, setBusy] = useState<"test" | "save" | null>(null);
  const [tested, setTested] = useState<{ result: TestResult; of: string; at: Date } | null>(null);
  const [insist, setInsist] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const taken = useTaken(draft.id);
  const host = hosts.find(({ name }) => name === draft.host);
  if (host === undefined) return null;

  const all = check(draft, host, taken, words);
  const errors: Errors = { ...refused.errors };
  for (const field of FIELDS) if (left.has(field) && all[field] !== undefined) errors[field] = all[field];
  const set = (change: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...change }));
    setRefused({ errors: {}, text: null });
    setInsist(false);
  };
  const leave = (field: FieldName) => () => setLeft((old) => new Set(old).add(field));
  const sent = () => input(draft, host);

  /** Shows every mistake; whether there is none. */
  const sound = (): boolean => {
    setLeft(new Set(FIELDS));
    if (Object.keys(all).length === 0) return true;
    setTimeout(() => summary.current?.focus());
    return false;
  };
  const fail = (error: unknown) => {
    const params = error instanceof RestError ? named(error.params) : {};
    const field = fieldOf(params["field"]);
    const text = refusal(error, params, words);
    setRefused(field === null ? { errors: {}, text } : { errors: { [field]: text }, text: null });
    setTimeout(() => summary.current?.focus());
  };
  const test = async (): Promise<TestResult | null> => {
    const body = sent();
    try {
      const result = await rest.test(body);
      setTested({ result, of: JSON.stringify(body), at: new Date() });
      return result;
    } catch (error) {
      fail(error);
      return null;
    }
  };
  const onTest = async () => {
    if (!sound()) return;
    setBusy("test");
    await test();
    setBusy(null);
  };
  const store = async (body: ConnectionInput) => {
    const saved = await rest.save(body);
    if (draft.id !== null) return go({ page: "detail", id: saved.id });
    onSecret(await firstSecret(saved.id));
    go({ page: "webhook", id: saved.id });
  };
  const firstSecret = async (id: number) => {
    try {
      return { id, value: await rest.newSecret(id) };
    } catch {
      // The connection is saved; its webhook page offers to make a secret and says why if it cannot.
      return null;
    }
  };
  const onSave = async () => {
    if (!sound()) return;
    setBusy("save");
    const body = sent();
    const fresh = tested !== null && tested.of === JSON.stringify(body) ? tested.result : null;
    const result = insist ? fresh : (fresh ?? (await test()));
    if (insist || result?.ok) {
      await store(body).catch(fail);
    } else if (result !== null) {
      setInsist(true);
      setTimeout(() => summary.current?.focus());
    }
    setBusy(null);
  };

  const scope = host.scopes.find(({ repo_type }) => repo_type === draft.repoType);
  const kind = kindOf(draft, host);
  const text = (id: FieldName & keyof Draft, label: string, help?: string) => ({
    id,
    label,
    error: errors[id],
    value: String(draft[id]),
    onInput: (value: string) => set({ [id]: value }),
    onLeave: leave(id),
    ...(help === undefined ? {} : { help }),
  });
  const several = draft.repoType !== "SingleRepository";
  return (
    <form
      class="jigit-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy === null) void onSave();
      }}
    >
      <Heading title={title} above={draft.id === null ? [] : [{ id: draft.id, repoName: start.repoName }]} />
      <div class="jigit-form-columns">
        <div>
          <div ref={summary} tabIndex={-1} class="jigit-form-summary">
            <Mistakes errors={errors} text={refused.text} shown={left.size === FIELDS.length} />
            {insist ? (
              <Note kind="warning" alert>
                <p>{words.text("form.insist")}</p>
                <Button onClick={() => void onSave()} busy={busy === "save"}>
                  {words.text("form.insist.save")}
                </Button>
              </Note>
            ) : null}
          </div>
          <Section title={words.text("form.server")}>
            {draft.id === null ? <HostChoice hosts={hosts} chosen={draft.host} onChoose={(name) => {
              const next = hosts.find((candidate) => candidate.name === name);
              if (next !== undefined) set(onHost(draft, host, next));
            }} /> : null}
            <TextField id="serverUrl" type="url" label={words.text("form.address")} help={words.text("form.address.help", { examples: host.address_examples.join(", ") })} value={draft.serverUrl} error={errors.serverUrl} onInput={(serverUrl) => set({ serverUrl })} onLeave={leave("serverUrl")} />
            <TextField id="repoName" label={words.text("form.name")} help={words.text("form.name.help")} value={draft.repoName} error={errors.repoName} onInput={(repoName) => set({ repoName })} onLeave={leave("repoName")} />
          </Section>
          <Section title={words.text("form.credential")} help={words.text("form.credential.help")}>
            {host.credentials.length < 2 ? null : (
              <Choices look="card" name="jigit-credential" legend={words.text("form.credential.kind")} chosen={kind?.kind ?? ""} onChoose={(credential) => set({ credential })} options={host.credentials.map(({ kind: value, label }) => ({ value, label }))} />
            )}
            {fieldsOf(draft, host).map((field) => {
              const props = text(field.name, labelOf(field, host));
              if (!field.secret) return <TextField key={field.name} {...props} />;
              const help = words.text(start[field.name] === MASK && draft.host === start.host ? "form.secret.kept" : "form.secret.help");
              return field.multiline ? <TextArea key={field.name} {...props} help={help} rows={6} /> : <TextField key={field.name} {...props} help={help} type="password" />;
            })}
            {kind === undefined || kind.help === "" ? null : <p class="jigit-small jigit-subtle">{kind.help}</p>}
            <div class="jigit-box">
              <h3>{words.text("form.rights")}</h3>
              <Rights host={host} />
            </div>
          </Section>
          <Section title={words.text("form.read")}>
            <Choices look="card" name="jigit-scope" legend={words.text("form.scope")} chosen={draft.repoType} onChoose={(repoType) => set({ repoType })} options={host.scopes.map(({ repo_type, label }) => ({ value: repo_type, label }))} />
            {scope === undefined || !isNamed(draft, host) ? null : <TextField {...text("repositoryId", words.text("form.scope.name"), words.text("form.scope.help", { example: scope.example }))} />}
            {scope?.nested ? (
              <label class="jigit-check jigit-form-field">
                <input type="checkbox" checked={draft.includeSubgroups} onChange={(event) => set({ includeSubgroups: event.currentTarget.checked })} />
                {words.text("form.subgroups")}
              </label>
            ) : null}
            {several ? (
              <>
                <TextField {...text("repositoryPattern", words.text("form.pattern"), words.text("form.pattern.help"))} />
                <TextField {...text("repositoryExclude", words.text("form.exclude"), words.text("form.exclude.help"))} />
              </>
            ) : null}
            <Field
              id="branchStrategy"
              label={words.text("form.strategy")}
              help={words.text("form.strategy.help")}
              control={(described) => (
                <select
                  id="branchStrategy"
                  class="select jigit-field"
                  aria-describedby={described}
                  value={draft.branchStrategy}
                  onChange={(event) => set({ branchStrategy: STRATEGIES.find((each) => each === event.currentTarget.value) ?? "ALL" })}
                >
                  {STRATEGIES.map((strategy) => (
                    <option key={strategy} value={strategy}>
                      {words.text(`form.strategy.${strategy}`)}
                    </option>
                  ))}
                </select>
              )}
            />
            {namesBranches(draft.branchStrategy) ? (
              <TextArea {...text("branches", words.text(`form.branches.${draft.branchStrategy}`), words.text(`form.branches.help.${draft.branchStrategy}`))} rows={3} />
            ) : null}
            <Field
              id="indexDaysLimit"
              label={words.text("form.history")}
              control={(described) => (
                <select id="indexDaysLimit" class="select jigit-field" aria-describedby={described} value={String(draft.indexDaysLimit)} onChange={(event) => set({ indexDaysLimit: Number(event.currentTarget.value) })}>
                  {histories(start.indexDaysLimit).map((days) => (
                    <option key={days} value={String(days)}>
                      {days === 0 ? words.text("form.history.all") : words.count("form.history.days", days)}
                    </option>
                  ))}
                </select>
              )}
            />
            <label class="jigit-check">
              <input type="checkbox" checked={draft.indexPullRequests} onChange={(event) => set({ indexPullRequests: event.currentTarget.checked })} />
              {words.text("form.pull_requests")}
            </label>
          </Section>
          <Section title={words.text("form.projects")}>
            <TextField id="projectKeys" label={words.text("form.projects.keys")} help={words.text("form.projects.help")} value={draft.projectKeys} error={errors.projectKeys} onInput={(projectKeys) => set({ projectKeys })} onLeave={leave("projectKeys")} />
          </Section>
          <Section title={words.text("common.smart")} help={words.text("form.smart.help")}>
            <SmartCommitFields draft={draft} error={errors.smartCommitCommands} onChange={set} onLeave={leave("smartCommitCommands")} />
          </Section>
          <details class="jigit-details" open={errors.ignoredKeys !== undefined || errors.keyPattern !== undefined || errors.repositories !== undefined || errors.webhookSources !== undefined || errors.pollMinutes !== undefined || errors.timeoutSeconds !== undefined}>
            <summary>{words.text("form.advanced")}</summary>
            <Section title="">
              <TextField {...text("ignoredKeys", words.text("form.ignored"), words.text("form.ignored.help"))} />
              <TextField {...text("keyPattern", words.text("form.key_pattern"), words.text("form.key_pattern.help"))} />
              {several ? <TextArea {...text("repositories", words.text("form.repositories"), words.text("form.repositories.help"))} /> : null}
              <TextField id="pollMinutes" label={words.text("form.poll")} help={words.text("form.poll.help")} value={draft.pollMinutes} error={errors.pollMinutes} onInput={(pollMinutes) => set({ pollMinutes })} onLeave={leave("pollMinutes")} />
              <TextArea {...text("webhookSources", words.text("form.sources"), words.text("form.sources.help"))} rows={3} />
              <TextField id="timeoutSeconds" label={words.text("form.timeout")} value={draft.timeoutSeconds} error={errors.timeoutSeconds} onInput={(timeoutSeconds) => set({ timeoutSeconds })} onLeave={leave("timeoutSeconds")} />
            </Section>
          </details>
          <div role="status" class="jigit-again">
            {draft.id !== null && known !== null && known > 0 && draft.host === start.host && readsAgain(input(start, host), sent()) ? <Note kind="information">{words.count("form.again", known)}</Note> : null}
          </div>
          <div class="jigit-buttons">
            <Button primary submit busy={busy === "save"}>
              {words.text(draft.id === null ? "form.save.first" : "form.save")}
            </Button>
            <TextButton onClick={() => go(draft.id === null ? { page: "connections" } : { page: "detail", id: draft.id })}>{words.text("common.cancel")}</TextButton>
            {draft.id === null ? <span class="jigit-small jigit-subtle">{words.text("form.next")}</span> : null}
          </div>
        </div>
        <aside class="jigit-box jigit-test" aria-label={words.text("form.test.label")}>
          <Checks result={tested?.result ?? null} running={busy === "test" || (busy === "save" && !insist)} at={tested?.at ?? null} />
          {tested !== null && tested.of !== JSON.stringify(sent()) && busy === null ? <p class="jigit-small jigit-subtle">{words.text("form.test.old")}</p> : null}
          <Button onClick={() => void onTest()} busy={busy === "test"}>
            {words.text(tested === null ? "admin.test" : "form.test.again")}
          </Button>
        </aside>
      </div>
    </form>
  );
}

/** A refusal in our words where we have some, else in the server's, without the field's name that stands beside it anyway. */
export function refusal(error: unknown, params: Record<string, string>, words: Words): string {
  const key = error instanceof RestError ? `form.refused.${error.code}` : "";
  if (words.has(key)) return words.text(key, params);
  const sentence = inWords(error, words).replace(/^\w+: /, "");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** All mistakes on top after an attempt to save, each leading to its field. */
function Mistakes({ errors, text, shown }: { errors: Errors; text: string | null; shown: boolean }) {
  const { words } = useScreen();
  const wrong = FIELDS.filter((field) => errors[field] !== undefined);
  if (text !== null) {
    return (
      <Note kind="danger" alert>
        {text}
      </Note>
    );
  }
  if (!shown || wrong.length === 0) return null;
  return (
    <Note kind="danger" alert>
      <p>{words.count("form.mistakes", wrong.length)}</p>
      <ul>
        {wrong.map((field) => (
          <li key={field}>
            <TextButton onClick={() => document.getElementById(field)?.focus()}>{errors[field]}</TextButton>
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** The names of the other connections: a name is taken once. */
function useTaken(id: number | null): string[] {
  const { rest } = useScreen();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    rest
      .connections(abort.signal)
      .then((all) => setNames(all.filter((connection) => connection.id !== id).map(({ repoName }) => repoName)))
      // Only a hint while typing: the server checks names again when it saves.
      .catch(() => setNames([]));
    return () => abort.abort();
  }, [id]);
  return names;
}

function histories(stored: number): number[] {
  return [...new Set([30, 90, 365, 1095, 0, stored])].sort((a, b) => (a === 0 ? 1 : b === 0 ? -1 : a - b));
}
