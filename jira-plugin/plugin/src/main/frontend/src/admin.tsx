// The entry of the administration: "Git connections".
import { Page } from "./admin/page";
import { coreOf } from "./admin/preview/checker";
import { start } from "./start";

start({ admin: (place) => <Page core={coreOf(place)} /> });
