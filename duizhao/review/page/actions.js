// What a person can do. Each change is on the server's disk before the page shows it.
import { get, post } from "./api.js";
import * as model from "./model.js";
import { t } from "./words.js";

let queue = Promise.resolve();
let waitingCalls = 0;

// Calls go out one after the other, each with the version that the page then has.
function inTurn(work) {
  const page = document.documentElement;
  waitingCalls += 1;
  page.dataset.busy = "yes";
  const done = queue.then(work);
  queue = done
    .catch(() => {})
    .then(() => {
      waitingCalls -= 1;
      if (!waitingCalls) delete page.dataset.busy;
    });
  return done;
}

export function say(text, kind = "info") {
  model.notice.value = { text, kind, at: Date.now() };
}

async function refused(error) {
  if (error.status === 409) {
    await model.load();
    say(t("stale"), "warning");
  } else if (error.status === 0 || error.status === 401) say(t("offline"), "error");
  else say(error.message, "warning");
}

async function change(work) {
  return inTurn(async () => {
    try {
      const answer = await work();
      if (answer.type === "change" && !model.apply(answer)) await model.load();
      return answer;
    } catch (error) {
      await refused(error);
      return null;
    }
  });
}

export const operate = (operation) =>
  change(() => post("/api/operations", { operation, base: model.version.value }));

async function timeTravel(path) {
  const answer = await change(() => post(path));
  if (answer?.type === "change") {
    const row = model.rows.value.find((one) => one.id === answer.focus);
    if (row) model.focusOn(row);
    say(t(answer.action === "undo" ? "undone" : "redone", { what: t(`op.${answer.op}`) }));
  }
  return answer;
}
export const undo = () => timeTravel("/api/undo");
export const redo = () => timeTravel("/api/redo");

// Where the person is ---------------------------------------------------------------------

const place = () => model.visible.value.findIndex((row) => row.id === model.focus.value.row);

export function step(by) {
  const list = model.visible.value;
  const to = Math.max(0, Math.min(list.length - 1, place() + by));
  if (list[to]) model.focusOn(list[to], model.focus.value.side);
}

export function stepSegment(by) {
  const row = model.here();
  if (!row) return;
  const all = [...row.zh.map((_, n) => ["zh", n]), ...row.en.map((_, n) => ["en", n])];
  const { side, index } = model.focus.value;
  const now = all.findIndex(([s, n]) => s === side && n === index);
  const next = all[Math.max(0, Math.min(all.length - 1, now + by))];
  if (next) model.focusOn(row, ...next);
}

export function otherSide() {
  const row = model.here();
  if (row) model.focusOn(row, model.other(model.focus.value.side));
}

export function seek(test, by) {
  const list = model.rows.value;
  let at = list.findIndex((row) => row.id === model.focus.value.row);
  for (let n = 0; n < list.length; n++) {
    at = (at + by + list.length) % list.length;
    if (test(list[at])) {
      model.focusOn(list[at]);
      return true;
    }
  }
  return false;
}

export function nextDoubt(by) {
  if (!seek((row) => row.doubtful, by)) say(t("noDoubts"));
}

export function nextHit(by) {
  const found = new Set(model.hits.value.map((row) => row.id));
  if (!found.size || !seek((row) => found.has(row.id), by)) say(t("noHits"));
}

export function goTo(text) {
  const wanted = text.trim();
  const at = Number(wanted);
  const row =
    model.rows.value.find((one) => [...one.zh, ...one.en].some((s) => s.number === wanted)) ??
    (Number.isInteger(at) ? model.rows.value[at - 1] : null);
  if (row) model.focusOn(row);
  else say(t("noSuchRow", { what: wanted }), "warning");
}

// Decisions -------------------------------------------------------------------------------

export async function confirm() {
  const row = model.here();
  if (!row) return;
  step(1);
  if (row.state !== "confirmed") await operate({ op: "confirm", row: row.id });
}

export async function confirmDownTo() {
  const row = model.here();
  if (row) await operate({ op: "confirm_down_to", row: row.id });
}

export async function reject() {
  const row = model.here();
  if (row) await operate({ op: "reject", row: row.id, value: row.state !== "rejected" });
}

export async function bookmark() {
  const row = model.here();
  if (row) await operate({ op: "bookmark", row: row.id, value: !row.bookmark });
}

