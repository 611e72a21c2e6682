// Shows the screens in all their states on port 4020, for people: `npm run build && npm run stage -- AUI_FOLDER`.
import { STATES } from "./answers";
import { address, start } from "./stage";

const stage = await start({ aui: process.argv[2] ?? "../../../../headless/target/headless/aui", js: "../../../target/classes/js", resources: "../resources", core: process.argv[3] ?? "dev/core" }, 4020);
for (const state of Object.keys(STATES)) console.log(address(stage, state));
