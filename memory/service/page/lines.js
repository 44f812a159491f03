// Lines of a concordance: the text in its context, its counterpart, and what may be done about it.
import { ask, h, marked } from "./dom.js";
import { t } from "./words.js";

const code = (side) => (side === "zh" ? "zh" : "en");
const other = (side) => (side === "zh" ? "en" : "zh");
// Documents by their names, without the folders of the machine that they were on.
export const names = (origin) => origin.split(" | ").map((path) => path.split(/[\\/]/).pop()).join(" | ");
export const who = () => document.getElementById("who").value.trim();

// A line as one list item; `again` is called when the unit has changed.
export function lineItem(line, side, again) {
  const item = h("li", { id: `u${line.id}`, class: line.status === "rejected" ? "rejected" : null });
  const link = h("a", { href: `/?unit=${line.id}`, title: t("permanent") }, `#${line.id}`);
  const rejected = line.status === "rejected";
  item.append(
    kwic(line, side),
    h("p", { class: "text", lang: code(other(side)) }, marked(line.target, line.target_spans)),
    h(
      "p", { class: "about" },
      link,
      line.year && h("span", {}, line.year),
      h("span", {}, t(line.status === "draft" ? "status_draft" : line.status)),
      h("span", { title: line.origin }, names(line.origin)),
      h("button", { type: "button", "aria-expanded": "false", onclick: (event) => {
        const whole = item.classList.toggle("whole");
        event.currentTarget.setAttribute("aria-expanded", String(whole));
      } }, t("whole")),
      h("button", { type: "button", onclick: () => editor(item, line.id, again) }, t("edit")),
      h("button", { type: "button", onclick: () => decide(item, line.id, rejected ? "checked" : "rejected", again) },
        t(rejected ? "restore" : "reject")),
    ),
  );
  return item;
}

function kwic(line, side) {
  const letters = [...line.source];
  const [start, end] = line.spans[0] ?? [0, 0];
  const before = letters.slice(0, start).join("");
  const after = letters.slice(end).join("");
  return h(
    "div", { class: "kwic", lang: code(side) },
    h("span", { class: "left" }, h("span", {}, before)),
    h("b", {}, letters.slice(start, end).join("")),
    h("span", {}, after),
  );
}

async function decide(item, id, status, again) {
  try {
    await ask("/api/status", { ids: [id], status, who: who() });
    await again(id);
  } catch (error) {
    fault(item, error);
  }
}

async function editor(item, id, again) {
  if (item.querySelector(".edit")) return;
  let unit;
  try {
    unit = await ask(`/api/units/${id}`);
  } catch (error) {
    fault(item, error);
    return;
  }
  const zh = h("textarea", { lang: "zh" }, unit.zh);
  const en = h("textarea", { lang: "en" }, unit.en);
  const form = h(
    "form", { class: "edit", onsubmit: async (event) => {
      event.preventDefault();
      try {
        const made = await ask(`/api/units/${unit.id}`, { zh: zh.value, en: en.value, who: who() });
        await again(made.id);
      } catch (error) {
        fault(item, error);
      }
    } },
    h("label", {}, t("chinese"), zh),
    h("label", {}, t("english"), en),
    h("p", {}, h("button", { class: "main" }, t("save")),
      h("button", { type: "button", onclick: () => form.remove() }, t("cancel"))),
  );
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) form.remove();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  item.append(form);
  zh.focus();
}

// The text that the person wrote stays in its fields.
function fault(item, error) {
  item.querySelector(".fault")?.remove();
  const said = error.status === 409 ? t("changed") : error.message;
  item.append(h("p", { class: "fault", role: "alert" }, said));
}

// In another order: by what stands to the left (read backwards) or right, or by rendering.
export function ordered(lines, order) {
  const key = {
    left: (line) => [...line.source].slice(0, line.spans[0]?.[0] ?? 0).reverse().join("").trim(),
    right: (line) => [...line.source].slice(line.spans[0]?.[1] ?? 0).join("").trim(),
    rendering: (line) => line.rendering || "\uffff",
  }[order];
  return key ? [...lines].sort((one, two) => key(one).localeCompare(key(two))) : lines;
}
