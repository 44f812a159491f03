// Keys. Nothing happens while an input method composes or a field has the focus.
import { createKeybindingsHandler } from "tinykeys";
import * as actions from "./actions.js";
import * as model from "./model.js";

// Shown by "?": keys, and the name of what they do.
export const KEYS = [
  ["j ↓", "next"],
  ["k ↑", "previous"],
  ["n p", "doubts"],
  ["Tab", "side"],
  ["← →", "segment"],
  ["Enter", "confirm"],
  ["Shift+Enter", "confirmDown"],
  ["s", "split"],
  ["m", "merge"],
  ["J", "join"],
  ["Alt+↑ Alt+↓", "move"],
  ["Alt+Shift+↑ Alt+Shift+↓", "shift"],
  ["u", "unlink"],
  ["l", "link"],
  ["x", "reject"],
  ["e", "edit"],
  ["Esc", "leave"],
  ["c", "comment"],
  ["b", "bookmark"],
  ["r", "realign"],
  ["Ctrl+Z", "undo"],
  ["Ctrl+Y", "redo"],
  ["g", "goTo"],
  ["/", "find"],
  ["f", "filter"],
  ["Ctrl+S", "export"],
  ["F6", "leaveGrid"],
  ["?", "help"],
];

export const KEYS_OF_SPLIT = [
  ["← →", "caret"],
  ["Ctrl+← Ctrl+→", "caretFar"],
  ["Tab", "caretSide"],
  ["Backspace", "noAnswer"],
  ["Enter s", "divide"],
  ["Shift+Enter", "cutOnly"],
  ["Esc", "leave"],
];

const open = (name) => () => (model.dialog.value = name);
const cycle = () => {
  const list = model.FILTERS;
  model.filter.value = list[(list.indexOf(model.filter.value) + 1) % list.length];
};

const reading = {
  j: () => actions.step(1),
  ArrowDown: () => actions.step(1),
  k: () => actions.step(-1),
  ArrowUp: () => actions.step(-1),
  PageDown: () => actions.step(10),
  PageUp: () => actions.step(-10),
  Home: () => actions.step(-1e9),
  End: () => actions.step(1e9),
  ArrowLeft: () => actions.stepSegment(-1),
  ArrowRight: () => actions.stepSegment(1),
  n: () => actions.nextDoubt(1),
  p: () => actions.nextDoubt(-1),
  Tab: actions.otherSide,
  Enter: actions.confirm,
  "Shift+Enter": actions.confirmDownTo,
  s: actions.split,
  m: actions.merge,
  "Shift+J": actions.join,
  "Alt+ArrowUp": () => actions.moveSegment(-1),
  "Alt+ArrowDown": () => actions.moveSegment(1),
  "Alt+Shift+ArrowUp": () => actions.shift(-1),
  "Alt+Shift+ArrowDown": () => actions.shift(1),
  u: actions.unlink,
  l: actions.link,
  x: actions.reject,
  e: actions.edit,
  c: () => document.getElementById("comment")?.focus(),
  b: actions.bookmark,
  r: actions.realign,
  f: cycle,
  g: open("goTo"),
  Escape: actions.leave,
};

const splitting = {
  ArrowLeft: () => actions.nudge(-1),
  ArrowRight: () => actions.nudge(1),
  "Control+ArrowLeft": () => actions.nudge(-1, true),
  "Control+ArrowRight": () => actions.nudge(1, true),
  Tab: actions.switchCaret,
  Backspace: actions.dropAnswer,
  Enter: actions.divide,
  s: actions.divide,
  "Shift+Enter": actions.cutOnly,
  Escape: actions.leave,
};

// Anywhere but in a field.
const anywhere = {
  "/": () => document.getElementById("find")?.focus(),
  "?": open("help"),
  "Shift+?": open("help"),
  "$mod+z": actions.undo,
  "$mod+y": actions.redo,
  "$mod+Shift+z": actions.redo,
  "$mod+s": open("export"),
  F6: () => {
    const grid = document.getElementById("grid");
    if (document.activeElement === grid) document.querySelector(".tools button:enabled")?.focus();
    else grid?.focus();
  },
};

const handled = (bindings) =>
  createKeybindingsHandler(
    Object.fromEntries(
      Object.entries(bindings).map(([key, action]) => [
        key,
        (event) => {
          event.preventDefault();
          action();
        },
      ]),
    ),
  );

const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const forReading = handled(reading);
const forSplitting = handled(splitting);
const forAnywhere = handled(anywhere);
const forFields = handled({ "$mod+s": open("export") });

export function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return;
  if (model.dialog.value || !model.loaded.value) return;
  if (event.target.closest?.(FIELDS)) {
    forFields(event);
    return;
  }
  const grid = document.getElementById("grid");
  const inGrid = event.target === grid || event.target === document.body;
  if (inGrid) (model.mode.value.name === "split" ? forSplitting : forReading)(event);
  forAnywhere(event);
}