// Of two comments that were written at the same time, both stay.
export async function comment(row, text, was) {
  const held = () => model.rows.value.find((one) => one.id === row)?.comment ?? "";
  const both = () => (held() && held() !== was ? `${held()}\n${text}` : text);
  if (!(await operate({ op: "comment", row, text: both() })) && held() !== was) {
    await operate({ op: "comment", row, text: both() });
  }
}

// Pairs -----------------------------------------------------------------------------------

export async function merge() {
  const row = model.here();
  if (row) await operate({ op: "merge", row: row.id });
}

export async function join() {
  const segment = model.segmentHere();
  if (segment) await operate({ op: "join", segment: segment.id });
}

export async function unlink() {
  const row = model.here();
  if (row) await operate({ op: "unlink", row: row.id });
}

export async function moveSegment(by) {
  const row = model.here();
  const list = model.rows.value;
  const target = row && list[list.indexOf(row) + by];
  const segment = model.segmentHere(row);
  if (!target || !segment) return;
  const { side, index } = model.focus.value;
  // What stands between goes along, so that the order of the text is kept.
  const moved = by < 0 ? row[side].slice(0, index + 1) : row[side].slice(index);
  await operate({ op: "move", segments: moved.map((s) => s.id), row: target.id });
  const there = model.rows.value.find((one) => one.id === target.id);
  if (there) model.focusOn(there, side, there[side].findIndex((s) => s.id === segment.id));
}

export const dropSegment = (segment, row) => operate({ op: "move", segments: [segment], row });

export async function shift(by) {
  const row = model.here();
  const segment = model.segmentHere(row);
  if (!row || !segment) return;
  const { side } = model.focus.value;
  await operate({ op: "shift", row: row.id, side, by });
  const there = model.rows.value.find((one) => one[side].some((s) => s.id === segment.id));
  if (there) model.focusOn(there, side);
}

export async function link() {
  const segment = model.segmentHere();
  if (!segment) return;
  if (model.mode.value.name !== "link") {
    model.mode.value = { name: "link", segment: segment.id };
    return;
  }
  const first = model.mode.value.segment;
  model.mode.value = { name: "read" };
  if (first === segment.id) return;
  const answer = await operate({ op: "link", segments: [first, segment.id] });
  if (answer) {
    const made = model.rows.value.find((one) => [...one.zh, ...one.en].some((s) => s.id === first));
    if (made) model.focusOn(made, "zh");
  }
}

export async function realign() {
  const row = model.here();
  if (!row) return;
  const answer = await change(() =>
    post("/api/realign", { row: row.id, base: model.version.value }),
  );
  if (answer) say(t(answer.type === "same" ? "realignedSame" : "realigned"));
}

// Splitting -------------------------------------------------------------------------------

const CUT = /[。！？；.!?;:：，、,]+[”’」』）)"']*\s*/g;

export const cuts = (text) =>
  [...text.matchAll(CUT)]
    .map((match) => match.index + match[0].length)
    .filter((at) => text.slice(0, at).trim() && text.slice(at).trim());

export async function split() {
  const row = model.here();
  const segment = model.segmentHere(row);
  if (!segment) return;
  if (model.mode.value.name === "split") {
    await divide();
    return;
  }
  const { side, index } = model.focus.value;
  const told = model.caret.value?.segment === segment.id ? model.caret.value.at : null;
  const middle = segment.text.length / 2;
  const near = cuts(segment.text).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  const at = told ?? (index > 0 ? 0 : (near ?? Math.round(middle)));
  model.mode.value = { name: "split", row: row.id, side, segment: segment.id, at, answer: null };
  await propose();
}

let asked = 0;
async function propose() {
  const { name, segment, at } = model.mode.value;
  if (name !== "split") return;
  const mine = ++asked;
  const told = await inTurn(() => get(`/api/border?segment=${segment}&at=${at}`)).catch(() => ({}));
  if (mine === asked && model.mode.value.name === "split") {
    model.mode.value = { ...model.mode.value, answer: told.border ?? null };
  }
}

let waiting = 0;
export function moveCaret(segment, at) {
  const now = model.mode.value;
  if (now.name !== "split") return;
  const row = model.here();
  if (row[now.side].some((s) => s.id === segment)) {
    model.mode.value = { ...now, segment, at };
    clearTimeout(waiting);
    waiting = setTimeout(propose, 120);
  } else model.mode.value = { ...now, answer: [segment, at] };
}

