// What the day gives against what is needed: headline, notices, pinned nutrients, then all by group.
// Behind an open line stand facts and foods; Python sends them for the lines that are open.

const sourceLink = (parent, title, href) => {
  if (!title) return;
  const link = add(parent, "a", "b12-source", title);
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener";
};

const kind = (row) => `b12-${row.status.replaceAll(" ", "-")}`;

const badge = (parent, row) => {
  const node = add(parent, "span", `b12-badge ${kind(row)}`);
  add(node, "span", "", row.symbol).setAttribute("aria-hidden", "true");
  add(node, "span", "", row.word);
};

const bar = (parent, row) => {
  if (row.fill === null) return;
  const track = add(parent, "span", "b12-bar");
  track.setAttribute("aria-hidden", "true");
  add(track, "span", `b12-fill ${kind(row)}`).style.width = `${row.fill * 100}%`;
  if (row.target_at !== null) add(track, "span", "b12-target").style.left = `${row.target_at * 100}%`;
  if (row.limit_at !== null) add(track, "span", "b12-limit").style.left = `${row.limit_at * 100}%`;
};

const facts = (box, behind) => {
  const body = add(box, "div", "b12-facts");
  if (!behind) { add(body, "p", "b12-small", "…"); return; }
  for (const fact of behind.facts) sourceLink(add(body, "p", "", `${fact.text} `), fact.source, fact.link);
  if (!behind.givers.length) return;
  add(body, "p", "b12-small", "Most of it comes from:");
  const list = add(body, "ul");
  for (const [name, amount] of behind.givers) add(list, "li", "", `${name}: ${amount}`);
};

// A <details> that tells what was opened; it is drawn open where it is already known to be.
const fold = (parent, id, css, opened, toggled) => {
  const box = add(parent, "details", css);
  box.open = opened.has(id);
  box.ontoggle = () => { if (box.open !== opened.has(id)) { opened[box.open ? "add" : "delete"](id); toggled(); } };
  return box;
};

const line = (box, row) => {
  const head = add(box, "summary");
  add(head, "span", "b12-label", row.label);
  badge(head, row);
  const figures = add(head, "span", "b12-figures");
  add(figures, "b", "", row.amount);
  add(figures, "span", "", ` ${row.target} ${row.percent ? `· ${row.percent}` : ""}`);
  add(head, "span", "b12-coverage", row.coverage);
  bar(head, row);
};

const headline = (box, row, person) => {
  const head = add(box, "summary");
  add(head, "span", "b12-label", row.label);
  const main = add(head, "span", "b12-line");
  main.setAttribute("aria-live", "polite");
  add(main, "span", "b12-total", row.amount);
  badge(main, row);
  add(head, "span", "b12-small", `${row.target} · ${row.coverage}`);
  bar(head, row);
  add(head, "span", "b12-small", `For ${person}. Open for sources and foods.`);
};

const notice = (row) => {
  const box = add(document.createElement("div"), "details", `b12-notice b12-level-${row.level}`);
  const head = add(box, "summary");
  add(head, "span", "b12-badge", row.word);
  add(head, "span", "", row.title);
  for (const [label, text] of row.parts) {
    const paragraph = add(box, "p");
    if (label) add(paragraph, "b", "", `${label} `);
    paragraph.append(text);
  }
  for (const source of row.sources) sourceLink(add(box, "p"), source.title, source.link);
  return box;
};

