// How the app fares as a whole: nodes, queue, problems, what is stored; and the file for those who help.
import { useState } from "preact/hooks";
import { Foreign, Note, Time } from "../parts";
import type { Engine, Health as Report } from "../rest";
import { useLive, useScreen } from "../screen";
import { inWords } from "./actions";
import { Listing } from "./listing";
import { Awaited, Heading, Tabs } from "./page";
import { write } from "./route";

/** The page. */
export function Health() {
  const { words, rest } = useScreen();
  const live = useLive((signal) => rest.health(signal), () => 10_000, []);
  return (
    <>
      <Tabs chosen="health" />
      <div class="jigit-head">
        <Heading title={words.text("health.title")} />
        <div>
          <a class="aui-button" href={rest.address("support-bundle")} download>
            {words.text("health.bundle")}
          </a>
          <p class="jigit-small jigit-subtle">{words.text("health.bundle.help")}</p>
        </div>
      </div>
      {live.data === null ? <Awaited live={live} /> : <Parts report={live.data} onChanged={live.reload} />}
    </>
  );
}

function Parts({ report, onChanged }: { report: Report; onChanged: () => void }) {
  const { words } = useScreen();
  const columns = (...names: string[]) => names.map((name) => words.text(`health.column.${name}`));
  const engine = (name: string, reason: string | null) => {
    const runs = words.has(`health.engine.${name}`) ? words.text(`health.engine.${name}`) : name;
    return reason === null ? runs : `${runs}. ${words.text(`health.engine.reason.${reason}`)}`;
  };
  const { nodes, leases, queue, problems, rows } = report;
  return (
    <>
      <section class="jigit-found">
        <h2>{words.text("health.nodes")}</h2>
        <Listing
          label={words.text("health.nodes")}
          columns={columns("node", "seen", "version", "engine", "at_work", "cleaned")}
          rows={nodes.map(({ name, seen_at, version, engine: runs, engine_reason, cleaned_at }) => ({
            key: name,
            cells: [
              <Foreign>{name}</Foreign>,
              <Time at={seen_at} />,
              version,
              engine(runs, engine_reason),
              words.number(leases.find(({ node }) => node === name)?.tasks ?? 0),
              cleaned_at === null ? words.text("health.cleaned.none") : <Time at={cleaned_at} />,
            ],
          }))}
        />
        <EngineChoice chosen={report.engine} onChosen={onChanged} />
      </section>
      <section class="jigit-found">
        <h2>{words.text("health.queue")}</h2>
        <Numbers of="health.queue" numbers={queue} names={["at_work", "due", "waiting", "resting", "troubled", "given_up"]} />
        {queue.oldest_due === null ? null : <p>{words.rich("health.queue.oldest", { time: <Time at={queue.oldest_due} form="inside" /> })}</p>}
      </section>
      <section class="jigit-found">
        <h2>{words.text("health.problems")}</h2>
        {problems.length === 0 ? (
          <p class="jigit-subtle">{words.text("health.problems.none")}</p>
        ) : (
          <Listing
            label={words.text("health.problems")}
            columns={columns("connection", "problem", "since")}
            rows={problems.map(({ connection, name, problem, at }) => ({
              key: String(connection),
              cells: [
                <a href={write({ page: "detail", id: connection })}>
                  <bdi>{name}</bdi>
                </a>,
                <Foreign>{problem.message ?? problem.code}</Foreign>,
                <Time at={at} />,
              ],
            }))}
          />
        )}
      </section>
      <section class="jigit-found">
        <h2>{words.text("health.rows")}</h2>
        <Numbers of="health.rows" numbers={rows} names={Object.keys(rows)} />
      </section>
    </>
  );
}

function EngineChoice({ chosen, onChosen }: { chosen: Engine; onChosen: () => void }) {
  const { words, rest } = useScreen();
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (engine: Engine) =>
    rest.chooseEngine(engine).then(
      () => setProblem(null),
      (error: unknown) => setProblem(inWords(error, words)),
    ).then(onChosen);
  return (
    <form class="aui">
      <label for="jigit-engine">{words.text("health.engine")}</label>{" "}
      <select id="jigit-engine" class="select medium-long-field" value={chosen} onChange={(event) => void choose(event.currentTarget.value as Engine)}>
        {(["wasm", "jni", "auto"] as const).map((engine) => (
          <option key={engine} value={engine}>
            {words.text(`health.engine.${engine}`)}
          </option>
        ))}
      </select>
      <p class="jigit-small jigit-subtle">{words.text("health.engine.help")}</p>
      {problem === null ? null : (
        <Note kind="danger" alert>
          {problem}
        </Note>
      )}
    </form>
  );
}

function Numbers<N extends string>({ of, numbers, names }: { of: string; numbers: Readonly<Record<N, number>>; names: N[] }) {
  const { words } = useScreen();
  return (
    <dl class="jigit-numbers">
      {names.map((name) => (
        <div key={name}>
          <dt>{words.text(`${of}.${name}`)}</dt>
          <dd>{words.number(numbers[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
