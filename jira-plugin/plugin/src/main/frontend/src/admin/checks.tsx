// The result of a connection test as a checklist.
import { Icon } from "../parts";
import { named, type Check, type TestResult } from "../rest";
import { useScreen } from "../screen";
import { clock } from "../time";
import type { Words } from "../words";

/** Heading and list; while it runs the old lines stay where they are. */
export function Checks({ result, running, at = null }: { result: TestResult | null; running: boolean; at?: Date | null }) {
  const { words } = useScreen();
  const ms = result?.checks.reduce((sum, check) => sum + (check.ms ?? 0), 0) ?? 0;
  return (
    <div class="jigit-checks" aria-busy={running}>
      <div role="status">
        <h3>{running ? words.text("check.running") : result === null ? words.text("check.none") : summary(result, words)}</h3>
      </div>
      {result !== null && at !== null && !running ? (
        <p class="jigit-small jigit-subtle">
          {ms > 0 ? words.text("check.at.took", { time: clock(at, words), duration: duration(ms, words) }) : words.text("check.at", { time: clock(at, words) })}
        </p>
      ) : null}
      {result === null ? (
        running ? null : <p class="jigit-small jigit-subtle">{words.text("check.none.help")}</p>
      ) : (
        <ul>
          {result.checks.map((check) => (
            <Line key={check.id} check={check} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Line({ check }: { check: Check }) {
  const { words } = useScreen();
  const { name, tone } = MARKS[check.result];
  const title = words.has(`check.${check.id}`) ? words.text(`check.${check.id}`) : check.id.replaceAll("_", " ");
  return (
    <li>
      <Icon name={name} tone={tone} label={words.text(`check.result.${check.result}`)} />
      <div>
        {title}
        <div class="jigit-small jigit-subtle">{detail(check, words)}</div>
      </div>
    </li>
  );
}

/** What a line says below its title: our sentence for its code, else the server's. */
export function detail(check: Check, words: Words): string {
  const params = named(check.params);
  if (check.result === "skipped") return words.text("check.skipped", { reason: check.message ?? "" });
  for (const key of [`check.${check.id}.${check.code ?? check.result}`, `check.code.${check.code}`]) {
    if (words.has(key) && places(words.text(key)).every((name) => name in params)) return words.text(key, params);
  }
  return check.message ?? "";
}

/** One line about the whole test. */
export function summary(result: TestResult, words: Words): string {
  if (!result.ok) return words.text("check.failed");
  const hints = result.checks.filter((check) => check.result === "warning").length;
  return hints === 0 ? words.text("check.works") : words.count("check.hints", hints);
}

function duration(ms: number, words: Words): string {
  return ms < 1000
    ? words.text("common.ms", { amount: ms })
    : words.text("common.seconds", { amount: new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 }).format(ms / 1000) });
}

function places(text: string): string[] {
  return [...text.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1] ?? "");
}

const MARKS: Record<Check["result"], { name: string; tone: "success" | "warning" | "danger" | undefined }> = {
  passed: { name: "check-circle", tone: "success" },
  warning: { name: "warning", tone: "warning" },
  failed: { name: "error", tone: "danger" },
  skipped: { name: "recent", tone: undefined },
};
