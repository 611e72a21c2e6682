// The webhook of a connection: its address, its secret (shown once), the host's steps, and a box that notices the first delivery.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Icon, Note, TextButton } from "../parts";
import type { Connection, Host, WebhookSecret } from "../rest";
import { useLive, useScreen } from "../screen";
import { clock, parse } from "../time";
import { inWords } from "./actions";
import { TextField } from "./form_parts";
import { Awaited, Heading, hostOf } from "./page";
import { go } from "./route";

/** The page. */
export function Webhook({
  hosts,
  id,
  secret,
  onSecret,
}: {
  hosts: Host[];
  id: number;
  secret: WebhookSecret | null;
  onSecret: (secret: { id: number; value: WebhookSecret } | null) => void;
}) {
  const { words, rest, now } = useScreen();
  const live = useLive((signal) => rest.connection(id, signal), () => 3_000, [id]);
  const [opened] = useState(() => Date.now());
  // A secret that is there from the beginning was made by saving a new connection.
  const [first] = useState(secret !== null);
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const [failed, setFailed] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const copied = useRef(false);
  useLeaveWarning(Boolean(secret?.secret), copied);
  useEffect(() => {
    if (live.data !== null && before === undefined) setBefore(live.data.last_delivery?.at ?? null);
  }, [live.data]);
  if (live.data === null) return <Awaited live={live} />;
  const connection = live.data;
  const host = hostOf(hosts, connection.serviceType);
  const minutes = Math.max(1, Math.round(connection.commitsPeriod / 60_000));
  const proves = host?.webhook.proof !== "none";
  const show = async (asked: () => Promise<WebhookSecret>) => {
    setBusy(true);
    setFailed(null);
    try {
      onSecret({ id, value: await asked() });
      copied.current = false;
      live.reload();
    } catch (error) {
      setFailed(error);
    }
    setBusy(false);
  };
  const makeSecret = () => show(() => rest.newSecret(id));
  const keepSecret = (own: string) => show(() => rest.ownSecret(id, own));
  return (
    <div class="jigit-narrow">
      <Heading title={words.text("webhook.title")} above={[connection]} />
      {secret === null || !first ? null : <Note kind="success">{words.text("webhook.saved", { name: connection.repoName })}</Note>}
      <p>{words.count("webhook.optional", minutes)}</p>
      {failed === null ? null : (
        <Note kind="danger" alert>
          {inWords(failed, words)}
        </Note>
      )}
      {proves || host === undefined ? null : <Note kind="information">{words.text("webhook.proves_nothing", { host: host.title })}</Note>}
      {secret === null ? (
        <div class="jigit-box">
          <div class="jigit-set">
            <span>
              {words.text(!proves ? "webhook.hidden" : connection.webhook.has_secret ? "webhook.set" : "webhook.unset", { address: connection.webhook.address ?? "" })}
            </span>
            <Button onClick={() => void makeSecret()} busy={busy}>
              {words.text(!proves ? "webhook.show" : connection.webhook.has_secret ? "webhook.replace" : "webhook.make")}
            </Button>
            {proves && connection.webhook.has_secret ? <span class="jigit-small jigit-subtle">{words.text("webhook.replace.help")}</span> : null}
          </div>
          {proves ? <OwnSecret busy={busy} onKeep={(own) => void keepSecret(own)} /> : null}
        </div>
      ) : (
        <>
          <Copyable id="jigit-address" label={words.text("webhook.address")} value={secret.url} />
          {secret.secret ? (
            <>
              <Copyable id="jigit-secret" label={words.text("webhook.secret")} value={secret.secret} onCopied={() => (copied.current = true)} />
              <Note kind="warning">{words.text("webhook.once")}</Note>
            </>
          ) : proves ? (
            <Note kind="success">{words.text("webhook.own.kept")}</Note>
          ) : null}
          {secret.secret ? <OwnSecret busy={busy} onKeep={(own) => void keepSecret(own)} /> : null}
        </>
      )}
      {host === undefined ? null : <Steps host={host} />}
      <Arrival connection={connection} host={host} before={before ?? null} waited={now.getTime() - opened} onReplace={() => void makeSecret()} />
      {host === undefined ? null : <Proof host={host} />}
      <div class="jigit-buttons">
        <Button primary onClick={() => go({ page: "connections" })}>
          {words.text("webhook.done")}
        </Button>
      </div>
    </div>
  );
}

