// A small server that shows every screen in every state, as strict about scripts and styles as a Jira can be.
// `node build.mjs` first; then `npm run stage`. The browser tests use it, too.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { STATES, type Answer } from "./answers";

/** Folders that the stage serves. */
export interface Folders {
  /** AUI as the headless Jira packs it, with `aui-prototyping.css`. */
  aui: string;
  /** The bundles. */
  js: string;
  /** `src/main/resources` of the plugin. */
  resources: string;
  /** The core for browsers: `jigit-core.js` and `jigit-core.wasm`. */
  core: string;
}

/** A running stage. */
export interface Stage {
  url: string;
  close: () => Promise<void>;
}

/** The address of a screen in a state. */
export function address(stage: Stage, state: string, options: { theme?: "light" | "dark"; direction?: "rtl"; place?: string } = {}): string {
  const { theme = "light", direction = "ltr", place = "" } = options;
  return `${stage.url}/show/${state}?theme=${theme}&dir=${direction}${place}`;
}

/** Starts the stage on a free port of this machine. */
export async function start(folders: Folders, port = 0): Promise<Stage> {
  const texts = await properties(join(folders.resources, "i18n/jigit.properties"));
  const server: Server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://stage");
      const [, first = "", ...rest] = url.pathname.split("/");
      if (first === "show") {
        response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY });
        response.end(page(rest[0] ?? "", url.searchParams, texts));
      } else if (first === "state") {
        const [state = "", , , , ...path] = rest;
        const body = Buffer.concat(await request.toArray() as Buffer[]).toString();
        answer(STATES[state]?.(request.method ?? "GET", path.join("/"), url.searchParams, body) ?? { status: 404, code: "unknown_state", message: "" }, response);
      } else {
        const folder = { aui: folders.aui, js: folders.js, core: folders.core, css: join(folders.resources, "css") }[first];
        const file = folder === undefined || rest.includes("..") ? null : await readFile(join(folder, ...rest)).catch(() => null);
        const kind = TYPES[/\.(\w+)$/.exec(url.pathname)?.[1] ?? ""] ?? "application/octet-stream";
        response.writeHead(file === null ? 404 : 200, { "Content-Type": kind, "Content-Security-Policy": POLICY });
        response.end(file);
      }
    })();
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function answer(what: Answer, response: import("node:http").ServerResponse): void {
  if (what === "never") return;
  const [status, body] = "body" in what ? [200, what.body] : [what.status, { error: { code: what.code, params: {}, message: what.message } }];
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

function page(state: string, query: URLSearchParams, texts: Record<string, string>): string {
  const screen = state.split("-", 1)[0] ?? "";
  const theme = query.get("theme") === "dark" ? "dark" : "light";
  const encoded = Buffer.from(JSON.stringify(texts)).toString("base64");
  // One state has a Jira that does not find its core.
  const worker = state === "admin-coreless" ? "nowhere" : "jigit-preview-worker";
  const core = screen === "admin" ? ` data-core-js="/core/jigit-core.js" data-core-wasm="/core/jigit-core.wasm" data-core-worker="/js/${worker}.js"` : "";
  const place = `<div class="jigit jigit-${screen}" data-jigit="${screen}" data-issue="PAY-142" data-base="/state/${state}" data-locale="en-GB" data-texts="${encoded}"${core}></div>`;
  const heading = screen === "admin" ? "" : `<h1>PAY-142</h1><h2>${screen === "panel" ? "Development" : "Activity"}</h2>`;
  return `<!doctype html><html lang="en" dir="${query.get("dir") === "rtl" ? "rtl" : "ltr"}" data-theme="dark:dark light:light" data-color-mode="${theme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${state}</title>
<link rel="stylesheet" href="/aui/aui-prototyping-design-tokens-base-themes-css.css"><link rel="stylesheet" href="/aui/aui-prototyping.css">
<link rel="stylesheet" href="/css/jigit.css"><script defer src="/js/jigit-${screen === "admin" ? "admin" : "issue"}.js"></script></head>
<body><div class="aui-page-panel"><div class="aui-page-panel-inner"><main class="aui-page-panel-content">${heading}${place}</main></div></div></body></html>`;
}

/** The texts of a properties file, without the first word of their keys, as the plugin sends them. */
export async function properties(file: string): Promise<Record<string, string>> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => /^[^#\s]/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(line.indexOf(".") + 1, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** Scripts and styles only from files, nothing inline, requests only home; WebAssembly, but no other code made from data. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'";
const TYPES: Record<string, string> = { css: "text/css", js: "text/javascript", woff: "font/woff", woff2: "font/woff2", svg: "image/svg+xml", ttf: "font/ttf" };
