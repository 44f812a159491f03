// The words of the interface, in the language that the person chose.
const catalogues = {};
let language = "en";

export const chosen = () => {
  const kept = localStorage.getItem("duizhao-language");
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
};

// Take a language, and write its words wherever the page names them.
export async function speak(wanted) {
  catalogues[wanted] ??= await (await fetch(`/static/words/${wanted}.json`)).json();
  language = wanted;
  localStorage.setItem("duizhao-language", wanted);
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
  document.title = t("page_title");
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = t(each.dataset.word);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", t(each.dataset.label));
}

// A text of the interface; {name} in it is replaced by a value.
export function t(key, values = {}) {
  const text = catalogues[language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
