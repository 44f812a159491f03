// The words of the interface, in the language that the person chose.
import { signal } from "@preact/signals";
import { chosen, filled, remember } from "./languages.js";

export const language = signal(chosen());
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
  remember(wanted);
}

// A text of the interface; {name} in it is replaced by a value.
export function t(key, values = {}) {
  return filled(catalogues.value[language.value]?.[key] ?? key, values);
}
