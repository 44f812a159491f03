const KIND = 0, SEVERITY = 1, TEXT = 2, ZH = 3, EN = 4, FOUND = 5, EXPECTED = 6, MESSAGE = 7, ID = 8, CONCEPT = 9, NAME = 10;
const CHUNK = 40, PRINT_MOST = 3000;
const by = (id) => document.getElementById(id);
async function read() {
  const island = by("data");
  if (!("packed" in island.dataset)) return JSON.parse(island.textContent);
  const bytes = Uint8Array.from(atob(island.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}
const data = await read();
const all = data.findings;
const gravity = (severity) => data.severities.indexOf(severity);

const state = {
  off: new Set(), search: "", group: "kind", hide: true, here: -1,
  decided: new Map(), last: [], everywhere: new Map(),
};
const memoryKey = "duizhao:" + data.title;
try {
  for (const [key, value] of JSON.parse(localStorage.getItem(memoryKey) || "[]")) state.decided.set(key, value);
} catch { /* a page without storage keeps its decisions until it is closed */ }
const rule = (f) => [f[KIND], f[FOUND], f[EXPECTED]].join("\t");
const refreshRules = () => {
  state.everywhere.clear();
  for (const [key, value] of state.decided) if (value.scope === "everywhere") state.everywhere.set(value.rule, key);
};
refreshRules();
const accepted = (f) => state.decided.get(f[ID])?.scope || (state.everywhere.has(rule(f)) ? "everywhere" : "");

by("title").textContent = data.title;
document.documentElement.dataset.theme =
  matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

function tally(column) {
  const counts = new Map();
  for (const f of all) counts.set(f[column], (counts.get(f[column]) || 0) + 1);
  return counts;
}
function chips(place, counts, names) {
  const shown = names.filter((n) => counts.has(n));
  const mark = () => [...place.children].forEach((chip, n) => chip.setAttribute("aria-pressed", String(!state.off.has(shown[n]))));
  for (const [name, count] of shown.map((n) => [n, counts.get(n)])) {
    const chip = make("button", "chip " + name, name);
    chip.type = "button";
    chip.append(make("i", "", count.toLocaleString("en")));
    chip.title = `Show ${name} alone; with Ctrl or Shift: hide or show it`;
    chip.onclick = (event) => {
      const others = shown.filter((n) => n !== name);
      if (event.ctrlKey || event.metaKey || event.shiftKey) {
        state.off.has(name) ? state.off.delete(name) : state.off.add(name);
      } else if (!state.off.has(name) && others.length && others.every((n) => state.off.has(n))) {
        for (const n of others) state.off.delete(n);
      } else {
        state.off.delete(name);
        for (const n of others) state.off.add(n);
      }
      mark();
      draw();
    };
    place.append(chip);
  }
  mark();
}
const kindCounts = tally(KIND);
const kindNames = [...new Set([...Object.keys(data.kinds), ...kindCounts.keys()])];
chips(by("severities"), tally(SEVERITY), data.severities);
chips(by("kinds"), kindCounts, kindNames);

function visible(f) {
  if (state.off.has(f[KIND]) || state.off.has(f[SEVERITY])) return false;
  if (state.hide && accepted(f)) return false;
  if (!state.search) return true;
  const text = data.texts[f[TEXT]];
  return [text[1], text[2], f[MESSAGE], f[ID]].some((t) => t.toLowerCase().includes(state.search));
}

// Groups of findings, each as [title, findings, names to show in a table].
function grouped(list) {
  if (state.group === "order") return list.length ? [["All findings, in order", list, []]] : [];
  return state.group === "kind" ? byKind(list) : byConcept(list);
}

function gathered(list, key) {
  const groups = new Map();
  for (const f of list) {
    const name = key(f);
    groups.has(name) ? groups.get(name).push(f) : groups.set(name, [f]);
  }
  return groups;
}

function byKind(list) {
  const entries = [...gathered(list, (f) => f[KIND])];
  entries.sort((a, b) => kindNames.indexOf(a[0]) - kindNames.indexOf(b[0]));
  // The gravest first, the findings of a unit together.
  for (const [, members] of entries) {
    const worst = new Map();
    for (const f of members) worst.set(f[TEXT], Math.min(worst.get(f[TEXT]) ?? Infinity, gravity(f[SEVERITY])));
    members.sort((a, b) => worst.get(a[TEXT]) - worst.get(b[TEXT]) || data.texts[a[TEXT]][0] - data.texts[b[TEXT]][0]);
  }
  return entries.map(([key, members]) => [data.kinds[key] || key, members, []]);
}

// Names first, with what their renderings are; then other causes that stand more than once.
function byConcept(list) {
  const named = gathered(list.filter((f) => f[NAME] >= 0), (f) => f[NAME]);
  const names = [...named].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).map(
    ([index, members]) => [`${data.names[index][0]}  ·  ${data.names[index][1]}`, members, [data.names[index]]]);
  const others = [...gathered(list.filter((f) => f[NAME] < 0), (f) => f[KIND] + "\t" + f[CONCEPT])];
  const isTerm = (e) => e[0].startsWith("term\t");
  others.sort((a, b) => isTerm(b) - isTerm(a) || b[1].length - a[1].length);
  const single = others.filter((e) => e[1].length === 1).flatMap((e) => e[1]);
  const many = others.filter((e) => e[1].length > 1).map(([key, members]) => {
    const [kind, name] = key.split("\t");
    return [name ? `${name}  ·  ${kind}` : data.kinds[kind] || kind, members, []];
  });
  const rest = single.length ? [["Found once", single, []]] : [];
  // Names without a finding: other renderings that nobody lists, and legitimate ones.
  const told = new Set(all.map((f) => f[NAME]));
  const untold = data.names.filter((n, i) => !told.has(i) && matches(n));
  const doubtful = (n) => n[3].some((d) => d[2].some((r) => r[3]));
  const parts = [
    ["Names with renderings that no termbase lists", untold.filter(doubtful)],
    ["Names with several legitimate renderings", untold.filter((n) => !doubtful(n))],
  ].filter((p) => p[1].length);
  return [...names, ...many, ...rest, ...parts.map(([title, some]) => [title, [], some])];
}
const matches = (name) => !state.search ||
  [name[0], name[1], ...name[3].flatMap((d) => d[2].map((r) => r[0]))].some((t) => t.toLowerCase().includes(state.search));

// Findings of one unit that follow each other share a card.
function runs(members) {
  const result = [];
  for (const f of members) {
    const last = result[result.length - 1];
    last && last[0][TEXT] === f[TEXT] && last.length < 12 ? last.push(f) : result.push([f]);
  }
  return result;
}

function line(f, first) {
  const top = make("div", `top ${f[SEVERITY]}` + (accepted(f) ? " done" : ""));
  const acts = make("div", "acts");
  for (const [scope, words] of [["here", "accept here"], ["everywhere", "everywhere"]]) {
    const button = make("button", "", accepted(f) === scope ? "take back" : words);
    button.type = "button";
    button.onclick = () => decide([f], scope);
    acts.append(button);
  }
  const text = data.texts[f[TEXT]];
  const place = first ? text[3] || "unit " + text[0] : "";
  const where = make(first && text[4] ? "a" : "span", "place", place);
  if (first && text[4]) where.href = text[4];
  top.append(make("span", "sev", f[SEVERITY]), make("span", "message", f[MESSAGE]), where, acts);
  return top;
}

function card(list) {
  const text = data.texts[list[0][TEXT]];
  const worst = list.map((f) => f[SEVERITY]).sort((a, b) => gravity(a) - gravity(b))[0];
  const node = make("article", worst + (list.every(accepted) ? " done" : ""));
  node.findings = list;
  node.tabIndex = -1;
  const pair = make("div", "pair");
  const fill = (whole) => {
    pair.replaceChildren();
    for (const [name, body, column] of [["zh", text[1], ZH], ["en", text[2], EN]]) {
      const p = make("p", name);
      p.lang = name;
      marked(p, body, list.map((f) => f[column]).filter(Boolean), whole);
      pair.append(p);
    }
  };
  let whole = false;
  fill(whole);
  node.toggle = () => fill((whole = !whole));
  pair.onclick = () => { if (!String(getSelection())) node.toggle(); };
  node.append(...list.map((f, i) => line(f, i === 0)), pair);
  return node;
}

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) entry.target.section.more();
}, { rootMargin: "900px" });

