// The page: head, grid and panel; or the screen where a review begins.
import { effect } from "@preact/signals";
import { render } from "preact";
import * as actions from "./actions.js";
import { get, who } from "./api.js";
import { Collection, openNext } from "./collection.js";
import { Dialogs } from "./dialogs.js";
import { loadFolding } from "./folding.js";
import { Grid } from "./grid.js";
import { html } from "./html.js";
import { onKey } from "./keys.js";
import * as model from "./model.js";
import { Opening, Progress } from "./opening.js";
import { Panel } from "./panel.js";
import { said } from "./phrases.js";
import { LANGUAGES } from "./languages.js";
import { language, loadWords, t } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const theme = () => localStorage.getItem("duizhao-theme") ?? "auto";

function wear(name) {
  localStorage.setItem("duizhao-theme", name);
  if (name === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

function App() {
  const session = model.session.value;
  if (!session) return null;
  return html`<${Top} session=${session} />
    ${session.project
      ? html`<main class="review">
            <h1 class="unseen">${session.project.title}</h1>
            <${Tools} />
            <${Status} />
            <div class="both"><${Grid} /><${Panel} /></div>
          </main>`
      : session.collection
        ? html`<${Collection} />`
        : html`<${Opening} />`}
    <${Dialogs} />
    <${Notice} />`;
}

function Top({ session }) {
  const project = session.project;
  const counts = model.counts.value;
  return html`<header class="top">
    <b class="brand" lang="zh">对照</b>
    ${project &&
    html`<span class="title" title=${project.path}>${project.title}</span>
      <span class="sum">${t("progress", { n: counts.confirmed, total: counts.total, doubts: counts.doubtful })}</span>
      ${session.windows > 1 &&
      html`<span class="sum" role="status">${t("windows", { n: session.windows })}${present(session)}</span>`}`}
    <span class="space"></span>
    ${project && session.collection && html`<${Do} name="nextDocument" action=${openNext} />`}
    ${project && html`<${Do} name="close" action=${actions.closeProject} />`}
    ${project && html`<${Do} name="link" action=${() => (model.dialog.value = "link")} />`}
    <label>
      <span class="unseen">${t("yourName")}</span>
      <input class="who" placeholder=${t("yourName")} autocomplete="name" defaultValue=${who()} onChange=${(event) => call(event.target.value)} />
    </label>
    <label>
      <span class="unseen">${t("theme")}</span>
      <select value=${theme()} onChange=${(event) => wear(event.target.value)}>
        ${THEMES.map((one) => html`<option value=${one}>${t(`theme.${one}`)}</option>`)}
      </select>
    </label>
    <label>
      <span class="unseen">${t("language")}</span>
      <select value=${language.value} onChange=${(event) => loadWords(event.target.value)}>
        ${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code}>${name}</option>`)}
      </select>
    </label>
  </header>`;
}

// Who else is here, as far as they gave a name.
function present({ names = [] }) {
  return names.length ? `${t("colon")}${names.join(t("comma"))}` : "";
}

function call(name) {
  localStorage.setItem("duizhao-who", name.trim());
  listen();
}

function Do({ name, action, disabled, keys, pressed }) {
  return html`<button
    type="button"
    disabled=${disabled}
    title=${keys ? `${t(`do.${name}`)} (${keys})` : undefined}
    aria-pressed=${pressed === undefined ? undefined : String(pressed)}
    onClick=${() => {
      action();
      if (!model.dialog.value && model.mode.value.name !== "edit" && name !== "comment") {
        document.getElementById("grid")?.focus();
      }
    }}
  >${t(`do.${name}`)}</button>`;
}

function Tools() {
  const row = model.rows.value.find((one) => one.id === model.focus.value.row);
  const splitting = model.mode.value.name === "split";
  return html`<div class="tools" role="toolbar" aria-label=${t("tools")}>
    ${splitting
      ? html`<${Do} name="divide" keys="Enter" action=${actions.divide} />
          <${Do} name="cutOnly" keys="Shift+Enter" action=${actions.cutOnly} />
          <${Do} name="noAnswer" keys="Backspace" action=${actions.dropAnswer} />
          <${Do} name="cancel" keys="Esc" action=${actions.leave} />
          <span class="hint">${t("splitHint")}</span>`
      : html`<span class="group">
            <${Do} name="confirm" keys="Enter" action=${actions.confirm} />
            <${Do} name="confirmDown" keys="Shift+Enter" action=${actions.confirmDownTo} />
            <${Do} name="reject" keys="x" action=${actions.reject} pressed=${row?.state === "rejected"} />
          </span>
          <span class="group">
            <${Do} name="split" keys="s" action=${actions.split} />
            <${Do} name="merge" keys="m" action=${actions.merge} />
            <${Do} name="join" keys="J" action=${actions.join} />
            <${Do} name="up" keys="Alt+↑" action=${() => actions.moveSegment(-1)} />
            <${Do} name="down" keys="Alt+↓" action=${() => actions.moveSegment(1)} />
            <${Do} name="shiftUp" keys="Alt+Shift+↑" action=${() => actions.shift(-1)} />
            <${Do} name="shiftDown" keys="Alt+Shift+↓" action=${() => actions.shift(1)} />
            <${Do} name="unlink" keys="u" action=${actions.unlink} />
            <${Do} name="linkSegments" keys="l" action=${actions.link} pressed=${model.mode.value.name === "link"} />
            <${Do} name="realign" keys="r" action=${actions.realign} />
          </span>
          <span class="group">
            <${Do} name="edit" keys="e" action=${actions.edit} />
            <${Do} name="comment" keys="c" action=${() => document.getElementById("comment")?.focus()} />
            <${Do} name="bookmark" keys="b" action=${actions.bookmark} pressed=${!!row?.bookmark} />
          </span>
          <span class="group">
            <${Do} name="undo" keys="Ctrl+Z" disabled=${!model.canUndo.value} action=${actions.undo} />
            <${Do} name="redo" keys="Ctrl+Y" disabled=${!model.canRedo.value} action=${actions.redo} />
            <${Do} name="history" action=${() => (model.dialog.value = "history")} />
          </span>
          <span class="group">
            <${Do} name="proposals" action=${() => (model.dialog.value = "proposals")} />
            <${Do} name="check" action=${actions.checkAll} />
            <${Do} name="export" keys="Ctrl+S" action=${() => (model.dialog.value = "export")} />
            <${Do} name="memory" action=${() => (model.dialog.value = "memory")} />
            <${Do} name="help" keys="?" action=${() => (model.dialog.value = "help")} />
          </span>`}
  </div>`;
}

function Status() {
  const counts = model.counts.value;
  const hits = model.hits.value.length;
  const key = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") actions.nextHit(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") document.getElementById("grid").focus();
    else return;
    event.preventDefault();
  };
  return html`<div class="bar">
    <fieldset>
      <legend>${t("show")}</legend>
      ${model.FILTERS.map(
        (name) => html`<label>
          <input type="radio" name="filter" checked=${model.filter.value === name} onChange=${() => (model.filter.value = name)} />
          ${t(`filter.${name}`)} <b>${counts[name]}</b>
        </label>`,
      )}
    </fieldset>
    <label class="find">
      <span class="unseen">${t("do.find")}</span>
      <input id="find" type="search" placeholder=${t("findPlaceholder")} value=${model.query.value}
        onInput=${(event) => (model.query.value = event.target.value)} onKeyDown=${key} />
    </label>
    ${model.query.value &&
    html`<span role="status">${t("hits", { n: hits })}</span>
      <button type="button" onClick=${() => actions.nextHit(-1)} aria-label=${t("previousHit")}>↑</button>
      <button type="button" onClick=${() => actions.nextHit(1)} aria-label=${t("nextHit")}>↓</button>`}
    ${model.mode.value.name === "link" && html`<span class="hint" role="status">${t("linkHint")}</span>`}
    <${Progress} />
    <${Notes} />
  </div>`;
}

function Notes() {
  const notes = model.session.value.project?.notes ?? [];
  if (!notes.length) return null;
  return html`<details class="notes"><summary>${t("notes", { n: notes.length })}</summary>
    <ul>${notes.map((note) => html`<li>${said(note)}</li>`)}</ul></details>`;
}

function Notice() {
  const told = model.notice.value;
  return html`<div class=${`notice ${told?.kind ?? ""}`} role="status" aria-live="polite">${told?.text}</div>`;
}

effect(() => {
  const told = model.notice.value;
  if (told) setTimeout(() => model.notice.value === told && (model.notice.value = null), 6000);
});

effect(() => {
  const title = model.session.value?.project?.title;
  document.title = title ? `${title} – duizhao` : "duizhao";
});

async function refresh() {
  const told = await get("/api/session");
  if (told.project) {
    model.session.value = { ...told, project: { ...told.project } };
    await model.load();
    setTimeout(() => document.activeElement === document.body && document.getElementById("grid")?.focus());
  } else {
    model.loaded.value = false;
    model.rows.value = [];
    model.version.value = 0;
    model.session.value = told;
  }
}

let source = null;

function listen() {
  source?.close();
  source = new EventSource(`/api/events?who=${encodeURIComponent(who())}`);
  // What happened while nobody listened is not told again.
  source.onopen = async () => {
    const told = await get("/api/session").catch(() => null);
    const here = model.session.value?.project;
    if (!told) return;
    if (told.project?.path !== here?.path || (told.project && told.project.version !== model.version.value)) {
      await refresh().catch(() => {});
    } else if (!told.project) model.session.value = told;
  };
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === "change" && model.loaded.value && !model.apply(event)) model.load();
    else if (event.type === "findings") model.applyFindings(event.rows);
    else if (event.type === "progress") model.job.value = event;
    else if (event.type === "opened") {
      model.job.value = null;
      model.version.value = 0;
      model.mode.value = { name: "read" };
      refresh();
    } else if (event.type === "presence" && model.session.value) {
      model.session.value = { ...model.session.value, windows: event.windows, names: event.names };
    } else if (event.type === "memory" && model.session.value?.project) {
      const project = { ...model.session.value.project, memory: event.path };
      model.session.value = { ...model.session.value, project };
    }
  };
}

// Tests and measurements see by it what the page has taken in.
effect(() => {
  document.documentElement.dataset.version = model.version.value;
});

wear(theme());
document.addEventListener("keydown", onKey);
await Promise.all([loadWords(), refresh()]);
render(html`<${App} />`, document.body);
document.getElementById("grid")?.focus();
listen();
loadFolding();
