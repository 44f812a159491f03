"use strict";
(async () => {
  const KIND = 0, SEVERITY = 1, TEXT = 2, ZH = 3, EN = 4, FOUND = 5, EXPECTED = 6, MESSAGE = 7, ID = 8, CONCEPT = 9;
  const CHUNK = 40, EXCERPT = 300, AROUND = 120, PRINT_MOST = 3000;
  const by = (id) => document.getElementById(id);
  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  async function read() {
    const island = by("data");
    if (!("packed" in island.dataset)) return JSON.parse(island.textContent);
    const bytes = Uint8Array.from(atob(island.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  }
  const data = await read();
  const all = data.findings;

  // Python counts characters, JavaScript halves of those beyond the first 65,536.
  const points = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : null);
  const cut = (text, start, end) => {
    const list = points(text);
    return list ? list.slice(start, end).join("") : text.slice(start, end);
  };
  const size = (text) => (points(text) || text).length;

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
    for (const [name, count] of names.filter((n) => counts.has(n)).map((n) => [n, counts.get(n)])) {
      const chip = make("button", "chip " + name, name);
      chip.type = "button";
      chip.append(make("i", "", count.toLocaleString("en")));
      chip.setAttribute("aria-pressed", "true");
      chip.onclick = () => {
        state.off.has(name) ? state.off.delete(name) : state.off.add(name);
        chip.setAttribute("aria-pressed", String(!state.off.has(name)));
        draw();
      };
      place.append(chip);
    }
  }
  const kindCounts = tally(KIND);
  const kindNames = [...new Set([...Object.keys(data.kinds), ...kindCounts.keys()])];
  chips(by("severities"), tally(SEVERITY), ["error", "warning", "info"]);
  chips(by("kinds"), kindCounts, kindNames);

  function visible(f) {
    if (state.off.has(f[KIND]) || state.off.has(f[SEVERITY])) return false;
    if (state.hide && accepted(f)) return false;
    if (!state.search) return true;
    const text = data.texts[f[TEXT]];
    return [text[1], text[2], f[MESSAGE], f[ID]].some((t) => t.toLowerCase().includes(state.search));
  }

  function grouped(list) {
    if (state.group === "order") return list.length ? [["All findings, in order", list]] : [];
    const groups = new Map();
    for (const f of list) {
      const key = state.group === "kind" ? f[KIND] : f[KIND] + "\t" + f[CONCEPT];
      groups.has(key) ? groups.get(key).push(f) : groups.set(key, [f]);
    }
    const entries = [...groups];
    if (state.group === "kind") {
      entries.sort((a, b) => kindNames.indexOf(a[0]) - kindNames.indexOf(b[0]));
      return entries.map(([key, members]) => [data.kinds[key] || key, members]);
    }
    entries.sort((a, b) => b[1].length - a[1].length);
    const single = entries.filter((e) => e[1].length === 1).flatMap((e) => e[1]);
    const many = entries.filter((e) => e[1].length > 1).map(([key, members]) => {
      const [kind, name] = key.split("\t");
      return [name ? `${name}  ·  ${kind}` : data.kinds[kind] || kind, members];
    });
    return single.length ? [...many, ["Found once", single]] : many;
  }

  function marked(node, text, span, whole) {
    const length = size(text);
    if (!span) {
      const long = !whole && length > EXCERPT;
      node.append(long ? cut(text, 0, EXCERPT - 40) : text);
      if (long) { node.append(make("span", "more", " …")); node.classList.add("cut"); }
      return;
    }
    let [start, end] = span;
    let from = 0, to = length;
    if (!whole && length > EXCERPT) {
      from = start > AROUND ? start - AROUND : 0;
      to = Math.min(length, Math.min(end, start + EXCERPT) + AROUND);
      end = Math.min(end, to);
      if (from > 0) node.append(make("span", "more", "… "));
      node.classList.add("cut");
    }
    node.append(cut(text, from, start));
    node.append(start === end ? make("span", "gap") : make("mark", "", cut(text, start, end)));
    node.append(cut(text, end, to));
    if (to < length) node.append(make("span", "more", " …"));
  }

  function card(f) {
    const text = data.texts[f[TEXT]];
    const node = make("article", f[SEVERITY] + (accepted(f) ? " done" : ""));
    node.finding = f;
    node.tabIndex = -1;
    const top = make("div", "top");
    const acts = make("div", "acts");
    for (const [scope, words] of [["here", "accept here"], ["everywhere", "everywhere"]]) {
      const button = make("button", "", accepted(f) === scope ? "take back" : words);
      button.type = "button";
      button.onclick = () => decide(f, scope);
      acts.append(button);
    }
    top.append(
      make("span", "sev", f[SEVERITY]), make("span", "message", f[MESSAGE]),
      make("span", "place", text[3] || "unit " + text[0]), acts,
    );
    const pair = make("div", "pair");
    const fill = (whole) => {
      pair.replaceChildren();
      for (const [name, body, span, lang] of [["zh", text[1], f[ZH], "zh"], ["en", text[2], f[EN], "en"]]) {
        const p = make("p", name);
        p.lang = lang;
        marked(p, body, span, whole);
        pair.append(p);
      }
    };
    let whole = false;
    fill(whole);
    node.toggle = () => fill((whole = !whole));
    pair.onclick = () => { if (!String(getSelection())) node.toggle(); };
    node.append(top, pair);
    return node;
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) entry.target.section.more();
  }, { rootMargin: "900px" });

  function section(title, members, open) {
    const node = make("section", open ? "open" : "");
    const head = make("button", "head", title);
    head.type = "button";
    head.append(make("i", "", members.length.toLocaleString("en")));
    const body = make("div");
    const end = make("div", "end");
    end.section = node;
    let drawn = 0;
    node.members = members;
    node.more = (most = CHUNK) => {
      const piece = document.createDocumentFragment();
      for (const f of members.slice(drawn, drawn + most)) piece.append(card(f));
      drawn = Math.min(members.length, drawn + most);
      body.append(piece);
      if (drawn >= members.length) { watcher.unobserve(end); return; }
      // Ask again: the end may still be in view.
      watcher.unobserve(end);
      watcher.observe(end);
    };
    node.open = (wanted) => {
      node.classList.toggle("open", wanted);
      head.setAttribute("aria-expanded", String(wanted));
      body.hidden = end.hidden = !wanted;
      if (wanted && !drawn) node.more();
    };
    head.onclick = () => node.open(!node.classList.contains("open"));
    node.append(head, body, end);
    node.open(open);
    return node;
  }

  function draw() {
    watcher.disconnect();
    state.here = -1;
    const list = all.filter(visible);
    const groups = grouped(list);
    const small = list.length <= 400 && state.group === "kind";
    by("list").replaceChildren(...groups.map(([title, members], i) => section(title, members, small || i === 0)));
    by("none").hidden = list.length > 0;
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

  function decide(f, scope) {
    const old = accepted(f);
    if (old) {
      state.decided.delete(f[ID]);
      const key = state.everywhere.get(rule(f));
      if (key) state.decided.delete(key);
    } else {
      state.decided.set(f[ID], { scope, rule: rule(f), cells: [scope, f[ID], f[KIND], f[FOUND], f[EXPECTED], ""] });
      state.last.push(f[ID]);
    }
    settle(f);
  }
  function settle(f) {
    refreshRules();
    try { localStorage.setItem(memoryKey, JSON.stringify([...state.decided])); } catch { /* see above */ }
    const y = scrollY, index = state.here;
    const wide = f === null || state.decided.get(f[ID])?.scope === "everywhere" || !state.hide;
    const node = f && [...document.querySelectorAll("article")].find((n) => n.finding === f);
    if (wide || !node) { draw(); scrollTo(0, y); } else {
      const next = node.nextElementSibling;
      node.remove();
      const keep = by("list").children;
      by("save").disabled = false;
      by("save").textContent = `Save decisions (${state.decided.size})`;
      if (next && index >= 0) next.classList.add("here");
      void keep;
    }
  }
  function undo() {
    const id = state.last.pop();
    if (id === undefined) return;
    state.decided.delete(id);
    settle(null);
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

  function step(by_) {
    const cards = [...document.querySelectorAll("section.open article")];
    if (!cards.length) return;
    const now = cards.findIndex((n) => n.classList.contains("here"));
    let next = now < 0 ? cards.findIndex((n) => n.getBoundingClientRect().bottom > 160) : now + by_;
    next = Math.max(0, Math.min(cards.length - 1, next));
    cards[now]?.classList.remove("here");
    cards[next].classList.add("here");
    state.here = next;
    cards[next].scrollIntoView({ block: "nearest" });
    cards[next].focus({ preventScroll: true });
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
      a: () => current() && decide(current().finding, "here"),
      e: () => current() && decide(current().finding, "everywhere"),
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
      if (left <= 0) break;
      node.open(true);
      while (left > 0 && node.querySelectorAll("article").length < node.members.length) {
        node.more(Math.min(500, left));
        left -= 500;
      }
    }
  });

  const wished = new URLSearchParams(location.hash.slice(1));
  if (wished.has("group")) by("group").value = state.group = wished.get("group");
  if (wished.has("theme")) document.documentElement.dataset.theme = wished.get("theme");
  draw();
})();