// To the card of a place, in the section where its link stands.
function goTo(node, place) {
  node.more(Infinity);
  const card = [...node.querySelectorAll("article")].find((n) => data.texts[n.findings[0][TEXT]][3] === place);
  if (card) choose(shown().indexOf(card));
}

function section(title, members, names, open) {
  const node = make("section", open ? "open" : "");
  const head = make("button", "head", title);
  head.type = "button";
  head.append(make("i", "", (members.length || names.length).toLocaleString("en")));
  const tables = make("div");
  const body = make("div");
  const end = make("div", "end");
  end.section = node;
  const cards = runs(members);
  let drawn = 0;
  node.left = () => cards.length - drawn;
  node.more = (most = CHUNK) => {
    const piece = document.createDocumentFragment();
    for (const list of cards.slice(drawn, drawn + most)) piece.append(card(list));
    drawn = Math.min(cards.length, drawn + most);
    body.append(piece);
    if (drawn >= cards.length) { watcher.unobserve(end); return; }
    // Ask again: the end may still be in view.
    watcher.unobserve(end);
    watcher.observe(end);
  };
  node.open = (wanted) => {
    node.classList.toggle("open", wanted);
    head.setAttribute("aria-expanded", String(wanted));
    tables.hidden = body.hidden = end.hidden = !wanted;
    if (wanted && !drawn) {
      if (!tables.childElementCount) tables.append(...names.map((n) => nameTable(n, members.length ? (place) => goTo(node, place) : null)));
      node.more();
    }
  };
  head.onclick = () => node.open(!node.classList.contains("open"));
  node.title_ = title;
  node.append(head, tables, body, end);
  node.open(open);
  return node;
}