// A step of the caret: characters, or from border to border.
export function nudge(by, far) {
  const now = model.mode.value;
  const row = model.here();
  if (now.name !== "split" || !row) return;
  const ours = !now.onAnswer;
  const side = ours ? now.side : model.other(now.side);
  const [id, at] = ours ? [now.segment, now.at] : (now.answer ?? [row[side][0]?.id, 0]);
  const segment = row[side].find((s) => s.id === id);
  if (!segment) return;
  let to = at + by;
  if (far) {
    const list = cuts(segment.text);
    to = by > 0 ? list.find((one) => one > at) : list.findLast((one) => one < at);
  }
  const first = row[side][0].id === id ? 1 : 0;
  if (to === undefined) to = at;
  moveCaret(id, Math.max(first, Math.min(segment.text.length - 1, to)));
}

export function switchCaret() {
  const now = model.mode.value;
  if (now.name === "split") model.mode.value = { ...now, onAnswer: !now.onAnswer };
}

export function dropAnswer() {
  const now = model.mode.value;
  if (now.name === "split") model.mode.value = { ...now, answer: null, onAnswer: false };
}

export async function divide() {
  const now = model.mode.value;
  if (now.name !== "split") return;
  model.mode.value = { name: "read" };
  const borders = { [now.side]: [now.segment, now.at], [model.other(now.side)]: now.answer };
  await operate({ op: "divide", row: now.row, zh: borders.zh ?? null, en: borders.en ?? null });
}

export async function cutOnly() {
  const now = model.mode.value;
  if (now.name !== "split") return;
  model.mode.value = { name: "read" };
  await operate({ op: "split", segment: now.segment, at: now.at });
}

// Texts -----------------------------------------------------------------------------------

export function edit() {
  const segment = model.segmentHere();
  if (segment) model.mode.value = { name: "edit", segment: segment.id, was: segment.text };
}

// Save what was typed, unless somebody else has changed the segment since: then the editor stays
// with both texts, and saving again is a decision.
export async function save(segment, text) {
  const { was } = model.mode.value;
  const now = model.segments.value.get(segment);
  if (now && now.text !== was) return meet(segment, text);
  model.mode.value = { name: "read" };
  if (now?.text === text) return;
  if (!(await operate({ op: "edit", segment, text }))) meet(segment, text);
}

function meet(segment, text) {
  const now = model.segments.value.get(segment);
  const row = now && model.rows.value.find((one) => [...one.zh, ...one.en].some((s) => s.id === segment));
  if (!row) return say(t("gone", { text }), "error");
  const side = row.zh.some((s) => s.id === segment) ? "zh" : "en";
  model.focusOn(row, side, row[side].findIndex((s) => s.id === segment));
  model.mode.value = { name: "edit", segment, was: now.text, typed: text };
  say(t("stale"), "warning");
}

// Put what was expected in the place of what was found.
export async function fix(finding, side) {
  const [segment, start, end] = finding[side][0];
  const held = model.here()[side].find((s) => s.id === segment);
  const text = held.text.slice(0, start) + finding.expected + held.text.slice(end);
  await operate({ op: "edit", segment, text });
}

export function leave() {
  model.mode.value = { name: "read" };
}

// Session ---------------------------------------------------------------------------------

let placed = 0;
export function rememberPlace(row) {
  clearTimeout(placed);
  placed = setTimeout(() => post("/api/place", { row }).catch(() => {}), 400);
}

export async function loadDetails(row) {
  const told = await get(`/api/rows/${row}`).catch(() => null);
  if (told && model.focus.value.row === row) model.details.value = told;
}

export async function openAny(what) {
  try {
    const told = await post("/api/open", what);
    model.session.value = { ...model.session.value, ...told };
    return true;
  } catch (error) {
    say(error.message, "error");
    return false;
  }
}

export const closeProject = () => post("/api/close").catch(refused);

export const closeDocuments = () => post("/api/close", { documents: true }).catch(refused);

export async function checkAll() {
  const found = await post("/api/check").catch(refused);
  if (found) say(t("checked", { n: found.rows }));
}
