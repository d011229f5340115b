import { serveCells } from "../serve-cells";
import { AllowedModules } from "./allowed-modules";
import { checkNames } from "./check-names";
import { LayeredNames } from "./layered-names";
import { lockDown } from "./lock-down";
import { stayAlone } from "./stay-alone";
import { watchNothing } from "./watch-nothing";

/**
 * The process that runs the cells of one submission. It has no guard beside it: who grades ends the whole process. What
 * cells could bend to their favour is frozen before the first of them: see `lockDown`.
 */
process.on("disconnect", () => process.exit());
stayAlone();
watchNothing();
const modules = new AllowedModules();
serveCells(
  {
    modules,
    names: new LayeredNames(),
    // Plotly makes functions out of strings, which no submission may.
    drawsPictures: false,
    // Strict, so that no function sees its caller; in a function of their own, so that `arguments` holds nothing.
    head: '(function (exports, require) {"use strict"; return (function* () {',
    tail: "})(); })",
    begin: ({ code }) => checkNames(code),
  },
  () => lockDown(modules),
);
