// The screen where a review begins.
import { useEffect, useState } from "preact/hooks";
import * as actions from "./actions.js";
import { get, post } from "./api.js";
import { html } from "./html.js";
import * as model from "./model.js";
import { t } from "./words.js";

const CHINESE = /(?:^|[._\-\s(])(zh|cn|chi|chinese|中文|中)(?:[._\-\s)]|$)/i;
const ENGLISH = /(?:^|[._\-\s(])(en|eng|english|英文|英)(?:[._\-\s)]|$)/i;
const nameOf = (path) => path.split(/[\\/]/).pop();
const isChinese = (path) => CHINESE.test(nameOf(path));
const isEnglish = (path) => ENGLISH.test(nameOf(path));

export function Opening() {
  const session = model.session.value;
  const [names, setNames] = useState({ zh: "", en: "", path: "" });
  const [folder, setFolder] = useState(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    get("/api/files").then(setFolder, () => {});
  }, []);
  const set = (key) => (event) => setNames({ ...names, [key]: event.target.value });

  const drop = async (event) => {
    event.preventDefault();
    setOver(false);
    await take([...event.dataTransfer.files]);
  };
  const take = async (list) => {
    if (!list.length) return;
    try {
      const files = await Promise.all(list.map(async (file) => ({ name: file.name, data: await encoded(file) })));
      const { paths } = await post("/api/dropped", { files });
      place(paths);
    } catch (error) {
      actions.say(error.message, "error");
    }
  };
  const place = (paths) => {
    if (paths.length === 1 && /\.(duizhao|tmx|xlf|xliff|csv|tsv|xlsx|jsonl|po)$/i.test(paths[0])) {
      actions.openAny({ path: paths[0] });
      return;
    }
    const [first, second] = paths;
    if (second) {
      const chineseFirst = isChinese(first) || !(isChinese(second) || isEnglish(first));
      setNames({ ...names, zh: chineseFirst ? first : second, en: chineseFirst ? second : first });
    } else setNames({ ...names, [isChinese(first) || (names.en && !names.zh) ? "zh" : "en"]: first });
  };
  const start = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const list = (name) => (given.get(name) ? [given.get(name)] : []);
    actions.openAny({
      zh: names.zh,
      en: names.en,
      level: given.get("level"),
      memory: given.get("memory"),
      termbase: list("termbase"),
      semicolon: given.has("semicolon"),
      srx: given.get("srx"),
    });
  };
  const busy = session.job && !session.job.error;
  return html`<main class="opening">
    <h1>${t("openTitle")}</h1>
    <${Progress} />
    <form
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
          <input class="unseen" type="file" multiple onChange=${(event) => take([...event.target.files])} />
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
  if (job.error) return html`<p class="told wrong" role="alert" lang="en">${job.error}</p>`;
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
