// The entry on issue pages: the Development panel and the Git tab.
import { Panel } from "./issue/panel";
import { Tab } from "./issue/tab";
import { start } from "./start";

start({
  panel: (place) => <Panel issue={place["issue"] ?? ""} />,
  tab: (place) => <Tab issue={place["issue"] ?? ""} />,
});
