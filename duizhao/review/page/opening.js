// The screen where a review begins.
import { useEffect, useRef, useState } from "preact/hooks";
import * as actions from "./actions.js";
import { get, post } from "./api.js";
import { html } from "./html.js";
import * as model from "./model.js";
import { faultText } from "./phrases.js";
import { t } from "./words.js";

const MOST_BYTES = 150e6;
const isShown = ({ name }) => !name.split("/").some((part) => part.startsWith("."));

// The files that were dropped, those of folders with their paths; hidden ones left out.
async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
  const given = [...transfer.files];
  if (!entries.length || entries.includes(null)) return given.map((file) => ({ name: file.name, file })).filter(isShown);
  return (await Promise.all(entries.map((entry) => filesOf(entry)))).flat().filter(isShown);
}

async function filesOf(entry, above = "") {
  const name = above + entry.name;
  if (entry.isFile) return [{ name, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
  const reader = entry.createReader();
  const inside = [];
  // A folder is given in parts.
  for (;;) {
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!part.length) break;
    inside.push(...part);
  }
  return (await Promise.all(inside.map((one) => filesOf(one, `${name}/`)))).flat();
}

export function Opening() {
  const session = model.session.value;
  const [names, setNames] = useState({ zh: "", en: "", path: "" });
  const [folder, setFolder] = useState(null);
  const [over, setOver] = useState(false);
  const form = useRef(null);
  useEffect(() => {
    get("/api/files").then(setFolder, () => {});
  }, []);
  const set = (key) => (event) => setNames({ ...names, [key]: event.target.value });

  const drop = async (event) => {
    event.preventDefault();
    setOver(false);
    await take(await droppedFiles(event.dataTransfer));
  };
  const take = async (list) => {
    const size = list.reduce((sum, { file }) => sum + file.size, 0);
    if (!list.length) actions.say(t("nothingDropped"), "warning");
    else if (size > MOST_BYTES) actions.say(t("tooMuch", { n: Math.ceil(size / 1e6) }), "error");
    else {
      try {
        const files = await Promise.all(list.map(async ({ name, file }) => ({ name, data: await encoded(file) })));
        const told = await post("/api/dropped", { files });
        if (told.path || told.paths) actions.openAny({ ...options(), ...told });
        else setNames((old) => ({ ...old, zh: told.zh || old.zh, en: told.en || old.en }));
      } catch (error) {
        actions.say(error.message, "error");
      }
    }
  };
  const chosen = (event) =>
    take([...event.target.files].map((file) => ({ name: file.webkitRelativePath || file.name, file })).filter(isShown));
  const options = () => {
    const given = new FormData(form.current);
    return {
      level: given.get("level"),
      memory: given.get("memory"),
      termbase: given.get("termbase") ? [given.get("termbase")] : [],
      semicolon: given.has("semicolon"),
      srx: given.get("srx"),
    };
  };
  const start = (event) => {
    event.preventDefault();
    actions.openAny({ zh: names.zh, en: names.en, ...options() });
  };
  const busy = session.job && !session.job.error;
  return html`<main class="opening">
    <h1>${t("openTitle")}</h1>
    <${Progress} />
    <form
      ref=${form}
      class=${`drop ${over ? "over" : ""}`}
      onSubmit=${start}
      onDragOver=${(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave=${() => setOver(false)}
      onDrop=${drop}
    >
      <p>${t("dropHere", { folder: session.folder })}</p>
      <p>
        <label class="button">${t("chooseFiles")}
          <input class="unseen" type="file" multiple onChange=${chosen} />
        </label>
        ${" "}
        <label class="button">${t("chooseFolder")}
          <input class="unseen" type="file" webkitdirectory onChange=${chosen} />
        </label>
      </p>
      <div class="fields">
        <label>${t("chinese")} <input value=${names.zh} onInput=${set("zh")} required list="files" autocomplete="off" /></label>
        <label>${t("english")} <input value=${names.en} onInput=${set("en")} required list="files" autocomplete="off" /></label>
        <datalist id="files">${folder?.files.map((name) => html`<option value=${name} />`)}</datalist>
        <label>${t("level")}
          <select name="level" value=${session.options.level}>
            ${session.levels.map((one) => html`<option value=${one}>${t(`level.${one}`)}</option>`)}
          </select>
        </label>
        <label>${t("memoryFile")} <input name="memory" defaultValue=${session.options.memory} list="files" autocomplete="off" /></label>
        <label>${t("termbase")} <input name="termbase" list="files" autocomplete="off" /></label>
        <label>${t("srx")} <input name="srx" list="files" autocomplete="off" /></label>
        <label class="check"><input type="checkbox" name="semicolon" /> ${t("semicolon")}</label>
      </div>
      <button class="main" disabled=${busy}>${t("do.open")}</button>
    </form>
    <section>
      <h2>${t("openOther")}</h2>
      <form
        class="fields"
        onSubmit=${(event) => {
          event.preventDefault();
          actions.openAny({ path: names.path });
        }}
      >
        <label>${t("projectOrPairs")} <input value=${names.path} onInput=${set("path")} required list="files" autocomplete="off" /></label>
        <button>${t("do.open")}</button>
      </form>
    </section>
    ${session.recent.length > 0 &&
    html`<section>
      <h2>${t("recent")}</h2>
      <ul class="recent">
        ${session.recent.map(
          (one) => html`<li>
            <button type="button" onClick=${() => actions.openAny({ path: one.path })}>${one.title}</button>
            <small>${one.path}</small>
          </li>`,
        )}
      </ul>
    </section>`}
  </main>`;
}

export function Progress() {
  const job = model.job.value ?? model.session.value?.job;
  if (!job) return null;
  if (job.error) return html`<p class="told wrong" role="alert">${faultText(job.error)}</p>`;
  if (!job.stage) return null;
  const known = job.total > 0;
  return html`<p class="progress" role="status">
    <label>${t(`stage.${job.stage}`)}
      <progress max=${known ? job.total : undefined} value=${known ? job.done : undefined}></progress>
    </label>
    ${known && job.total > 1 && html`<span>${job.done} / ${job.total}</span>`}
  </p>`;
}

const encoded = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
