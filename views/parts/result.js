// What the day gives against what is needed: headline, notices, pinned nutrients, then all by group.

const sourceLink = (parent, title, href) => {
  if (!title) return;
  const link = add(parent, "a", "b12-source", title);
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener";
};

const badge = (parent, row) => {
  const node = add(parent, "span", `b12-badge b12-${row.status.replace(" ", "-")}`);
  add(node, "span", "", row.symbol).setAttribute("aria-hidden", "true");
  add(node, "span", "", row.word);
};

const bar = (parent, row) => {
  if (row.fill === null) return;
  const track = add(parent, "span", "b12-bar");
  track.setAttribute("aria-hidden", "true");
  add(track, "span", `b12-fill b12-${row.status.replace(" ", "-")}`).style.width = `${row.fill * 100}%`;
  if (row.target_at !== null) add(track, "span", "b12-target").style.left = `${row.target_at * 100}%`;
  if (row.limit_at !== null) add(track, "span", "b12-limit").style.left = `${row.limit_at * 100}%`;
};

const nutrient = (parent, row, place) => {
  const box = add(parent, "details", "b12-nutrient");
  box.dataset.id = `${place}-${row.id}`;
  const head = add(box, "summary");
  add(head, "span", "b12-label", row.label);
  badge(head, row);
  const figures = add(head, "span", "b12-figures");
  add(figures, "b", "", row.amount);
  add(figures, "span", "", ` ${row.target} ${row.percent ? `· ${row.percent}` : ""}`);
  add(head, "span", "b12-coverage", row.coverage);
  bar(head, row);
  const body = add(box, "div", "b12-facts");
  for (const fact of row.facts) sourceLink(add(body, "p", "", `${fact.text} `), fact.source, fact.link);
  if (!row.givers.length) return;
  add(body, "p", "b12-small", "Most of it comes from:");
  const list = add(body, "ul");
  for (const [name, amount] of row.givers) add(list, "li", "", `${name}: ${amount}`);
};

const notice = (parent, row) => {
  const box = add(parent, "details", `b12-notice b12-level-${row.level}`);
  box.dataset.id = `notice-${row.id}`;
  const head = add(box, "summary");
  add(head, "span", "b12-badge", row.word);
  add(head, "span", "", row.title);
  for (const [label, text] of row.parts) {
    const line = add(box, "p");
    add(line, "b", "", `${label} `);
    line.append(text);
  }
  for (const source of row.sources) sourceLink(add(box, "p"), source.title, source.link);
};

const headline = (root, row, data) => {
  const card = add(root, "div", "b12-headline");
  card.setAttribute("aria-live", "polite");
  add(card, "span", "b12-label", row.label);
  add(card, "span", "b12-total", row.amount);
  badge(card, row);
  add(card, "span", "b12-small", `${row.target} · ${row.coverage} · ${data.person}`);
  bar(card, row);
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".b12-result");
  const open = new Set([...root.querySelectorAll("details[open]")].map((box) => box.dataset.id));
  root.replaceChildren();
  headline(root, data.rows.find((row) => row.pinned === 1), data);
  for (const row of data.notices) notice(root, row);
  add(root, "p", "b12-small", data.scope);
  const pinned = data.rows.filter((row) => row.pinned > 1).sort((a, b) => a.pinned - b.pinned);
  for (const row of data.rows.filter((row) => row.pinned === 1).concat(pinned)) nutrient(root, row, "pin");
  for (const group of [...new Set(data.rows.map((row) => row.group))]) {
    const box = add(root, "details", "b12-group");
    box.dataset.id = `group-${group}`;
    const rows = data.rows.filter((row) => row.group === group);
    const head = add(box, "summary", "", group);
    add(head, "span", "b12-small", data.counts[group]);
    for (const row of rows) nutrient(box, row, "all");
  }
  for (const box of root.querySelectorAll("details")) if (open.has(box.dataset.id)) box.open = true;
}
