// The words of the interface, in the language that the person chose.
import { signal } from "@preact/signals";

export const LANGUAGES = { en: "English", zh: "中文" };

const kept = () => {
  const told = localStorage.getItem("duizhao-language");
  return told in LANGUAGES ? told : navigator.language.startsWith("zh") ? "zh" : "en";
};

export const language = signal(kept());
const catalogues = signal({});
// English sentences of the program, with their translations.
export const phrases = signal({});

export async function loadWords(wanted = language.value) {
  if (!catalogues.value[wanted]) {
    const answer = await fetch(`/static/words/${wanted}.json`);
    if (wanted !== "en") phrases.value = await (await fetch(`/static/phrases/${wanted}.json`)).json();
    catalogues.value = { ...catalogues.value, [wanted]: await answer.json() };
  }
  language.value = wanted;
  localStorage.setItem("duizhao-language", wanted);
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
}

// A text of the interface; {name} in it is replaced by a value.
export function t(key, values = {}) {
  const text = catalogues.value[language.value]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
