// One row: both sides, the link between them, what was decided.
import { useLayoutEffect, useRef } from "preact/hooks";
import * as actions from "./actions.js";
import { places } from "./folding.js";
import { html } from "./html.js";
import * as model from "./model.js";
import { t } from "./words.js";

// A shape for each state, since colour alone tells not everybody.
export const SHAPES = { automatic: "○", confirmed: "✔", edited: "✎", rejected: "✖" };

export function Row({ row, place }) {
  const focused = model.focus.value.row === row.id;
  const classes = ["row", `k-${row.kind}`, row.state];
  if (focused) classes.push("here");
  if (row.doubtful) classes.push("doubtful");
  if (!row.zh.length || !row.en.length) classes.push("unpaired");
  const drop = (event) => {
    event.preventDefault();
    event.currentTarget.classList.remove("over");
    const segment = Number(event.dataTransfer.getData("text/duizhao"));
    if (segment && ![...row.zh, ...row.en].some((s) => s.id === segment)) {
      actions.dropSegment(segment, row.id);
    }
  };
  const over = (event) => {
    if (!event.dataTransfer.types.includes("text/duizhao")) return;
    event.preventDefault();
    event.currentTarget.classList.add("over");
  };
  return html`<div
    class=${classes.join(" ")}
    role="row"
    id=${`row-${row.id}`}
    data-place=${place}
    data-row=${row.id}
    aria-rowindex=${place + 1}
    aria-selected=${focused ? "true" : "false"}
    onDragOver=${over}
    onDragLeave=${(event) => event.currentTarget.classList.remove("over")}
    onDrop=${drop}
  >
    <${Side} row=${row} side="zh" focused=${focused} />
    <${Link} row=${row} place=${place} focused=${focused} />
    <${Side} row=${row} side="en" focused=${focused} />
  </div>`;
}

function Link({ row, place, focused }) {
  const percent = row.confidence === null ? null : Math.round(row.confidence * 100);
  const title = [t(`state.${row.state}`), percent === null ? "" : t("confidence", { n: percent })];
  if (row.moved) title.push(t("moved"));
  return html`<div
    class="link"
    role="gridcell"
    id=${`cell-${row.id}-link`}
    title=${title.filter(Boolean).join(" · ")}
    onClick=${() => model.focusOn(row)}
  >
    <span class="shape" aria-hidden="true">${SHAPES[row.state]}</span>
    <span class="unseen">${place + 1}. ${t(`state.${row.state}`)}</span>
    <span class=${`sure ${percent !== null && percent < 50 ? "low" : ""}`}>
      ${percent === null ? "" : `${percent}%`}
    </span>
    <span class="flags">
      ${row.moved && html`<span title=${t("moved")}>⤨</span>`}
      ${row.bookmark && html`<span class="bookmark" title=${t("bookmarked")}>⚑</span>`}
      ${row.comment && html`<span title=${row.comment}>✉</span>`}
      ${row.findings.length > 0 &&
      html`<span class=${`count ${worst(row.findings)}`} title=${t("findingsHere", { n: row.findings.length })}
        >${row.findings.length}</span
      >`}
    </span>
    ${focused && html`<span class="unseen">${t("inFocus")}</span>`}
  </div>`;
}

const worst = (findings) => findings.reduce((a, b) => (b.gravity < a.gravity ? b : a)).severity;

function Side({ row, side, focused }) {
  const active = focused && model.focus.value.side === side;
  return html`<div
    class=${`side ${side}${active ? " active" : ""}`}
    role="gridcell"
    id=${`cell-${row.id}-${side}`}
    lang=${side}
    onClick=${() => model.focusOn(row, side)}
  >
    ${row[side].map(
      (segment, index) =>
        html`<${Segment}
          key=${segment.id}
          row=${row}
          side=${side}
          segment=${segment}
          index=${index}
          active=${active && model.focus.value.index === index}
        />`,
    )}
    ${row[side].length === 0 && html`<span class="none" lang=${document.documentElement.lang}>${t("none")}</span>`}
  </div>`;
}

