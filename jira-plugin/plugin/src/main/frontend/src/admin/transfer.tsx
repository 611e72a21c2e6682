// Connections from a file: what would change, field by field, before anything does.
import { useState } from "preact/hooks";
import { Button, Foreign, Lozenge, Note } from "../parts";
import type { Imported } from "../rest";
import { useScreen } from "../screen";
import { inWords } from "./actions";
import { Listing } from "./listing";
import { Heading } from "./page";

/** The page. */
export function Import() {
  const { words, rest } = useScreen();
  const [file, setFile] = useState<unknown>(null);
  const [shown, setShown] = useState<Imported | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const ask = async (mode: "plan" | "apply", content: unknown) => {
    setBusy(true);
    try {
      setShown(await rest.importFile(mode, content));
      setWrong(null);
    } catch (error) {
      setWrong(inWords(error, words));
    }
    setBusy(false);
  };
  const choose = async (chosen: File | undefined) => {
    setShown(null);
    setWrong(null);
    if (chosen === undefined) return;
    try {
      const content: unknown = JSON.parse(await chosen.text());
      setFile(content);
      await ask("plan", content);
    } catch {
      setWrong(words.text("form.import.wrong"));
    }
  };
  const steps = shown?.connections ?? [];
  const possible = steps.some(({ change }) => change !== "none") && steps.every(({ problem }) => problem === null);
  return (
    <>
      <Heading title={words.text("form.import")} above={[]} />
      <p class="jigit-subtle">{words.text("form.import.help")}</p>
      <label class="jigit-label" for="jigit-import">
        {words.text("form.import.file")}
      </label>
      <input id="jigit-import" type="file" accept=".json,application/json" onChange={(event) => void choose(event.currentTarget.files?.[0])} />
      {wrong === null ? null : (
        <Note kind="danger" alert>
          {wrong}
        </Note>
      )}
      <div role="status">{shown?.applied ? <Note kind="success">{words.text("form.import.done")}</Note> : null}</div>
      {shown === null ? null : <Steps steps={steps} />}
      {shown === null || shown.applied || !possible ? null : (
        <div class="jigit-buttons">
          <Button primary busy={busy} onClick={() => void ask("apply", file)}>
            {words.text("form.import.apply")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What becomes of each connection of the file. */
export function Steps({ steps }: { steps: Imported["connections"] }) {
  const { words } = useScreen();
  const value = (json: unknown) => <Foreign>{typeof json === "string" ? json : JSON.stringify(json ?? null)}</Foreign>;
  return (
    <section class="jigit-found">
      <Listing
        label={words.text("form.import")}
        columns={["connection", "change", "fields"].map((column) => words.text(`form.import.column.${column}`))}
        rows={steps.map(({ name, change, fields, needs, problem }) => ({
          key: name,
          cells: [
            <Foreign>{name}</Foreign>,
            problem === null ? <Lozenge tone={change === "none" ? "default" : "current"}>{words.text(`form.import.${change}`)}</Lozenge> : <Lozenge tone="removed">{words.text("form.import.not")}</Lozenge>,
            <>
              {problem === null ? null : <Foreign>{problem.message}</Foreign>}
              {change === "change"
                ? fields.map(({ field, before, after }) => (
                    <div key={field}>
                      <code>{field}</code>: {words.rich("form.import.field", { before: value(before), after: value(after) })}
                    </div>
                  ))
                : null}
              {needs.length === 0 ? null : <div>{words.text(change === "create" ? "form.import.needs.create" : "form.import.needs")}</div>}
            </>,
          ],
        }))}
      />
    </section>
  );
}
