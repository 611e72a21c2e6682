// The part of the connection form about commands in commit messages: whether they run, as whom, and which ones a project allows.
import { Button } from "../parts";
import { useScreen } from "../screen";
import { COMMANDS, type Allowed, type Draft } from "./draft";
import { Choices, TextField } from "./form_parts";

/** The fields; while smart commits are off, only the choice. */
export function SmartCommitFields({
  draft,
  error,
  onChange,
  onLeave,
}: {
  draft: Draft;
  error: string | undefined;
  onChange: (change: Partial<Draft>) => void;
  onLeave: () => void;
}) {
  const { words } = useScreen();
  return (
    <>
      <Choices<Draft["smartCommits"]>
        look="radio"
        name="jigit-smart-commits"
        legend={words.text("form.smart.run")}
        chosen={draft.smartCommits}
        onChoose={(smartCommits) => onChange({ smartCommits })}
        options={[
          { value: "OFF", label: words.text("form.smart.OFF") },
          ...(["VOUCHED", "EMAIL"] as const).map((value) => ({ value, label: words.text(`form.smart.${value}`), help: words.text(`form.smart.help.${value}`) })),
        ]}
      />
      {draft.smartCommits === "OFF" ? null : <PerProject all={draft.smartCommitCommands} error={error} onChange={(smartCommitCommands) => onChange({ smartCommitCommands })} onLeave={onLeave} />}
    </>
  );
}

function PerProject({ all, error, onChange, onLeave }: { all: Allowed[]; error: string | undefined; onChange: (all: Allowed[]) => void; onLeave: () => void }) {
  const { words } = useScreen();
  const put = (at: number, change: Partial<Allowed>) => onChange(all.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <fieldset class="jigit-radios" id="smartCommitCommands" tabIndex={-1} aria-describedby="smartCommitCommands-help">
      <legend class="jigit-label">{words.text("form.smart.projects")}</legend>
      {all.map(({ project, commands }, at) => (
        <div key={at} class="jigit-allowed">
          <TextField id={`jigit-allowed-${at}`} label={words.text("form.smart.project")} value={project} onInput={(typed) => put(at, { project: typed })} onLeave={onLeave} />
          <button type="button" class="jigit-textbutton" onClick={() => onChange(all.filter((_, index) => index !== at))}>
            {words.text("admin.remove")}
            <span class="jigit-hidden"> {project}</span>
          </button>
          <div class="jigit-allowed-commands">
            {COMMANDS.map((command) => (
              <label key={command} class="jigit-check">
                <input
                  type="checkbox"
                  checked={commands.includes(command)}
                  onChange={(event) => put(at, { commands: event.currentTarget.checked ? [...commands, command] : commands.filter((each) => each !== command) })}
                />
                {words.text(`form.smart.${command}`)}
              </label>
            ))}
          </div>
        </div>
      ))}
      {error === undefined ? null : <div class="jigit-error">{error}</div>}
      <Button onClick={() => onChange([...all, { project: "", commands: COMMANDS }])}>{words.text("form.smart.add")}</Button>
      <div class="jigit-small jigit-subtle" id="smartCommitCommands-help">
        {words.text("form.smart.projects.help")}
      </div>
    </fieldset>
  );
}
