// Runs the core beside the page, so that no text, however long, holds up what somebody types. Loads it as its first message says.
import type { Answer, CoreFiles, Question, Started } from "./admin/preview/checker";

/** What wasm-bindgen's script defines. */
declare const wasm_bindgen: {
  initSync: (module: { module: ArrayBuffer }) => unknown;
  call: (head: string, body: Uint8Array) => string;
};
declare function importScripts(url: string): void;

const { postMessage: say } = globalThis as unknown as { postMessage: (message: Started | Answer) => void };

addEventListener("message", ({ data }: MessageEvent<CoreFiles | Question>) => {
  if ("wasm" in data) void load(data);
  else answer(data);
});

async function load({ glue, wasm }: CoreFiles): Promise<void> {
  try {
    importScripts(glue);
    // As bytes: what type the server gives them does not matter then.
    const file = await fetch(wasm, { credentials: "same-origin" });
    if (!file.ok) throw new Error(`expected the core at ${wasm}, found status ${file.status}`);
    wasm_bindgen.initSync({ module: await file.arrayBuffer() });
    say({ started: true });
  } catch (error) {
    say({ started: false, failed: String(error) });
  }
}

function answer({ id, head, body }: Question): void {
  try {
    say({ id, answer: wasm_bindgen.call(head, body) });
  } catch (error) {
    say({ id, failed: String(error) });
  }
}
