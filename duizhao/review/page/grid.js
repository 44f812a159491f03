// The rows: only those that can be seen are in the page, whatever their number.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import * as model from "./model.js";
import { Row } from "./row.js";
import { t } from "./words.js";

const SPARE = 6; // rows above and below what is seen
const LINE = 27;
const heights = new Map(); // measured, by id
let guesses = new WeakMap(); // by row
let width = 0;

function estimate(row) {
  let guess = guesses.get(row);
  if (guess === undefined) guesses.set(row, (guess = guessed(row)));
  return guess;
}

function guessed(row) {
  const column = Math.max(120, (width - 96) / 2 - 40);
  const lines = (side, size) =>
    row[side].reduce((sum, s) => sum + Math.ceil((s.text.length * size) / column), 0);
  return Math.max(1, lines("zh", 17), lines("en", 8)) * LINE + 14;
}

function offsetsOf(list) {
  const offsets = new Float64Array(list.length + 1);
  for (let n = 0; n < list.length; n++) {
    offsets[n + 1] = offsets[n] + (heights.get(list[n].id) ?? estimate(list[n]));
  }
  return offsets;
}

function at(offsets, y) {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle] <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

export function Grid() {
  const list = model.visible.value;
  const focus = model.focus.value;
  const box = useRef(null);
  const shown = useRef(null);
  const [view, setView] = useState({ top: 0, height: 800, layout: 0 });
  const offsets = useMemo(() => offsetsOf(list), [list, view.layout]);
  const first = Math.max(0, at(offsets, view.top) - SPARE);
  const last = Math.min(list.length, at(offsets, view.top + view.height) + 1 + SPARE);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (box.current.clientWidth !== width) {
        width = box.current.clientWidth;
        heights.clear();
        guesses = new WeakMap();
      }
      setView((old) => ({ ...old, height: box.current.clientHeight, layout: old.layout + 1 }));
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  // Rows tell their height once they are there; what is on the screen stays where it is.
  useLayoutEffect(() => {
    const anchor = at(offsets, box.current.scrollTop);
    let moved = 0;
    let changed = false;
    for (const element of shown.current.children) {
      const place = Number(element.dataset.place);
      const row = list[place];
      const height = element.getBoundingClientRect().height;
      const known = offsets[place + 1] - offsets[place];
      if (row && Math.abs(height - known) > 0.5) {
        heights.set(row.id, height);
        changed = true;
        if (place < anchor) moved += height - known;
      }
    }
    if (moved) box.current.scrollTop += moved;
    if (changed) setView((old) => ({ ...old, top: box.current.scrollTop, layout: old.layout + 1 }));
  });

  // The row in focus comes into view.
  useLayoutEffect(() => {
    const place = list.findIndex((row) => row.id === focus.row);
    if (place < 0) return;
    const { scrollTop, clientHeight } = box.current;
    const top = offsets[place];
    const end = offsets[place + 1];
    let to = scrollTop;
    if (end > scrollTop + clientHeight - 60) to = Math.min(top - 40, end - clientHeight + 120);
    if (top < to + 40) to = Math.max(0, top - 60);
    if (to !== scrollTop) {
      box.current.scrollTop = to;
      setView((old) => ({ ...old, top: box.current.scrollTop }));
    }
  }, [focus.row, model.filter.value, view.layout, list.length]);

  const onScroll = () => {
    const top = box.current.scrollTop;
    if (Math.abs(top - view.top) > 40) setView((old) => ({ ...old, top }));
  };

  const active = focus.row === null ? undefined : `cell-${focus.row}-${focus.side}`;
  return html`<div
    class="grid"
    id="grid"
    role="grid"
    tabindex="0"
    ref=${box}
    onScroll=${onScroll}
    aria-label=${t("pairs")}
    aria-rowcount=${list.length}
    aria-activedescendant=${active}
  >
    <div class="sizer" role="presentation" style=${{ height: `${offsets[list.length]}px` }}>
      <div
        class="rows"
        role="rowgroup"
        ref=${shown}
        style=${{ transform: `translateY(${offsets[first] ?? 0}px)` }}
      >
        ${list
          .slice(first, last)
          .map((row, n) => html`<${Row} key=${row.id} row=${row} place=${first + n} />`)}
      </div>
    </div>
    ${list.length === 0 && html`<p class="nothing">${t("nothingHere")}</p>`}
  </div>`;
}
