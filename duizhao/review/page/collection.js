// Documents to work through: the results of a batch, the most doubtful first, or files of a folder.
import { useEffect, useState } from "preact/hooks";
import * as actions from "./actions.js";
import { get } from "./api.js";
import { html } from "./html.js";
import * as model from "./model.js";
import { Progress } from "./opening.js";
import { said } from "./phrases.js";
import { t } from "./words.js";

const MOST = 500;
const name = (path) => path.split(/[\\/]/).pop();
// A file that holds both languages is a pair with itself.
const open = ({ zh, en }) => actions.openAny(zh === en ? { path: zh } : { zh, en });

export async function openNext() {
  const { pairs, zh } = model.session.value.project;
  const { documents } = await get("/api/collection").catch(() => ({ documents: [] }));
  const at = documents.findIndex((one) => one.zh === (pairs || zh));
  const left = documents.filter((one, n) => n !== at && !(one.rows && one.decided === one.rows));
  const next = left.find((one) => documents.indexOf(one) > at) ?? left[0];
  if (next) open(next);
  else actions.say(t("noMoreDocuments"));
}

export function Collection() {
  const [list, setList] = useState(null);
  const folder = model.session.value.collection;
  useEffect(() => {
    get("/api/collection").then(setList, (error) => actions.say(error.message, "error"));
  }, [folder]);
  return html`<main class="opening collection">
    <h1>${t("collection")}</h1>
    <p class="quiet">${folder}${" "}<button type="button" onClick=${actions.closeDocuments}>${t("do.close")}</button></p>
    <${Progress} />
    ${list && html`<${Documents} list=${list.documents} /><${Left} list=${list.left} />`}
  </main>`;
}

function Documents({ list }) {
  if (!list.length) return html`<p>${t("noDocuments")}</p>`;
  // Files that were only paired have no figures yet.
  const aligned = list.some((one) => one.pairs !== undefined);
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${t("document")}</th>
          ${aligned &&
          html`<th scope="col">${t("doubt")}</th>
            <th scope="col">${t("pairs")}</th>
            <th scope="col">${t("filter.unpaired")}</th>
            <th scope="col">${t("findings")}</th>`}
          <th scope="col">${t("decided")}</th>
        </tr>
      </thead>
      <tbody>
        ${list.slice(0, MOST).map(
          (one) => html`<tr>
            <td>
              <button type="button" onClick=${() => open(one)}>
                ${one.zh === one.en ? name(one.zh) : `${name(one.zh)} ↔ ${name(one.en)}`}
              </button>
              ${one.note && html` <small class="doubt">${said(one.note)}</small>`}
            </td>
            ${aligned &&
            html`<td>${Math.round(one.doubt * 100)}%</td>
              <td>${one.pairs}</td>
              <td>${one.unpaired}</td>
              <td>${one.findings}</td>`}
            <td>${one.rows ? `${one.decided} / ${one.rows}` : "–"}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${list.length > MOST && html`<p>${t("andMore", { n: list.length - MOST })}</p>`}`;
}

function Left({ list }) {
  if (!list.length) return null;
  return html`<section>
    <h2>${t("leftOver")}</h2>
    <ul>
      ${list.slice(0, MOST).map(({ path, reason }) => html`<li>${name(path)}${t("colon")}${said(reason)}</li>`)}
    </ul>
    ${list.length > MOST && html`<p>${t("andMore", { n: list.length - MOST })}</p>`}
  </section>`;
}
