// Loads the module for browsers as a page or a worker does, asks it the corpus, and tells what it found:
// `node browser.mjs FOLDER CORPUS`, with the folder of the module and the one that `jigit-core corpus` writes.
import { readdirSync, readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [folder, corpus] = process.argv.slice(2);
const bytes = readFileSync(`${folder}/jigit-core.wasm`);

runInThisContext(readFileSync(`${folder}/jigit-core.js`, "utf8"));
await wasm_bindgen({ module_or_path: bytes });

/** A frame is a little-endian length, a head of that length, and a tail. */
function read(name) {
  const frame = readFileSync(`${corpus}/${name}`);
  const end = 4 + frame.readUInt32LE(0);
  return { head: frame.toString("utf8", 4, end), tail: frame.subarray(end) };
}

const requests = readdirSync(corpus).filter((name) => name.endsWith(".request")).sort();
const different = [];
for (const request of requests) {
  const { head, tail } = read(request);
  const found = wasm_bindgen.call(head, tail);
  const expected = read(request.replace(/request$/, "answer")).head;
  if (found !== expected) different.push({ request, expected, found });
}

const module = new WebAssembly.Module(bytes);
console.log(
  JSON.stringify({
    imports: WebAssembly.Module.imports(module).map(({ name }) => name),
    exports: WebAssembly.Module.exports(module).map(({ name }) => name),
    asked: requests.length,
    different: different.slice(0, 3),
  }),
);
