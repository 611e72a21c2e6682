// Small parts that all screens are made of: lozenges, icons, moments, links out, notes. Host text is only ever text here.
import type { ComponentChildren, JSX } from "preact";
import { useScreen } from "./screen";
import { absolute, moment, parse, type Style } from "./time";

/** The look of a lozenge; bold ones ask for somebody. */
export type Tone = "default" | "current" | "success" | "removed" | "moved" | "error";

export function Lozenge({ tone, bold = false, children }: { tone: Tone; bold?: boolean; children: ComponentChildren }) {
  const look = tone === "default" ? "" : ` aui-lozenge-${tone}`;
  return <span class={`aui-lozenge${look}${bold ? "" : " aui-lozenge-subtle"} jigit-lozenge`}>{children}</span>;
}

/** An icon beside text, or one with a name of its own. */
export function Icon({ name, tone, label }: { name: string; tone?: "danger" | "warning" | "success" | undefined; label?: string }) {
  const look = `aui-icon aui-icon-small aui-iconfont-${name} jigit-icon${tone ? ` jigit-icon-${tone}` : ""}`;
  return label === undefined ? <span class={look} aria-hidden="true" /> : <span class={look} role="img" aria-label={label} />;
}

/** A moment: relative or short in sight, absolute in the tooltip and for screen readers. */
export function Time({ at, form = "list" }: { at: string | null | undefined; form?: Style }) {
  const { words, now } = useScreen();
  const date = parse(at);
  if (date === null) return null;
  const whole = absolute(date, words);
  return (
    <time dateTime={date.toISOString()} title={whole}>
      {moment(date, now, words, form)}
      <span class="jigit-hidden"> ({whole})</span>
    </time>
  );
}

/** Text that came from a host: isolated, and with control characters made visible. */
export function Foreign({ children }: { children: string }) {
  return <bdi>{visible(children)}</bdi>;
}

/** A link to a host; plain text unless the address is one that may be followed. */
export function HostLink({ url, children, class: look }: { url: string | null | undefined; children: ComponentChildren; class?: string }) {
  const href = safe(url);
  if (href === null) return <span class={look}>{children}</span>;
  return (
    <a href={href} class={look} rel="noopener noreferrer">
      {children}
    </a>
  );
}

export type NoteKind = "danger" | "warning" | "success" | "information";

/** A box that says what happened; `alert` when it answers a click. */
export function Note({ kind, alert = false, id, children }: { kind: NoteKind; alert?: boolean; id?: string; children: ComponentChildren }) {
  return (
    <div class={`jigit-note jigit-note-${kind}`} id={id} role={alert ? "alert" : undefined}>
      <Icon name={ICONS[kind]} tone={kind === "information" ? undefined : kind} />
      <div class="jigit-note-text">{children}</div>
    </div>
  );
}

/** A button that looks like a link. */
export function TextButton({ onClick, children, ...rest }: { onClick: () => void; children: ComponentChildren } & JSX.AriaAttributes) {
  return (
    <button type="button" class="jigit-textbutton" onClick={onClick} {...rest}>
      {children}
    </button>
  );
}

/** An ordinary button; while busy it stays in place, says so, and ignores further clicks. */
export function Button({
  onClick,
  children,
  primary = false,
  busy = false,
  submit = false,
}: {
  onClick?: () => void;
  children: ComponentChildren;
  primary?: boolean;
  busy?: boolean;
  submit?: boolean;
}) {
  return (
    <button
      type={submit ? "submit" : "button"}
      class={`aui-button${primary ? " aui-button-primary" : ""}`}
      aria-busy={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
      {busy ? <span class="jigit-spinner" aria-hidden="true" /> : null}
    </button>
  );
}

/** Toggle buttons of which one is pressed. */
export function Toggles<T extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  label: string;
  options: { value: T; label: string }[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  return (
    <div class="jigit-toggles" role="group" aria-label={label}>
      {options.map(({ value, label: text }) => (
        <button key={value} type="button" class="jigit-toggle" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {text}
        </button>
      ))}
    </div>
  );
}

/** A bar whose length is data, hence a real progress element and no style. */
export function Bar({ value, max, label, look = "" }: { value: number; max: number; label: string; look?: string }) {
  return <progress class={`jigit-bar ${look}`} value={Math.max(0, Math.min(value, max))} max={Math.max(max, 1)} aria-label={label} />;
}

/** An address that may be a link: HTTPS, or plain HTTP to this very machine as tests use it. */
export function safe(url: string | null | undefined): string | null {
  if (!url) return null;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.username !== "" || parsed.password !== "") return null;
  if (parsed.protocol === "https:") return parsed.href;
  return parsed.protocol === "http:" && LOOPBACK.test(parsed.hostname) ? parsed.href : null;
}

/** Control characters, and those that reorder text, shown as a box; line ends and tabs are kept. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, "\u25a1");
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const ICONS: Record<NoteKind, string> = { danger: "error", warning: "warning", success: "check-circle", information: "info" };
