// What opens over the grid: keys, go to, export, memory, proposals, history.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as actions from "./actions.js";
import { get, post } from "./api.js";
import { html } from "./html.js";
import { KEYS, KEYS_OF_SPLIT } from "./keys.js";
import * as model from "./model.js";
import { said } from "./phrases.js";
import { t } from "./words.js";

export function Dialogs() {
  const name = model.dialog.value;
  const Content = { help: Help, goTo: GoTo, export: Export, memory: Send, proposals: Proposals, history: History, link: OtherBrowser }[name];
  return Content ? html`<${Dialog} key=${name} name=${name}><${Content} /><//>` : null;
}

const close = () => (model.dialog.value = null);

function Dialog({ name, children }) {
  const box = useRef(null);
  // At once, so that the next key goes to the dialog.
  useLayoutEffect(() => {
    const element = box.current;
    element.showModal();
    return () => {
      element.close();
      document.getElementById("grid")?.focus();
    };
  }, []);
  return html`<dialog ref=${box} onClose=${close} aria-labelledby="dialog-title">
    <header>
      <h2 id="dialog-title">${t(`dialog.${name}`)}</h2>
      <button type="button" class="close" aria-label=${t("close")} onClick=${close}>✕</button>
    </header>
    ${children}
  </dialog>`;
}

const keyCaps = (keys) => keys.split(" ").map((key) => html`<kbd>${key}</kbd> `);

function Help() {
  return html`<div class="keys">
    <table>
      <tbody>
        ${KEYS.map(([keys, name]) => html`<tr><th scope="row">${keyCaps(keys)}</th><td>${t(`key.${name}`)}</td></tr>`)}
      </tbody>
    </table>
    <div>
      <h3>${t("whileSplitting")}</h3>
      <table>
        <tbody>
          ${KEYS_OF_SPLIT.map(([keys, name]) => html`<tr><th scope="row">${keyCaps(keys)}</th><td>${t(`key.${name}`)}</td></tr>`)}
        </tbody>
      </table>
      <h3>${t("signs")}</h3>
      <ul class="signs">
        <li>○ ${t("state.automatic")}</li>
        <li>✔ ${t("state.confirmed")}</li>
        <li>✎ ${t("state.edited")}</li>
        <li>✖ ${t("state.rejected")}</li>
        <li>⤨ ${t("moved")}</li>
        <li>⚑ ${t("bookmarked")}</li>
      </ul>
      <p>${t("dragHelp")}</p>
    </div>
  </div>`;
}

function GoTo() {
  const go = (event) => {
    event.preventDefault();
    close();
    actions.goTo(event.target.elements.number.value);
  };
  return html`<form onSubmit=${go}>
    <label>${t("goToLabel")} <input name="number" autofocus autocomplete="off" /></label>
    <button>${t("do.goTo")}</button>
  </form>`;
}

const FORMATS = ["tmx", "xlsx", "csv", "tsv", "jsonl", "html", "parquet", "links"];

function Export() {
  const project = model.session.value.project;
  const stem = project.path.split(/[\\/]/).pop().replace(/\.duizhao$/, "");
  const [format, setFormat] = useState("tmx");
  const [done, setDone] = useState(null);
  const write = async (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const value = (name) => given.get(name) || null;
    try {
      const told = await post("/api/export", {
        path: given.get("path"),
        client: value("client"),
        source: value("source"),
        codes: value("codes"),
        numbers: given.get("numbers"),
        states: given.getAll("states"),
      });
      setDone({ text: t("exported", { n: told.pairs, path: told.path }), notes: told.notes });
    } catch (error) {
      setDone({ text: error.message, notes: [], wrong: true });
    }
  };
  return html`<form class="fields" onSubmit=${write}>
    <label>${t("format")}
      <select name="format" value=${format} onChange=${(event) => setFormat(event.target.value)}>
        ${FORMATS.map((one) => html`<option value=${one}>.${one}</option>`)}
      </select>
    </label>
    <label>${t("file")} <input name="path" required key=${format} defaultValue=${`${stem}.${format}`} /></label>
    <label>${t("client")}
      <select name="client">
        <option value="">${t("noClient")}</option>
        ${Object.keys(model.session.value.clients).map((one) => html`<option value=${one}>${one}</option>`)}
      </select>
    </label>
    <label>${t("direction")}
      <select name="source">
        <option value="en">${t("enToZh")}</option>
        <option value="zh">${t("zhToEn")}</option>
      </select>
    </label>
    <label>${t("codes")} <input name="codes" placeholder="zh-CN,en-GB" autocomplete="off" /></label>
    <label>${t("numbers")}
      <select name="numbers">
        <option value="drop">${t("numbersDrop")}</option>
        <option value="keep">${t("numbersKeep")}</option>
      </select>
    </label>
    <fieldset>
      <legend>${t("whichStates")}</legend>
      ${model.STATES.map(
        (one) => html`<label><input type="checkbox" name="states" value=${one} defaultChecked=${one !== "rejected"} /> ${t(`state.${one}`)}</label>`,
      )}
    </fieldset>
    <button class="main" autofocus>${t("do.export")}</button>
    <${Told} done=${done} />
  </form>`;
}

