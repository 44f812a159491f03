// Elements and calls.
import { t } from "./words.js";

// An element of a tag with attributes and children; texts are texts, never markup.
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

// A text with the words at some places marked. Places count code points, as Python does.
export function marked(text, spans) {
  const letters = [...text];
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    parts.push(letters.slice(at, start).join(""), h("mark", {}, letters.slice(start, end).join("")));
    at = end;
  }
  return [...parts, letters.slice(at).join("")];
}

export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

// Words for what the service refuses; anything else is said as the service says it.
const FAULTS = {
  401: "no_token", 403: "not_from_here", 404: "no_unit", 413: "too_long", 414: "too_long", 421: "not_from_here",
  422: "not_understood", 429: "busy", 503: "busy", 504: "busy", 507: "disk_full",
};

// What the service answers to a question, or, with a body, to a change.
export async function ask(path, body) {
  const how = body && {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  };
  const answer = await fetch(path, how).catch(() => {
    throw new Refused(0, t("offline"));
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const detail = typeof content.detail === "string" ? content.detail : answer.statusText;
    const known = FAULTS[answer.status];
    throw new Refused(answer.status, known ? t(known) : detail);
  }
  return content;
}
