// What the core found: the texts with their marks, keys and look-alikes with their reasons, commands, and what would be stored.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Foreign, TextButton, visible } from "../../parts";
import type { Preview, PreviewCommand, PreviewFacts, PreviewOfCommits, PreviewText, Range } from "../../rest";
import { useScreen } from "../../screen";
import { CommandText } from "../../smart_results";
import type { Words } from "../../words";
import { Listing, type ListingRow } from "../listing";
import { hits, leftOut, misses, pieces, type Finding } from "./findings";

type OnShow = (text: number, range: Range) => void;

/** The right side. */
export function Result({
  preview,
  former,
  connection,
  commits,
  onShow,
}: {
  preview: Preview;
  former: Readonly<Record<string, string>>;
  connection: PreviewFacts["connections"][number] | undefined;
  commits: PreviewOfCommits | null;
  onShow: OnShow;
}) {
  const { words, base } = useScreen();
  const found = hits(preview, former, words);
  const alike = misses(preview, words);
  const commands = preview.texts.some((text) => text.commands.length + text.errors.length > 0);
  const places = ({ spots }: Finding) => (spots.length < 2 ? null : <> {words.count("try.places", spots.length)}</>);
  // A row leads to its first place, and when it is chosen again to the next one.
  const turns = useRef(new Map<string, number>());
  const row = (finding: Finding, name: ComponentChildren): ListingRow => {
    const key = `${finding.name} ${finding.because[0]}`;
    const onChoose = () => {
      const turn = turns.current.get(key) ?? 0;
      turns.current.set(key, turn + 1);
      const spot = finding.spots[turn % finding.spots.length];
      if (spot) onShow(spot.text, spot.utf16);
    };
    return { key, cells: [name, <>{finding.because.join(" ")}{places(finding)}</>], onChoose };
  };
  return (
    <>
      {commits === null ? null : <p class="jigit-small jigit-subtle">{words.richCount("try.commits.of", commits.requests, { repository: <Foreign>{commits.repository}</Foreign> })}</p>}
      {preview.delivery === null ? null : <Delivery delivery={preview.delivery} />}
      <Texts texts={preview.texts} />
      {leftOut(preview, words).map((sentence) => (
        <p key={sentence} class="jigit-small jigit-subtle">
          {sentence}
        </p>
      ))}
      {found.length === 0 ? null : (
        <section class="jigit-found">
          <h3>{words.text("try.found")}</h3>
          <Listing
            label={words.text("try.found")}
            columns={[words.text("try.key"), words.text("try.because")]}
            rows={found.map((finding) =>
              row(
                finding,
                <span class="jigit-nowrap">
                  <Shows>{finding.name}</Shows>{" "}
                  <a class="jigit-small jigit-open" href={`${base}/browse/${encodeURIComponent(finding.name)}`} onClick={(event) => event.stopPropagation()}>
                    {words.text("try.open")}
                    <span class="jigit-hidden"> {finding.name}</span>
                  </a>
                </span>,
              ),
            )}
          />
        </section>
      )}
      {alike.length === 0 ? null : (
        <section class="jigit-found">
          <h3>{words.text("try.alikes")}</h3>
          <Listing label={words.text("try.alikes")} columns={[words.text("try.text"), words.text("try.why_not")]} rows={alike.map((finding) => row(finding, <span class={finding.name.length > WHOLE ? undefined : "jigit-nowrap"}><Shows>{finding.name}</Shows></span>))} />
        </section>
      )}
      {!commands ? null : <Commands texts={preview.texts} connection={connection} onShow={onShow} />}
      {commits === null ? <Stored preview={preview} /> : null}
    </>
  );
}

/** How much was found, in one line. */
export function counted(preview: Preview, words: Words): string {
  const commands = preview.texts.reduce((sum, text) => sum + text.commands.length + text.errors.length, 0);
  return new Intl.ListFormat(words.locale, { type: "unit", style: "short" }).format([
    words.count("try.issues", hits(preview, {}, words).length),
    words.count("try.alike", misses(preview, words).length),
    words.count("try.commands", commands),
  ]);
}

/** The button of a row that leads to its place in the text; the row itself listens. */
function Shows({ children }: { children: string }) {
  return (
    <TextButton onClick={() => {}}>
      <code>
        <Foreign>{children}</Foreign>
      </code>
    </TextButton>
  );
}

function Texts({ texts }: { texts: PreviewText[] }) {
  const { words } = useScreen();
  if (texts.length === 0) return null;
  return (
    <div class="jigit-marked" role="region" aria-label={words.text("try.marked")} tabIndex={0}>
      {texts.map((text, at) => (
        <div key={at} class="jigit-marked-text" dir="auto">
          {text.name === null ? null : (
            <div class="jigit-marked-name">
              <Foreign>{text.name.replace(COMMIT, "$1")}</Foreign>
            </div>
          )}
          {pieces(text).map(({ text: piece, mark, start }) =>
            mark === null ? (
              visible(piece)
            ) : (
              <span key={start} id={`jigit-mark-${at}-${start}`} tabIndex={-1} class={`jigit-mark-${mark}`}>
                {visible(piece)}
              </span>
            ),
          )}
        </div>
      ))}
    </div>
  );
}

