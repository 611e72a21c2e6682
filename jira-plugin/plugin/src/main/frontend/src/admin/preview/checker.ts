// The core in this browser: starts the worker that runs it, asks it, and says when that cannot be done.
import { RestError, type Preview, type PreviewRequest } from "../../rest";

/** Where the core's files are. */
export interface CoreFiles {
  /** The script that wasm-bindgen wrote. */
  glue: string;
  wasm: string;
}

/** The core's files, and the script of the worker that runs them. */
export interface Core extends CoreFiles {
  worker: string;
}

/** What the worker says once. */
export type Started = { started: true } | { started: false; failed: string };

/** What the worker is asked. */
export interface Question {
  id: number;
  head: string;
  body: Uint8Array;
}

/** What it answers: the core's words, or why the core could not be asked. */
export type Answer = { id: number; answer: string } | { id: number; failed: string };

/** The addresses that the server wrote at the place of the screen. */
export function coreOf(place: DOMStringMap): Core | null {
  const { coreJs, coreWasm, coreWorker } = place;
  return coreJs && coreWasm && coreWorker ? { glue: coreJs, wasm: coreWasm, worker: coreWorker } : null;
}

/** One worker with the core in it. */
export class Checker {
  /** Fulfilled when it can be asked, rejected when it never can. */
  readonly ready: Promise<void>;
  private worker: Worker | null = null;
  private last = 0;
  private readonly waiting = new Map<number, { answered: (answer: string) => void; failed: (error: Error) => void }>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private fail: (error: Error) => void = () => {};

  constructor(core: Core | null) {
    this.ready = new Promise((started, failed) => {
      this.timer = setTimeout(() => this.fail(new Error(`expected the core within ${PATIENCE_MS} ms, found no answer`)), PATIENCE_MS);
      this.fail = (error) => {
        failed(error);
        for (const each of this.waiting.values()) each.failed(error);
        this.close();
      };
      if (core === null) return this.fail(new Error("expected the addresses of the core, found none"));
      try {
        // Throws where the script comes from another origin.
        this.worker = new Worker(absolute(core.worker));
      } catch (error) {
        return this.fail(error as Error);
      }
      this.worker.onerror = (event) => this.fail(new Error(event.message || `expected a worker at ${core.worker}, found none`));
      this.worker.onmessage = ({ data }: MessageEvent<Started | Answer>) => {
        if (!("started" in data)) return this.hear(data);
        if (!data.started) return this.fail(new Error(data.failed));
        clearTimeout(this.timer);
        started();
      };
      this.worker.postMessage({ glue: absolute(core.glue), wasm: absolute(core.wasm) } satisfies CoreFiles);
    });
  }

  /** Asks the core. A `RestError` is its refusal; any other error means that it cannot be asked any more. */
  async ask(head: PreviewRequest, body: string): Promise<Preview> {
    await this.ready;
    const id = ++this.last;
    const answer = new Promise<string>((answered, failed) => this.waiting.set(id, { answered, failed }));
    this.worker?.postMessage({ id, head: JSON.stringify(head), body: new TextEncoder().encode(body) } satisfies Question);
    const said = JSON.parse(await answer) as { ok: Preview } | { error: { code: string; message: string } };
    if ("ok" in said) return said.ok;
    throw new RestError(400, said.error.code, said.error.message, null, null);
  }

  close(): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = null;
    this.waiting.clear();
  }

  private hear(answer: Answer): void {
    const asked = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    // An engine that trapped is not asked again.
    if ("failed" in answer) {
      asked?.failed(new Error(answer.failed));
      this.fail(new Error(answer.failed));
    } else asked?.answered(answer.answer);
  }
}

function absolute(url: string): string {
  return new URL(url, location.href).href;
}

/** A core that is not there after this long is taken as not coming. */
const PATIENCE_MS = 20_000;
