// Elements, and texts with places marked in them.
const EXCERPT = 300, AROUND = 120;
const make = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

// Python counts characters, JavaScript halves of those beyond the first 65,536.
const points = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : null);
const cut = (text, start, end) => {
  const list = points(text);
  return list ? list.slice(start, end).join("") : text.slice(start, end);
};
const size = (text) => (points(text) || text).length;

// Spans that touch are one; those inside others are left out.
function merged(spans) {
  const result = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result[result.length - 1];
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else if (!last || start !== last[0] || end !== last[1]) result.push([start, end]);
  }
  return result;
}

function marked(node, text, spans, whole) {
  const places = merged(spans);
  const length = size(text);
  let from = 0, to = length;
  if (!whole && length > EXCERPT) {
    const first = places.length ? places[0][0] : 0;
    const last = places.length ? Math.min(places[places.length - 1][1], first + 2 * EXCERPT) : EXCERPT - AROUND;
    from = first > AROUND ? first - AROUND : 0;
    to = Math.min(length, last + AROUND);
    // No English word is cut in two.
    if (from > 0) from += Math.max(0, cut(text, from, first).search(/(?<=\s)\S|[\u3000-\u9fff]/));
    if (to < length) to = last + Math.max(0, cut(text, last, to).search(/\s\S*$|[\u3000-\u9fff][^\u3000-\u9fff]*$/) + 1 || to - last);
    node.classList.add("cut");
  }
  if (from > 0) node.append(make("span", "more", "… "));
  let at = from;
  for (const [start, end] of places) {
    if (start >= to) break;
    node.append(cut(text, at, start));
    node.append(start === end ? make("span", "gap") : make("mark", "", cut(text, start, Math.min(end, to))));
    at = Math.min(end, to);
  }
  node.append(cut(text, at, to));
  if (to < length) node.append(make("span", "more", " …"));
}