function Delivery({ delivery }: { delivery: NonNullable<Preview["delivery"]> }) {
  const { words } = useScreen();
  const { event, outcome, reason, error } = delivery;
  const known = words.has(`try.outcome.${outcome}`) ? words.text(`try.outcome.${outcome}`) : outcome;
  const why = reason !== null && words.has(`try.reason.${reason}`) ? words.text(`try.reason.${reason}`) : reason;
  const said = error === null || typeof error === "string" ? error : [error.at, error.message].filter(Boolean).join(": ");
  return (
    <dl class="jigit-rights jigit-delivery">
      {[
        ["event", event],
        ["sender", words.text("try.sender.unproved")],
        ["outcome", known],
        // An error says more than the word for it.
        ["reason", said ?? why],
      ].map(([key, value]) =>
        value === null || value === undefined ? null : (
          <div key={key}>
            <dt>{words.text(`try.delivery.${key}`)}</dt>
            <dd>
              <Foreign>{value}</Foreign>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Commands({ texts, connection, onShow }: { texts: PreviewText[]; connection: PreviewFacts["connections"][number] | undefined; onShow: OnShow }) {
  const { words } = useScreen();
  const rows = texts.flatMap((text, at) =>
    [
      ...text.commands.map((command) => ({ ...command, rest: command.command === "time" ? ` ${command.args.time}` : "", would: would(command, words) })),
      ...text.errors.map((error) => ({ ...error, rest: "", would: words.has(`try.wrong.${error.code}`) ? words.text(`try.wrong.${error.code}`) : words.text("try.wrong.other", { code: error.code }) })),
    ]
      .sort((a, b) => a.utf16[0] - b.utf16[0])
      .map(({ issue, utf16, rest, would: done }, number) => ({
        key: `${at} ${number}`,
        cells: [
          <span class="jigit-nowrap">
            <Shows>{issue}</Shows>
          </span>,
          <CommandText text={text.text.slice(...utf16) + rest} />,
          done,
        ],
        onChoose: () => onShow(at, utf16),
      })),
  );
  return (
    <section class="jigit-found">
      <h3>{words.text("try.smart")}</h3>
      <p class="jigit-small jigit-subtle">{words.text(`try.as.${connection?.smart_commits ?? "none"}`, { host: connection?.title ?? "" })}</p>
      <Listing label={words.text("try.smart")} columns={["issue", "command", "would"].map((column) => words.text(`try.smart.${column}`))} rows={rows} />
    </section>
  );
}

/** What a command would do. */
export function would(command: PreviewCommand, words: Words): string {
  switch (command.command) {
    case "comment":
      return words.text("try.would.comment", { comment: command.args.body });
    case "time": {
      const { time, comment } = command.args;
      return comment ? words.text("try.would.time.comment", { time, comment }) : words.text("try.would.time", { time });
    }
    case "transition": {
      const { name, comment } = command.args;
      return comment ? words.text("try.would.transition.comment", { name, comment }) : words.text("try.would.transition", { name });
    }
  }
}

/** The rows that would be written, with the names of the model; of a text that is typed, what is known of its row. */
function Stored({ preview: { texts, rows, delivery } }: { preview: Preview }) {
  const { words } = useScreen();
  const typed = texts.filter(({ keys }) => keys.length > 0).map(({ field, text, keys }) => [ROWS[field].kind, { [ROWS[field].text]: text, issue_keys: keys }] as const);
  const kept = KINDS.flatMap(({ rows: kind, name }) => (rows[kind] ?? []).map((row) => [name, row] as const));
  const all = delivery === null ? typed : delivery.outcome === "update" ? kept : [];
  return (
    <section class="jigit-found">
      <h3>{words.text("try.stored")}</h3>
      {all.length === 0 ? (
        <p class="jigit-subtle">{words.text("try.stored.none")}</p>
      ) : (
        <div class="jigit-marked jigit-stored" role="region" aria-label={words.text("try.stored")} tabIndex={0}>
          {all.map(([kind, row], at) => (
            <div key={at}>
              <strong>{kind}</strong>
              <dl>
                {Object.entries(row)
                  .filter(([, value]) => value !== null && value !== "")
                  .map(([name, value]) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>
                        <Foreign>{brief(value)}</Foreign>
                      </dd>
                    </div>
                  ))}
              </dl>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

/** A value as JSON; of a long text its beginning. */
function brief(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const [line = ""] = value.split("\n", 1);
  const short = [...line].slice(0, LINE).join("");
  return JSON.stringify(short === value ? value : `${short.trimEnd()} …`);
}

const ROWS = {
  commit: { kind: "commit", text: "message" },
  branch: { kind: "branch", text: "name" },
  pr_title: { kind: "pull_request", text: "title" },
  pr_body: { kind: "pull_request", text: "description" },
} as const;
const KINDS = [
  { rows: "repositories", name: "repository" },
  { rows: "branches", name: "branch" },
  { rows: "commits", name: "commit" },
  { rows: "pull_requests", name: "pull_request" },
] as const;

/** A commit's id, and its part that people read. */
const COMMIT = /^([0-9a-f]{7})(?:[0-9a-f]{33}|[0-9a-f]{57})$/;
/** A look-alike of so many characters stays on one line. */
const WHOLE = 24;
/** Characters of a text that are shown of what would be stored. */
const LINE = 60;
