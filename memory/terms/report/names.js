// A table for each direction of a name: its renderings, how often, where, and what is wrong with them.
const SIDES = { zh: "Chinese", en: "English" };
const PLACES_SHOWN = 6, WRONG_SHOWN = 12;

function nameTable([zh, en, authority, directions], go) {
  const box = make("div", "names");
  for (const [language, bare, renderings] of directions) {
    const table = make("table");
    const caption = make("caption", "", `${language === "en" ? zh : en} in the ${SIDES[language]}`);
    caption.lang = language === "en" ? "zh" : "en";
    const head = make("tr");
    for (const title of ["rendering", "units", "", "where"]) head.append(make("th", "", title));
    const thead = make("thead");
    thead.append(head);
    const body = make("tbody");
    const most = Math.max(...renderings.map((r) => r[2]));
    const majority = renderings.length > 1 && renderings[0][2] > renderings[1][2];
    renderings.forEach(([text, status, count, reason, places], i) => {
      const row = make("tr", reason ? "wrong" : "");
      const first = make("td", "text", text);
      first.lang = language;
      const number = make("td", "count", count.toLocaleString("en"));
      const bar = make("i");
      bar.style.width = `${Math.max(4, (60 * count) / most)}px`;
      number.append(bar);
      const what = reason || status || "learned from these texts";
      const why = make("td", "why", i === 0 && majority ? `${what} · majority` : what);
      row.append(first, number, why, placeCell(places, count, reason, go));
      body.append(row);
    });
    if (bare) {
      const row = make("tr", "bare");
      row.append(make("td", "text", "nothing recognised"), make("td", "count", bare.toLocaleString("en")));
      row.append(make("td", "why", "a short form, a pronoun, or other words"), make("td"));
      body.append(row);
    }
    table.append(caption, thead, body);
    box.append(table);
  }
  box.append(make("p", "authority", authority ? `By the ${authority}.` : "Learned from these texts."));
  return box;
}

function placeCell(places, count, reason, go) {
  const cell = make("td", "places");
  const shown = Math.min(places.length, reason ? WRONG_SHOWN : PLACES_SHOWN);
  places.slice(0, shown).forEach((place, i) => {
    if (i) cell.append(", ");
    if (reason && go) {
      const link = make("button", "goto", place);
      link.type = "button";
      link.onclick = () => go(place);
      cell.append(link);
    } else cell.append(place);
  });
  const left = count - shown;
  if (left > 0) cell.append(` and ${left.toLocaleString("en")} more`);
  return cell;
}
