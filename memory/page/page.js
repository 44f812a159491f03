"use strict";
(() => {
  const rows = [...document.querySelectorAll("article")];
  const find = document.getElementById("find");
  const nothing = document.getElementById("nothing");
  const texts = new Map();
  let here = null;

  const shown = (row) => row.offsetParent !== null;
  const check = () => { nothing.hidden = !rows.length || rows.some(shown); };

  const go = (row) => {
    if (!row) return;
    if (here) here.classList.remove("here");
    here = row;
    here.classList.add("here");
    here.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", "#" + here.id);
  };

  const step = (by, wanted) => {
    let at = here && shown(here) ? rows.indexOf(here) : (by > 0 ? -1 : rows.length);
    do { at += by; } while (rows[at] && !(shown(rows[at]) && wanted(rows[at])));
    go(rows[at]);
  };

  const text = (row) => {
    if (!texts.has(row)) {
      const parts = [...row.querySelectorAll(".text")].map((side) => side.textContent);
      texts.set(row, parts.join("\n").toLowerCase());
    }
    return texts.get(row);
  };

  let waiting = 0;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const wanted = find.value.trim().toLowerCase();
      for (const row of rows) row.classList.toggle("unfound", !text(row).includes(wanted));
      check();
    }, 120);
  });

  for (const choice of document.querySelectorAll("[name=show]")) {
    choice.addEventListener("change", check);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === find) {
      if (event.key === "Escape" || event.key === "Enter") find.blur();
      return;
    }
    const any = () => true;
    const doubt = (row) => row.classList.contains("doubt");
    const moves = { j: [1, any], k: [-1, any], n: [1, doubt], p: [-1, doubt] };
    if (event.key in moves) step(...moves[event.key]);
    else if (event.key === "/") find.focus();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest("article");
    if (row && !getSelection().toString()) go(row);
  });

  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.matches("article")) go(asked);
})();
