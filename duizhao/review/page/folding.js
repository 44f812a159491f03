// Texts as find compares them: one script, one width, one case.
import { get } from "./api.js";

let simplified = new Map();

export async function loadFolding() {
  simplified = new Map(Object.entries(await get("/api/folding")));
}

const foldOne = (character) => {
  const plain = character.normalize("NFKC").toLowerCase();
  return simplified.get(plain) ?? plain;
};

export function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  return plain.replace(/[\u4e00-\u9fff]/g, (one) => simplified.get(one) ?? one);
}

// Places of a folded query in a text: [start, end) in characters of the text itself.
export function places(text, query) {
  if (!query) return [];
  let folded = "";
  const starts = [];
  let at = 0;
  for (const character of text) {
    const plain = foldOne(character);
    for (let n = 0; n < plain.length; n++) starts.push(at);
    folded += plain;
    at += character.length;
  }
  starts.push(at);
  const found = [];
  for (let n = folded.indexOf(query); n >= 0; n = folded.indexOf(query, n + query.length)) {
    found.push([starts[n], Math.max(starts[n + query.length], starts[n] + 1)]);
  }
  return found;
}
