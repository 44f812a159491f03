// What the program says of itself (reasons, notes, faults), in the language of the page.
import { html } from "./html.js";
import { language, phrases, t } from "./words.js";

const patterns = new WeakMap();

// Sentences and places are strung together by these.
const MARKS = [["; ", "semicolonSign"], [": ", "colon"], [", ", "comma"]];

// Templates with places, as expressions; those with more words of their own first.
function compiled(catalogue) {
  let found = patterns.get(catalogue);
  if (!found) {
    const plain = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    found = Object.entries(catalogue)
      .filter(([template]) => template.includes("{"))
      .sort(([a], [b]) => b.replace(/\{\w+\}/g, "").length - a.replace(/\{\w+\}/g, "").length)
      .map(([template, text]) => {
        const pieces = template.split(/\{(\w+)\}/);
        const pattern = pieces.map((piece, n) => (n % 2 ? `(?<${piece}>.+?)` : plain(piece)));
        return [new RegExp(`^${pattern.join("")}$`, "s"), text];
      });
    patterns.set(catalogue, found);
  }
  return found;
}

// The text in the language of the page, or null where nobody has translated it.
export function translated(text) {
  if (language.value === "en") return text;
  const catalogue = phrases.value;
  if (text in catalogue) return catalogue[text];
  for (const [pattern, template] of compiled(catalogue)) {
    const groups = text.match(pattern)?.groups;
    if (groups) return template.replace(/\{(\w+)\}/g, (_, name) => translated(groups[name]) ?? groups[name]);
  }
  for (const [mark, sign] of MARKS) {
    const parts = text.split(mark);
    const all = parts.length > 1 ? parts.map(translated) : [null];
    if (!all.includes(null)) return all.join(t(sign));
  }
  return null;
}

// The same to be shown: what is not translated is marked as English.
export function said(text) {
  const found = translated(text);
  return found ?? html`<span lang="en">${text}</span>`;
}

// A fault in one line: the file, what is wrong, and what mends it.
export function faultText({ detail = "", path = "", problem = "", mend = "" }) {
  if (language.value === "en" || !problem) return detail;
  const [what, how] = [problem, mend].map((part) => part && (translated(part) ?? part));
  return `${path ? `${path}${t("colon")}` : ""}${what}${how ? `${t("semicolonSign")}${how}` : ""}`;
}
