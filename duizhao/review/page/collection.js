// The documents of a batch, the most doubtful first.
import { useEffect, useState } from "preact/hooks";
import * as actions from "./actions.js";
import { get } from "./api.js";
import { html } from "./html.js";
import * as model from "./model.js";
import { Progress } from "./opening.js";
import { t } from "./words.js";

const MOST = 500;
const name = (path) => path.split(/[\\/]/).pop();

export async function openNext() {
  const here = model.session.value.project?.zh;
  const list = await get("/api/collection").catch(() => []);
  const open = list.filter((one) => one.zh !== here && !(one.rows && one.decided === one.rows));
  const at = list.findIndex((one) => one.zh === here);
  const next = open.find((one) => list.indexOf(one) > at) ?? open[0];
  if (next) actions.openAny({ zh: next.zh, en: next.en });
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
    <p class="quiet">${folder}</p>
    <${Progress} />
    ${list &&
    html`<table>
      <thead>
        <tr>
          <th scope="col">${t("document")}</th>
          <th scope="col">${t("doubt")}</th>
          <th scope="col">${t("pairs")}</th>
          <th scope="col">${t("filter.unpaired")}</th>
          <th scope="col">${t("findings")}</th>
          <th scope="col">${t("decided")}</th>
        </tr>
      </thead>
      <tbody>
        ${list.slice(0, MOST).map(
          (one) => html`<tr>
            <td>
              <button type="button" onClick=${() => actions.openAny({ zh: one.zh, en: one.en })}>
                ${name(one.zh)} ↔ ${name(one.en)}
              </button>
            </td>
            <td>${Math.round(one.doubt * 100)}%</td>
            <td>${one.pairs}</td>
            <td>${one.unpaired}</td>
            <td>${one.findings}</td>
            <td>${one.rows ? `${one.decided} / ${one.rows}` : "–"}</td>
          </tr>`,
        )}
      </tbody>
    </table>`}
    ${list?.length > MOST && html`<p>${t("andMore", { n: list.length - MOST })}</p>`}
  </main>`;
}
