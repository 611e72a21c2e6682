// What the bundles turn markup into: calls of `h`, which take less room than those of the automatic runtime.
export { Fragment, h } from "preact";