function Segment({ row, side, segment, index, active }) {
  const mode = model.mode.value;
  const editing = mode.name === "edit" && mode.segment === segment.id;
  const linking = mode.name === "link" && mode.segment === segment.id;
  const classes = ["segment"];
  if (active) classes.push("active");
  if (segment.edited) classes.push("edited");
  if (linking) classes.push("linking");
  const click = (event) => {
    event.stopPropagation();
    const at = offsetUnder(event);
    if (model.mode.value.name === "split" && model.mode.value.row === row.id && at !== null) {
      actions.moveCaret(segment.id, at);
      return;
    }
    model.focusOn(row, side, index);
    model.caret.value = at === null ? null : { segment: segment.id, at };
  };
  return html`<div
    class=${classes.join(" ")}
    data-segment=${segment.id}
    draggable=${editing ? "false" : "true"}
    onClick=${click}
    onDblClick=${actions.edit}
    onDragStart=${(event) => {
      event.dataTransfer.setData("text/duizhao", String(segment.id));
      event.dataTransfer.effectAllowed = "move";
    }}
  >
    <span class="number" lang="en">${segment.number}</span>
    ${editing
      ? html`<${Editor} segment=${segment} side=${side} />`
      : html`<span class="text">${marked(row, side, segment)}</span>`}
  </div>`;
}

function Editor({ segment, side }) {
  const field = useRef(null);
  const { typed } = model.mode.value;
  // At once, so that the next key goes to the text.
  useLayoutEffect(() => {
    const area = field.current;
    area.style.height = `${area.scrollHeight}px`;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, [typed]);
  const key = (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      actions.leave();
      document.getElementById("grid").focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      actions.save(segment.id, field.current.value);
      document.getElementById("grid").focus();
    }
  };
  const theirs = typed !== undefined && html`<p class="theirs">${t("theirs")} <span lang=${side}>${segment.text}</span></p>`;
  return html`${theirs}<textarea
    class="editor"
    ref=${field}
    lang=${side}
    aria-label=${t("editText", { number: segment.number })}
    onKeyDown=${key}
    onInput=${(event) => {
      event.target.style.height = "auto";
      event.target.style.height = `${event.target.scrollHeight}px`;
    }}
    defaultValue=${typed ?? segment.text}
  ></textarea>`;
}

// The text in pieces: findings, figures, names and terms, hits, and the caret of a split.
function marked(row, side, segment) {
  const marks = [];
  for (const finding of row.findings) {
    for (const [id, start, end] of finding[side]) {
      if (id === segment.id) marks.push([start, end, finding.severity, finding.message]);
    }
  }
  const told = model.details.value;
  if (told?.row === row.id && model.focus.value.row === row.id) {
    for (const mark of told.marks) {
      for (const [id, start, end] of mark.places) {
        if (id === segment.id) marks.push([start, end, `lit ${mark.kind}${mark.both ? "" : " alone"}`, ""]);
      }
    }
  }
  for (const [start, end] of places(segment.text, model.foldedQuery.value)) {
    marks.push([start, end, "hit", ""]);
  }
  return pieces(segment.text, marks, caretsIn(segment));
}

function caretsIn(segment) {
  const mode = model.mode.value;
  if (mode.name !== "split") return [];
  const found = [];
  if (mode.segment === segment.id) found.push([mode.at, mode.onAnswer ? "caret" : "caret now"]);
  if (mode.answer?.[0] === segment.id) {
    found.push([mode.answer[1], mode.onAnswer ? "caret answer now" : "caret answer"]);
  }
  return found;
}

function pieces(text, marks, carets) {
  if (!marks.length && !carets.length) return text;
  const cuts = new Set([0, text.length]);
  for (const [start, end] of marks) cuts.add(Math.min(start, text.length)).add(Math.min(end, text.length));
  for (const [at] of carets) cuts.add(at);
  const order = [...cuts].sort((a, b) => a - b);
  const out = [];
  for (let n = 0; n < order.length; n++) {
    const start = order[n];
    for (const [at, name] of carets) if (at === start) out.push(html`<i class=${name} aria-hidden="true"></i>`);
    if (n + 1 === order.length) break;
    const piece = text.slice(start, order[n + 1]);
    const on = marks.filter(([s, e]) => s <= start && e >= order[n + 1]);
    if (!on.length) out.push(piece);
    else {
      const classes = [...new Set(on.map((mark) => mark[2]))].join(" ");
      const said = on.map((mark) => mark[3]).filter(Boolean).join("\n");
      out.push(html`<mark class=${classes} title=${said || undefined}>${piece}</mark>`);
    }
  }
  return out;
}

// The character of a segment's text that was clicked on, or null.
function offsetUnder(event) {
  const box = event.currentTarget.querySelector(".text");
  let node, at;
  if (document.caretPositionFromPoint) {
    const told = document.caretPositionFromPoint(event.clientX, event.clientY);
    [node, at] = [told?.offsetNode, told?.offset];
  } else {
    const told = document.caretRangeFromPoint(event.clientX, event.clientY);
    [node, at] = [told?.startContainer, told?.startOffset];
  }
  if (!box || !node || !box.contains(node)) return null;
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let sum = 0;
  while (walker.nextNode()) {
    if (walker.currentNode === node) return sum + at;
    sum += walker.currentNode.length;
  }
  return null;
}