// Eaten and absorbed beside each other, one line per sitting; the bar is the part that is absorbed.
const uptake = (row) => {
  const box = add(document.createElement("div"), "details", "b12-uptake");
  box.open = true;
  add(add(box, "summary"), "b", "", row.line);
  if (row.rows.length) {
    const head = add(box, "div", "b12-taken b12-small");
    for (const name of ["Sitting", "Eaten", "Absorbed"]) add(head, "span", "", name);
  }
  for (const one of row.rows) {
    const line = add(box, "div", "b12-taken");
    const label = add(line, "span", "", one.label);
    if (one.often) add(label, "span", "b12-small", ` ${one.often}`);
    add(line, "span", "", one.eaten);
    const absorbed = add(line, "span", "", one.absorbed);
    add(absorbed, "span", "b12-small", ` (${one.span})`);
    const track = add(line, "span", "b12-bar");
    track.setAttribute("aria-hidden", "true");
    add(track, "span", "b12-fill").style.width = `${one.fill * 100}%`;
  }
  for (const text of [row.three, row.second]) if (text) add(box, "p", "", text);
  const more = add(box, "details", "b12-fold");
  add(more, "summary", "b12-small", row.notes.length ? `What changes this: ${row.notes.map((note) => note.title).join(" ")}` : "How this is known");
  for (const note of row.notes) {
    const line = add(more, "p", "");
    add(line, "b", "", `${note.title} `);
    line.append(`${note.text} `);
    for (const source of note.sources) sourceLink(add(more, "p"), source.title, source.link);
  }
  add(more, "p", "b12-small", "A model with a wide band; the page “B12 in your body” shows it. It rests on:");
  for (const source of row.sources) sourceLink(add(more, "p"), source.title, source.link);
  return box;
};

// On a phone the result lies below the meals; this line keeps the pinned nutrients in view.
const dock = (pinned) => {
  const node = add(document.createElement("div"), "div", "b12-dock");
  node.setAttribute("aria-hidden", "true");
  for (const row of pinned) {
    const item = add(node, "span", "");
    add(item, "b", "", row.short);
    item.append(` ${row.pinned === 1 ? row.amount : row.percent || row.amount} `);
    badge(item, row);
  }
  return node;
};

const VIEWS = { "": "Result", origin: "Where it comes from" };

const views = (chosen, choose) => {
  const bar = document.createElement("div");
  bar.className = "b12-views";
  for (const [view, label] of Object.entries(VIEWS)) {
    const button = add(bar, "button", "b12-view", label);
    button.type = "button";
    button.setAttribute("aria-pressed", view === chosen);
    button.onclick = () => choose(view);
  }
  return bar;
};

export default function ({ data: packed, parentElement, setStateValue }) {
  const data = unpack(packed);
  const root = parentElement.querySelector(".b12-result");
  root.opened ??= new Set();
  const opened = root.opened;
  const tell = () => setStateValue("opened", [...opened]);

  const nutrient = (row, draw, css, person) => ({
    key: `row ${row.id}`,
    data: [row, data.details[row.id], person],
    draw: () => {
      const box = fold(document.createElement("div"), row.id, css, opened, tell);
      draw(box, row, person);
      facts(box, data.details[row.id]);
      return box;
    },
  });

  const group = (name, rows) => ({
    key: `group ${name}`,
    data: [rows, rows.map((row) => data.details[row.id]), data.counts[name]],
    draw: () => {
      const box = fold(document.createElement("div"), name, "b12-group", opened, tell);
      const head = add(box, "summary", "", name);
      box.count = add(head, "span", "b12-small");
      box.lines = add(box, "div");
      fillGroup(box, name, rows);
      return box;
    },
    update: (box) => fillGroup(box, name, rows),
  });

  const fillGroup = (box, name, rows) => {
    box.count.textContent = data.counts[name];
    drawParts(box.lines, box.open ? rows.map((row) => nutrient(row, line, "b12-nutrient")) : []);
  };

  const pinned = data.rows.filter((row) => row.pinned).sort((a, b) => a.pinned - b.pinned);
  const lines = [
    ...data.notices.map((row) => ({ key: `notice ${row.id}`, data: row, draw: notice })),
    ...(data.uptake ? [{ key: "uptake", data: data.uptake, draw: uptake }] : []),
    { key: "scope", data: data.scope, draw: (text) => add(document.createElement("div"), "p", "b12-small", text) },
    ...pinned.slice(1).map((row) => nutrient(row, line, "b12-nutrient")),
    ...Object.keys(data.counts).map((name) => group(name, data.rows.filter((row) => row.group === name))),
    { key: "standing", data: data.standing, draw: (text) => add(document.createElement("div"), "p", "b12-small", text) },
  ];
  drawParts(root, [
    { key: "views", data: data.view, draw: (view) => views(view, (to) => setStateValue("view", to)) },
    nutrient(pinned[0], headline, "b12-headline", data.person),
    ...(data.view ? [] : lines),
    { key: "dock", data: pinned, draw: dock },
  ]);
}
