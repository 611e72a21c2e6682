// The entry of the administration: "Git connections".
import { Page } from "./admin/page";
import { start } from "./start";

start({ admin: () => <Page /> });
