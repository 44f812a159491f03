// A draft, coloured by what the memory has for each of its sentences.
import { ask, h, marked } from "./dom.js";
import { names } from "./lines.js";
import { t } from "./words.js";

const at = (id) => document.getElementById(id);
const KINDS = ["exact", "near", "fuzzy", "new"];
const kindOf = (match) => (!match ? "new" : match.score >= 100 ? "exact" : match.score >= 95 ? "near" : "fuzzy");
let ready = false;
let turn = 0;

export function startDraft() {
  if (ready) return;
  ready = true;
  at("given").addEventListener("submit", (event) => {
    event.preventDefault();
    lookUp(at("text").value);
  });
  at("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("given").requestSubmit();
  });
}

export function showDraft() {
  at("text").focus();
}

async function lookUp(text) {
  const mine = ++turn;
  const letters = [...text];
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  at("coloured").replaceChildren();
  at("match").replaceChildren();
  at("progress").classList.remove("fault");
  let done = 0;
  let language = null;
  try {
    while (done < letters.length) {
      at("progress").textContent = t("looking", { done: Math.round((100 * done) / letters.length) });
      const found = await ask("/api/draft", { text: letters.slice(done).join(""), lang: language });
      if (mine !== turn) return;
      language ??= found.lang;
      at("coloured").lang = language;
      let end = 0;
      for (const segment of found.segments) {
        at("coloured").append(letters.slice(done + end, done + segment.start).join(""));
        const own = letters.slice(done + segment.start, done + segment.end).join("");
        at("coloured").append(piece(own, segment.match, language));
        counts[kindOf(segment.match)] += 1;
        end = segment.end;
      }
      at("coloured").append(letters.slice(done + end, done + found.rest).join(""));
      done += found.rest;
      legend(counts);
      if (!found.rest) break;
    }
    at("progress").textContent = "";
  } catch (error) {
    at("progress").textContent = error.message;
    at("progress").classList.add("fault");
  }
}

function piece(text, match, language) {
  const kind = kindOf(match);
  if (!match) return h("span", { class: kind, title: t("new") }, text);
  return h("button", {
    type: "button", class: kind, title: `${match.score}%`,
    onclick: (event) => {
      at("coloured").querySelector("[aria-pressed]")?.removeAttribute("aria-pressed");
      event.currentTarget.setAttribute("aria-pressed", "true");
      show(match, language);
    },
  }, text);
}

function show(match, language) {
  at("match").replaceChildren(
    h("h2", {}, t("match_of", { score: match.score })),
    h("p", { class: "text", lang: language }, marked(match.source, match.source_marks)),
    h("p", { class: "text", lang: language === "zh" ? "en" : "zh" }, marked(match.target, match.marks)),
    h("p", { class: "about" }, match.id ? h("a", { href: `/?unit=${match.id}` }, `#${match.id}`) : null, h("span", { title: match.origin }, names(match.origin))),
  );
}

function legend(counts) {
  at("legend").hidden = false;
  at("legend").replaceChildren(
    ...KINDS.map((kind) => h("li", {}, h("span", { class: kind }, t(kind)), " ", h("b", {}, String(counts[kind])))),
  );
}
