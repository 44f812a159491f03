// The words of the interface, in the language that the person chose.
import { filled, remember } from "./languages.js";

const catalogues = {};
let language = "en";

// Take a language, and write its words wherever the page names them.
export async function speak(wanted) {
  catalogues[wanted] ??= await (await fetch(`/static/words/${wanted}.json`)).json();
  language = wanted;
  remember(wanted);
  document.title = t("page_title");
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = t(each.dataset.word);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", t(each.dataset.label));
}

// A text of the interface; {name} in it is replaced by a value.
export function t(key, values = {}) {
  return filled(catalogues[language]?.[key] ?? key, values);
}