function Told({ done }) {
  return html`<div role="status" class=${done?.wrong ? "told wrong" : "told"}>
    ${done && html`<p>${done.text}</p>`}
    ${done?.notes.length > 0 && html`<ul>${done.notes.map((note) => html`<li>${said(note)}</li>`)}</ul>`}
  </div>`;
}

function Send() {
  const project = model.session.value.project;
  const [done, setDone] = useState(null);
  const send = async (event) => {
    event.preventDefault();
    try {
      const told = await post("/api/memory", { path: new FormData(event.target).get("path") });
      setDone({ text: t("sent", told), notes: told.notes ?? [] });
    } catch (error) {
      setDone({ text: error.message, notes: [], wrong: true });
    }
  };
  return html`<form class="fields" onSubmit=${send}>
    <label>${t("memoryFile")} <input name="path" required defaultValue=${project.memory || "memory.db"} /></label>
    <p class="quiet">${t("sendHelp")}</p>
    <button class="main" autofocus>${t("do.memory")}</button>
    <${Told} done=${done} />
  </form>`;
}

function Proposals() {
  const [found, setFound] = useState(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    post("/api/proposals").then((told) => setFound(told.proposals), (error) => setFault(error.message));
  }, []);
  const accept = async (list) => {
    for (const one of list) {
      if (!(await actions.operate({ op: "realign", rows: one.rows, beads: one.beads }))) break;
    }
    setFound((old) => old.filter((one) => !list.includes(one)));
  };
  if (fault) return html`<p role="status" class="told wrong">${fault}</p>`;
  if (!found) return html`<p role="status">${t("aligning")}</p>`;
  if (!found.length) return html`<p role="status">${t("nothingToChange")}</p>`;
  return html`<div class="proposals">
    <p>
      ${t("proposalsHelp", { n: found.length })}
      ${" "}<button type="button" class="main" onClick=${() => accept(found)}>${t("acceptAll")}</button>
    </p>
    <ol tabindex="0" aria-label=${t("dialog.proposals")}>
      ${found.slice(0, 100).map(
        (one) => html`<li>
          <div class="change">
            <table><caption>${t("now")}</caption><tbody>${one.rows.map((id) => line(model.rows.value.find((row) => row.id === id)))}</tbody></table>
            <table><caption>${t("then")}</caption><tbody>${one.beads.map((bead) => line(asRow(bead)))}</tbody></table>
          </div>
          <button type="button" onClick=${() => accept([one])}>${t("accept")}</button>
          <button type="button" onClick=${() => setFound((old) => old.filter((other) => other !== one))}>${t("dismiss")}</button>
        </li>`,
      )}
    </ol>
  </div>`;
}

function asRow(bead) {
  const find = (id) => model.segments.value.get(id);
  return { zh: bead.zh.map(find), en: bead.en.map(find) };
}

const line = (row) =>
  row &&
  html`<tr>
    <td lang="zh">${row.zh.map((s) => s?.text).join("")}</td>
    <td lang="en">${row.en.map((s) => s?.text).join(" ")}</td>
  </tr>`;

function History() {
  const [lines, setLines] = useState([]);
  useEffect(() => {
    get("/api/journal").then(setLines, () => {});
  }, [model.version.value]);
  return html`<div class="history">
    <p>
      <button type="button" disabled=${!model.canUndo.value} onClick=${actions.undo}>${t("do.undo")}</button>
      <button type="button" disabled=${!model.canRedo.value} onClick=${actions.redo}>${t("do.redo")}</button>
    </p>
    <ol reversed tabindex="0" aria-label=${t("dialog.history")}>
      ${lines.map(
        (one) => html`<li value=${one.number}>
          <time>${one.time.replace("T", " ").replace("Z", "")}</time>
          ${" "}${t(`action.${one.action}`, { what: t(`op.${one.op}`) })}
          ${one.who && html` <span class="quiet">${one.who}</span>`}
        </li>`,
      )}
    </ol>
  </div>`;
}

function OtherBrowser() {
  const [link, setLink] = useState("");
  useEffect(() => {
    post("/api/link").then((told) => setLink(told.link), () => {});
  }, []);
  return html`<p>${t("linkHelp")}</p>
    <p><label>${t("linkLabel")} <input class="long" readonly value=${link} onFocus=${(event) => event.target.select()} /></label></p>`;
}
