// The side panel: what is known of the row in focus.
import { computed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import * as actions from "./actions.js";
import { html } from "./html.js";
import * as model from "./model.js";
import { said, translated } from "./phrases.js";
import { language, t } from "./words.js";

export function Panel() {
  const row = model.rows.value.find((one) => one.id === model.focus.value.row);
  const id = row?.id;
  const version = row?.version;
  useEffect(() => {
    if (id === undefined) return undefined;
    const timer = setTimeout(() => {
      actions.loadDetails(id);
      actions.rememberPlace(id);
    }, 60);
    return () => clearTimeout(timer);
  }, [id, version]);
  const told = model.details.value?.row === id ? model.details.value : null;
  return html`<aside class="panel" aria-label=${t("panel")} tabindex="0">
    ${row &&
    html`<${Findings} row=${row} />
      <${Why} row=${row} told=${told} />
      <${Comment} key=${row.id} row=${row} />
      ${told && html`<${Terms} told=${told} /><${Memory} told=${told} row=${row} /><${Around} told=${told} />`}
      <${Outline} />`}
  </aside>`;
}

function Findings({ row }) {
  return html`<section>
    <h2>${t("findings")}</h2>
    ${row.findings.length === 0 && html`<p class="quiet">${t("noFindings")}</p>`}
    <ul class="findings">
      ${row.findings.map(
        (finding) => html`<li class=${finding.severity}>
          <b>${t(`kind.${finding.kind}`)}</b> ${saidOf(row, finding)}
          <span class="fixes">${fixes(row, finding)}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

// What a finding says: its own words in English; in Chinese those of its kind, with the places.
function saidOf(row, finding) {
  if (language.value === "en") return finding.message;
  const place = (side) =>
    finding[side]
      .map(([id, start, end]) => row[side].find((s) => s.id === id)?.text.slice(start, end))
      .filter(Boolean)
      .map((text) => `“${text}”`)
      .join("、");
  const parts = ["zh", "en"].map((side) => place(side) && t(`at.${side}`, { text: place(side) })).filter(Boolean);
  const places = parts.length ? `${t("colon")}${parts.join(t("comma"))}` : "";
  return html`<span title=${finding.message}>${t(`says.${finding.kind}`)}${places}</span>`;
}

function fixes(row, finding) {
  const found = [];
  for (const side of ["zh", "en"]) {
    if (finding.expected && finding[side].length === 1 && stands(row, finding, side)) {
      found.push(
        html`<button type="button" onClick=${() => actions.fix(finding, side)}>
          ${t("replaceBy", { what: finding.expected })}
        </button>`,
      );
    }
  }
  if (finding.kind === "meaning" && row.zh.length && row.en.length) {
    found.push(html`<button type="button" onClick=${actions.unlink}>${t("do.unlink")}</button>`);
  }
  return found;
}

const FOREIGN = { zh: /[A-Za-z]{3}/, en: /[\u3400-\u9fff]/ };

// Whether what was found is at the place of a finding on this side, and what was expected is in
// the language of the side.
function stands(row, finding, side) {
  const [segment, start, end] = finding[side][0];
  const there = row[side].find((s) => s.id === segment)?.text.slice(start, end);
  return there === finding.found && !FOREIGN[side].test(finding.expected);
}

function Why({ row, told }) {
  const reasons = told?.reasons ?? [];
  const sources = Object.entries(told?.sources ?? {});
  return html`<section>
    <h2>${t(`state.${row.state}`)}${row.confidence === null ? "" : ` · ${Math.round(row.confidence * 100)}%`}</h2>
    ${reasons.length > 0 && html`<p class="quiet">${reasons.map((one, n) => [n > 0 && t("semicolonSign"), said(one)])}</p>`}
    ${sources.map(
      ([id, text]) =>
        html`<p class="quiet">${t("wasInDocument")} <q lang=${row.zh.some((s) => String(s.id) === id) ? "zh" : "en"}>${text}</q></p>`,
    )}
  </section>`;
}

function Comment({ row }) {
  const field = useRef(null);
  const was = useRef(row.comment);
  const keep = () => {
    if (field.current && field.current.value.trim() !== row.comment) actions.comment(row.id, field.current.value, was.current);
  };
  const key = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") field.current.value = row.comment;
    if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey)) {
      event.preventDefault();
      document.getElementById("grid").focus();
    }
  };
  return html`<section>
    <h2><label for="comment">${t("comment")}</label></h2>
    <textarea id="comment" rows="2" ref=${field} onFocus=${() => (was.current = row.comment)} onBlur=${keep} onKeyDown=${key} defaultValue=${row.comment}></textarea>
  </section>`;
}

function Terms({ told }) {
  if (!told.terms.length) return null;
  return html`<section>
    <h2>${t("terms")}</h2>
    <dl class="terms">
      ${told.terms.map(
        (term) => html`<div class=${term.both ? "both" : "alone"}>
          <dt lang="zh">${term.zh}</dt>
          <dd><span lang="en">${term.en}</span> <small>${term.both ? "✔" : t("oneSide")} ${term.base}</small></dd>
        </div>`,
      )}
    </dl>
  </section>`;
}

function Memory({ told, row }) {
  const name = model.session.value?.project?.memory;
  if (!name) return null;
  const side = row.zh.length ? "en" : "zh";
  const target = row[side].length === 1 ? row[side][0] : null;
  return html`<section>
    <h2>${t("memory")}</h2>
    ${told.memory.length === 0 && html`<p class="quiet">${t("noMatches")}</p>`}
    <ul class="matches">
      ${told.memory.map(
        (match) => html`<li>
          <b>${match.score}</b> <span lang=${match.side}>${match.source}</span>
          <p lang=${match.side === "zh" ? "en" : "zh"}>${match.target}</p>
          <small>${match.origin} · ${t(`status.${match.status}`)}${match.same ? ` · ${t("same")}` : ""}</small>
          ${target && !match.same && html`<button type="button" onClick=${() => actions.save(target.id, match.target)}>${t("useText")}</button>`}
        </li>`,
      )}
    </ul>
  </section>`;
}

function Around({ told }) {
  return html`<section>
    <h2>${t("around")}</h2>
    ${["zh", "en"].map((side) => {
      const { segments, page, place } = told.around[side];
      const where = [page && place !== `page ${page}` ? t("page", { n: page }) : "", place && (translated(place) ?? place)].filter(Boolean).join(" · ");
      return (
        segments.length > 0 &&
        html`<p class="around" lang=${side}>
          ${segments.map(([, , text, own]) => html`<span class=${own ? "own" : ""}>${text}${side === "en" ? " " : ""}</span>`)}
        </p>
        ${where && html`<p class="quiet">${where}</p>`}`
      );
    })}
  </section>`;
}

const HEADINGS = new Set(["heading", "title"]);
const MOST = 400;

const outline = computed(() => model.rows.value.filter((row) => HEADINGS.has(row.kind)).slice(0, MOST));

function Outline() {
  const headings = outline.value;
  if (!headings.length) return null;
  return html`<section>
    <details>
      <summary>${t("outline")}</summary>
      <ul class="outline">
        ${headings.map((row) => {
          const side = row.zh.length ? "zh" : "en";
          return html`<li>
            <button type="button" lang=${side} onClick=${() => model.focusOn(row)}>
              ${row[side].map((s) => s.text).join(" ").slice(0, 60)}
            </button>
          </li>`;
        })}
      </ul>
    </details>
  </section>`;
}