function Copyable({ id, label, value, onCopied }: { id: string; label: string; value: string; onCopied?: () => void }) {
  const { words } = useScreen();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setSaid(words.text("webhook.copied"));
      onCopied?.();
    } catch {
      // No clipboard without HTTPS: the text is selected, the person's own copy key does the rest.
      setSaid(words.text("webhook.selected"));
    }
  };
  return (
    <div class="jigit-form-field">
      <label class="jigit-label" for={id}>
        {label}
      </label>
      <div class="jigit-copy">
        <input ref={field} id={id} class="text jigit-field" readOnly value={value} onFocus={(event) => event.currentTarget.select()} onCopy={onCopied} />
        <Button onClick={() => void copy()}>
          {words.text("webhook.copy")}
          <span class="jigit-hidden"> {label}</span>
        </Button>
      </div>
      <div class="jigit-small jigit-subtle" role="status">
        {said}
      </div>
    </div>
  );
}

/** For hosts that make the secret themselves: it is typed in here. */
function OwnSecret({ busy, onKeep }: { busy: boolean; onKeep: (secret: string) => void }) {
  const { words } = useScreen();
  const [secret, setSecret] = useState("");
  const [wrong, setWrong] = useState(false);
  const sound = /^[!-~]{8,512}$/.test(secret.trim());
  return (
    <details class="jigit-details jigit-own">
      <summary>{words.text("webhook.own")}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setWrong(!sound);
          if (sound) onKeep(secret.trim());
        }}
      >
        <TextField
          id="jigit-own-secret"
          type="password"
          label={words.text("webhook.own.label")}
          help={words.text("webhook.own.help")}
          value={secret}
          error={wrong && !sound ? words.text("webhook.own.wrong") : undefined}
          onInput={setSecret}
          onLeave={() => setWrong(secret !== "")}
        />
        <Button submit busy={busy}>
          {words.text("webhook.own.keep")}
        </Button>
      </form>
    </details>
  );
}

/** The host's steps; address and secret stand above and are not repeated. */
function Steps({ host }: { host: Host }) {
  const { words } = useScreen();
  const places: Record<string, string> = { "{url}": words.text("webhook.step.url"), "{secret}": words.text("webhook.step.secret") };
  return (
    <section>
      <h2>{words.text("webhook.in", { host: host.title })}</h2>
      <ol class="jigit-steps">
        {host.webhook.steps.map((step) => (
          <li key={step}>{step.replace(/\{url\}|\{secret\}/g, (place) => places[place] ?? place)}</li>
        ))}
      </ol>
    </section>
  );
}

function Arrival({ connection, host, before, waited, onReplace }: { connection: Connection; host: Host | undefined; before: string | null; waited: number; onReplace: () => void }) {
  const { words } = useScreen();
  const last = connection.last_delivery;
  const at = parse(last?.at);
  const fresh = last !== null && at !== null && last.at !== before;
  const time = at === null ? "" : clock(at, words, true);
  if (fresh && last.outcome === "rejected") {
    return (
      <div class="jigit-box" role="status">
        <Icon name="error" tone="danger" /> {words.text("webhook.wrong", { time })} <TextButton onClick={onReplace}>{words.text("webhook.replace")}</TextButton>
      </div>
    );
  }
  if (fresh && host?.webhook.proof === "none") {
    return (
      <div class="jigit-box" role="status">
        <Icon name="check-circle" tone="success" /> {words.text("webhook.asked", { time, event: last.event ?? "" })}
      </div>
    );
  }
  if (fresh && !connection.webhook.has_secret) {
    return (
      <div class="jigit-box" role="status">
        <Icon name="info" /> {words.text("webhook.unproved", { time, event: last.event ?? "" })}
      </div>
    );
  }
  if (fresh) {
    return (
      <div class="jigit-box" role="status">
        <Icon name="check-circle" tone="success" /> {words.text(last.event === "ping" ? "webhook.ping" : "webhook.came", { time, event: last.event ?? "" })}
      </div>
    );
  }
  if (waited > PATIENCE_MS) {
    return (
      <div class="jigit-box" role="status">
        <Icon name="warning" tone="warning" /> {words.text("webhook.nothing", { host: host?.title ?? "" })}
      </div>
    );
  }
  return (
    <div class="jigit-box" role="status">
      <Icon name="recent" /> {words.text("webhook.waiting")}
    </div>
  );
}

/** How the sender is checked, and how far that goes. */
function Proof({ host }: { host: Host }) {
  const { words } = useScreen();
  const { checked, proved, not_proved } = host.webhook;
  return (
    <details class="jigit-details" open={host.webhook.proof === "none"}>
      <summary>{words.text("webhook.proof")}</summary>
      <dl class="jigit-rights">
        {[
          ["checked", checked],
          ["proved", proved],
          ["not_proved", not_proved],
        ].map(([key, text]) => (
          <div key={key}>
            <dt>{words.text(`webhook.proof.${key}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Asks before the page is left while the secret, shown only once, has not been copied. */
function useLeaveWarning(shown: boolean, copied: { current: boolean }): void {
  useEffect(() => {
    if (!shown) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (!copied.current) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [shown]);
}

/** After this long without a delivery the page says where to look. */
const PATIENCE_MS = 10 * 60_000;