function draw() {
  watcher.disconnect();
  state.here = -1;
  const list = all.filter(visible);
  const groups = grouped(list);
  const small = list.length <= 400 && state.group !== "order";
  by("list").replaceChildren(...groups.map(([title, members, names], i) => section(title, members, names, small || i === 0)));
  by("none").hidden = groups.length > 0;
  const units = new Set(list.map((f) => data.texts[f[TEXT]][0])).size;
  const parts = [["", list.length.toLocaleString("en"), list.length === 1 ? " finding" : " findings"]];
  parts.push([" in ", units.toLocaleString("en"), units === 1 ? " unit" : " units"]);
  if (data.units) parts.push([" of ", data.units.toLocaleString("en"), " checked"]);
  const done = all.filter(accepted).length;
  if (done || data.settled) parts.push(["; ", (done + data.settled).toLocaleString("en"), " accepted"]);
  by("counts").replaceChildren(...parts.flatMap(([a, b, c]) => [a, make("b", "", b), c]));
  by("save").disabled = state.decided.size === 0;
  by("save").textContent = state.decided.size ? `Save decisions (${state.decided.size})` : "Save decisions";
}

function decide(list, scope) {
  const back = list.every(accepted);
  for (const f of list) {
    if (back) {
      state.decided.delete(f[ID]);
      const key = state.everywhere.get(rule(f));
      if (key) state.decided.delete(key);
    } else if (!accepted(f)) {
      state.decided.set(f[ID], { scope, rule: rule(f), cells: [scope, f[ID], f[KIND], f[FOUND], f[EXPECTED], ""] });
      state.last.push(f[ID]);
    }
  }
  settle();
}
// Draw again, and come back to the same place: as many cards as before, and the next one chosen.
function settle() {
  refreshRules();
  try { localStorage.setItem(memoryKey, JSON.stringify([...state.decided])); } catch { /* see above */ }
  const y = scrollY, index = state.here;
  const drawn = [...document.querySelectorAll("section")].map((n) => [n.title_, n.classList.contains("open"), n.querySelectorAll("article").length]);
  draw();
  for (const node of document.querySelectorAll("section")) {
    const old = drawn.find((d) => d[0] === node.title_);
    if (!old) continue;
    node.open(old[1]);
    while (old[1] && node.left() && node.querySelectorAll("article").length < old[2]) node.more();
  }
  scrollTo(0, y);
  if (index >= 0) choose(index);
}
function undo() {
  const id = state.last.pop();
  if (id === undefined) return;
  state.decided.delete(id);
  settle();
}

function save() {
  const quoted = (cell) => {
    const text = String(cell).replace(/[\t\r\n]+/g, " ");
    return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = ["# duizhao decisions: here accepts one finding, everywhere all alike",
    "scope\tid\tkind\tfound\texpected\tnote"];
  for (const { cells } of state.decided.values()) lines.push(cells.map(quoted).join("\t"));
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/tab-separated-values" }));
  link.download = "decisions.tsv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const shown = () => [...document.querySelectorAll("section.open article")];
function choose(index) {
  const cards = shown();
  if (!cards.length) return;
  document.querySelector("article.here")?.classList.remove("here");
  state.here = Math.max(0, Math.min(cards.length - 1, index));
  const node = cards[state.here];
  node.classList.add("here");
  node.scrollIntoView({ block: "nearest" });
  node.focus({ preventScroll: true });
}
function step(way) {
  const now = state.here;
  choose(now < 0 ? shown().findIndex((n) => n.getBoundingClientRect().bottom > 160) : now + way);
}
const current = () => document.querySelector("article.here");
const theme = () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
};

let timer;
by("search").oninput = (event) => {
  clearTimeout(timer);
  timer = setTimeout(() => { state.search = event.target.value.trim().toLowerCase(); draw(); }, 150);
};
by("group").onchange = (event) => { state.group = event.target.value; draw(); };
by("hide").onchange = (event) => { state.hide = event.target.checked; draw(); };
by("save").onclick = save;
by("theme").onclick = theme;
by("keys").onclick = () => by("help").showModal();

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const actions = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    "/": () => by("search").focus(), "?": () => by("help").showModal(), d: theme, u: undo,
    g: () => {
      const order = ["kind", "concept", "order"];
      by("group").value = state.group = order[(order.indexOf(state.group) + 1) % 3];
      draw();
    },
    a: () => current() && decide(current().findings, "here"),
    e: () => current() && decide(current().findings, "everywhere"),
    Enter: () => { if (current() && event.target.tagName !== "BUTTON") current().toggle(); },
  };
  const action = actions[event.key];
  if (!action || by("help").open) return;
  if (event.key !== "Enter") event.preventDefault();
  action();
});

addEventListener("beforeprint", () => {
  let left = PRINT_MOST;
  for (const node of document.querySelectorAll("section")) {
    node.open(true);
    while (left > 0 && node.left()) {
      node.more(500);
      left -= 500;
    }
  }
});

if (!all.length && data.names.length) by("group").value = state.group = "concept";
const wished = new URLSearchParams(location.hash.slice(1));
if (wished.has("group")) by("group").value = state.group = wished.get("group");
if (wished.has("theme")) document.documentElement.dataset.theme = wished.get("theme");
draw();
