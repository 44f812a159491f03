// Calls to the server.
import { faultText } from "./phrases.js";

export class Refusal extends Error {
  constructor(status, fault) {
    super(faultText(fault));
    this.status = status;
  }
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refusal(0, {});
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refusal(answer.status, { detail: answer.statusText, ...body });
  if (body === null) throw new Refusal(0, {}); // the server ended in the middle of its answer
  return body;
}

export const get = (path) => call(path);

// The name that a person gave here; it is in the journal beside each change.
export const who = () => localStorage.getItem("duizhao-who") ?? "";

export const post = (path, body = {}) =>
  call(path, {
    method: "POST",
    headers: { "content-type": "application/json", "duizhao-who": encodeURIComponent(who()) },
    body: JSON.stringify(body),
  });
