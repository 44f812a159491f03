// What the page knows: the rows, where the person is, and what is being done.
import { batch, computed, signal } from "@preact/signals";
import { get } from "./api.js";
import { fold } from "./folding.js";

export const STATES = ["automatic", "confirmed", "edited", "rejected"];
export const FILTERS = ["all", "doubtful", "unpaired", "findings", "edited", "marked"];

export const session = signal(null);
export const rows = signal([]);
export const version = signal(0);
export const canUndo = signal(false);
export const canRedo = signal(false);
export const loaded = signal(false);
export const focus = signal({ row: null, side: "zh", index: 0 });
export const mode = signal({ name: "read" });
export const caret = signal(null);
export const details = signal(null);
export const filter = signal("all");
export const query = signal("");
export const dialog = signal(null);
export const notice = signal(null);
export const job = signal(null);
export const panel = signal("findings");

const segmentOf = ([id, number, text, edited]) => ({ id, number, text, edited: !!edited });

export const rowOf = (list) => ({
  id: list[0],
  zh: list[1].map(segmentOf),
  en: list[2].map(segmentOf),
  touched: list[3] === 2 || list[1].some((s) => s[3]) || list[2].some((s) => s[3]),
  state: STATES[list[3]],
  confidence: list[4],
  moved: !!list[5],
  comment: list[6],
  bookmark: !!list[7],
  version: list[8],
  findings: list[9],
  kind: list[10],
  doubtful: !!list[11],
});

export const other = (side) => (side === "zh" ? "en" : "zh");

const TESTS = {
  all: () => true,
  doubtful: (row) => row.doubtful,
  unpaired: (row) => !row.zh.length || !row.en.length,
  findings: (row) => row.findings.length > 0,
  edited: (row) => row.touched,
  marked: (row) => row.bookmark || !!row.comment,
};

export const passes = (row, name) => TESTS[name](row);

// The row in focus stays on the screen though it does not pass any more.
export const visible = computed(() => {
  if (filter.value === "all") return rows.value;
  const here = focus.value.row;
  return rows.value.filter((row) => row.id === here || TESTS[filter.value](row));
});

export const counts = computed(() => {
  const found = { total: rows.value.length, confirmed: 0 };
  for (const name of FILTERS) found[name] = 0;
  for (const row of rows.value) {
    found.confirmed += row.state === "confirmed" || row.state === "rejected";
    for (const name of FILTERS) found[name] += TESTS[name](row);
  }
  return found;
});

export const foldedQuery = computed(() => fold(query.value.trim()));

const folded = new WeakMap();
const foldedText = (row) => {
  let text = folded.get(row);
  if (text === undefined) {
    text = fold([...row.zh, ...row.en].map((s) => s.text).join("\n"));
    folded.set(row, text);
  }
  return text;
};

export const hits = computed(() =>
  foldedQuery.value
    ? visible.value.filter((row) => foldedText(row).includes(foldedQuery.value))
    : [],
);

export const segments = computed(
  () => new Map(rows.value.flatMap((row) => [...row.zh, ...row.en]).map((s) => [s.id, s])),
);

export const here = () => rows.value.find((row) => row.id === focus.value.row) ?? null;

export function segmentHere(row = here()) {
  if (!row) return null;
  const { side, index } = focus.value;
  return row[side][Math.min(index, row[side].length - 1)] ?? null;
}

export async function load() {
  const all = await get("/api/rows");
  batch(() => {
    rows.value = all.rows.map(rowOf);
    version.value = all.version;
    canUndo.value = all.undo;
    canRedo.value = all.redo;
    loaded.value = true;
    const place = session.value?.project?.place;
    if (!here()) {
      const start = rows.value.find((row) => row.id === place) ?? rows.value[0];
      focusOn(start);
    }
  });
}

export function focusOn(row, side = focus.value.side, index = 0) {
  if (!row) return;
  const there = row[side].length ? side : other(side);
  focus.value = { row: row.id, side: there, index: Math.min(index, row[there].length - 1) };
}

// Take in a change that the server has on disk. False where something was missed.
export function apply(change) {
  if (change.version <= version.value) return true;
  if (change.version > version.value + 1) return false;
  const incoming = new Map(change.rows.map(([place, list]) => [place, rowOf(list)]));
  const gone = new Set(change.removed);
  for (const row of incoming.values()) gone.add(row.id);
  const kept = rows.value.filter((row) => !gone.has(row.id));
  if (kept.length + incoming.size !== change.total) return false;
  const before = rows.value.findIndex((row) => row.id === focus.value.row);
  let next = 0;
  const list = Array.from({ length: change.total }, (_, place) => incoming.get(place) ?? kept[next++]);
  batch(() => {
    rows.value = list;
    version.value = change.version;
    canUndo.value = change.undo;
    canRedo.value = change.redo;
    const row = here();
    if (row) focusOn(row, focus.value.side, focus.value.index);
    else focusOn(list[Math.min(before, list.length - 1)]);
  });
  return true;
}

export function applyFindings(found) {
  rows.value = rows.value.map((row) => {
    const told = found[row.id];
    return told ? { ...row, findings: told[0], doubtful: !!told[1] } : row;
  });
}
