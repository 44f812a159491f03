// The search page: what is asked is in the address, so that any answer can be linked to.
import { ask, h } from "./dom.js";
import { lineItem, ordered } from "./lines.js";
import { showDraft, startDraft } from "./draft.js";
import { chosen } from "./languages.js";
import { speak, t } from "./words.js";

const FIELDS = ["text", "other", "lang", "origin", "since", "until", "status"];
const at = (id) => document.getElementById(id);
const form = at("query");
let answer = null;
let asked = 0;

const parameters = () => new URLSearchParams(location.search);

function go(values) {
  const wanted = new URLSearchParams();
  for (const name of FIELDS) if (values[name]) wanted.set(name, values[name]);
  history.pushState(null, "", wanted.size ? `/?${wanted}` : "/");
  return show();
}

const values = () => Object.fromEntries(new FormData(form));

// Show what the address asks for.
async function show() {
  await shown();
  // For whoever waits for an answer, as tests do.
  document.documentElement.dataset.shown = location.search;
}

async function shown() {
  const wanted = parameters();
  const draft = wanted.get("view") === "draft";
  at("search").hidden = draft;
  at("draft").hidden = !draft;
  for (const link of document.querySelectorAll("[data-view]")) {
    const here = (link.dataset.view === "draft") === draft;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (draft) return showDraft();
  for (const name of FIELDS) form.elements[name].value = wanted.get(name) ?? "";
  if (["origin", "since", "until", "status"].some((name) => wanted.get(name))) form.querySelector("details").open = true;
  if (wanted.get("unit")) return showUnit(wanted.get("unit"));
  if (!wanted.get("text")) {
    answer = null;
    at("counts").hidden = true;
    at("lines").replaceChildren();
    at("said").textContent = t("hint");
    return form.elements.text.focus();
  }
  return search(wanted);
}

async function search(wanted) {
  const number = ++asked;
  const found = await told(() => ask(`/api/kwic?${wanted}`));
  if (number !== asked || !found) return;
  answer = found;
  draw();
}

// A failure is said where results would be.
async function told(work) {
  at("said").classList.remove("fault");
  try {
    return await work();
  } catch (error) {
    at("said").textContent = error.message;
    at("said").classList.add("fault");
    at("lines").replaceChildren();
    at("counts").hidden = true;
    return null;
  }
}

function draw() {
  const { lines, lang, more } = answer;
  at("said").textContent = lines.length
    ? t(more ? "found_more" : lines.length === 1 ? "found_one" : "found", { count: lines.length })
    : t("nothing");
  const shown = ordered(lines, at("order").value);
  at("lines").replaceChildren(...shown.map((line) => lineItem(line, lang, changed)));
  counts();
}

function counts() {
  const place = at("counts");
  place.hidden = !answer.lines.length;
  const list = (title, all, pressed, chosenNow) => {
    const most = Math.max(...all.map((one) => one.count));
    const items = all.map((one) => h("li", {}, h(
      "button",
      { type: "button", "aria-pressed": String(Boolean(pressed(one.name))), disabled: !one.name && title === "renderings", onclick: () => chosenNow(one.name) },
      h("span", {}, one.name || t(title === "renderings" ? "unclear" : "no_year")), h("b", {}, String(one.count)),
    ), h("span", { class: "bar" })));
    items.forEach((item, n) => { item.querySelector(".bar").style.width = `${(100 * all[n].count) / most}%`; });
    return all.length ? [h("h2", {}, t(title)), h("ul", { id: title }, items)] : [];
  };
  const now = values();
  place.replaceChildren(
    ...list("renderings", answer.renderings, (name) => name && now.other === name,
      (name) => go({ ...values(), other: now.other === name ? "" : name })),
    ...list("years", answer.years, (name) => name && now.since === name && now.until === name,
      (name) => {
        const same = now.since === name && now.until === name;
        return go({ ...values(), since: same ? "" : name, until: same ? "" : name });
      }),
  );
}

// After a change: the same question again, with the focus where it was.
async function changed(id) {
  if (parameters().get("unit")) {
    history.replaceState(null, "", `/?unit=${id}`);
  }
  await show();
  size();
  at(`u${id}`)?.querySelector("button")?.focus();
}

async function showUnit(number) {
  at("counts").hidden = true;
  const unit = await told(() => ask(`/api/units/${encodeURIComponent(number)}`));
  if (!unit) return;
  const line = {
    id: unit.id, source: unit.zh, target: unit.en, spans: [], target_spans: [], status: unit.status,
    origin: unit.origin, year: unit.created.slice(0, 4),
  };
  at("said").textContent = t(String(unit.id) === number ? "one_unit" : "edited_since", { id: unit.id });
  const item = lineItem(line, "zh", changed);
  item.classList.add("whole");
  at("lines").replaceChildren(item);
}

async function size() {
  const status = await ask("/api/status").catch(() => null);
  // A user with a token of their own is called as the service calls them.
  if (status?.user) {
    at("who").value = status.user;
    at("who").readOnly = true;
  }
  if (status) at("size").textContent = t("units", { count: status.units.toLocaleString(document.documentElement.lang) });
}

async function speakAnew(language) {
  await speak(language);
  size();
  startDraft();
  await show();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(values());
});
at("order").addEventListener("change", () => answer && draw());
at("language").addEventListener("change", (event) => speakAnew(event.target.value));
at("who").value = localStorage.getItem("duizhao-who") ?? "";
at("who").addEventListener("change", (event) => localStorage.setItem("duizhao-who", event.target.value));
document.querySelector("nav").addEventListener("click", (event) => {
  if (!event.target.dataset.view || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", event.target.href);
  show();
});
addEventListener("popstate", show);
at("language").value = chosen();
speakAnew(chosen());
