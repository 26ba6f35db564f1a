// The plan as a table that is edited in place. Python stays the truth: every change is sent as an event,
// and what Python sends back is written into the rows that are there.

// How often a supplement is taken; a plan file may hold another number.
const OFTEN = {
  7: "every day", 6: "6 × a week", 5: "5 × a week", 4: "4 × a week", 3: "3 × a week", 2: "twice a week", 1: "once a week",
  0.5: "every 2 weeks", 0.23: "once a month",
};

// What may be asked twice: it sets something, and does so again where the first asking was lost with its planner.
const SET = ["amount", "measure", "often", "move", "meal", "time"];

const choice = (parent, id, label, css) => {
  const list = add(parent, "select", `b12-input ${css}`);
  list.dataset.id = id;
  list.setAttribute("aria-label", label);
  return list;
};

const offer = (list, options, chosen) => {
  const print = JSON.stringify(options);
  if (list.print !== print) {
    list.replaceChildren();
    for (const option of options) {
      const [value, text] = [option].flat();
      add(list, "option", "", text ?? value).value = value;
    }
    list.print = print;
  }
  list.value = chosen;
};

const field = (parent, id, label, type) => {
  const box = add(parent, "input", "b12-input");
  box.type = type || "text";
  box.dataset.id = id;
  box.setAttribute("aria-label", label);
  return box;
};

// Write what Python says, but not over what somebody is typing right now.
const write = (box, value) => {
  const typing = box === document.activeElement && box.value !== box.defaultValue && !box.sent;
  box.sent = false;
  box.defaultValue = value;
  if (!typing) box.value = value;
};

const drawItem = (row, send) => {
  const { item } = row;
  const change = (what, value) => send({ do: what, index: row.item.index, food: row.item.food, to: value });
  row.name = add(row, "span", "b12-name");
  add(row.name, "span", "", item.name);
  if (item.mark) add(row.name, "small", "b12-tag", item.mark);
  if (item.taken || item.often !== "7") {
    row.often = choice(row.name, `often-${item.index}`, `How often ${item.name}`, "b12-often");
    row.often.onchange = () => change("often", row.often.value);
  }
  row.amount = field(row, `amount-${item.index}`, `Amount of ${item.name}`);
  row.amount.inputMode = "decimal";
  row.amount.classList.add("b12-amount");
  row.amount.onchange = () => { row.amount.sent = true; change("amount", row.amount.value); };
  row.measure = choice(row, `measure-${item.index}`, `Measure of ${item.name}`, "");
  row.measure.onchange = () => change("measure", row.measure.value);
  row.figures = add(row, "span", "b12-figures");
  row.meal = choice(row, `meal-${item.index}`, `Meal of ${item.name}`, "b12-move");
  row.meal.onchange = () => change("move", row.meal.value);
  const remove = add(row, "button", "b12-remove", "×");
  remove.type = "button";
  remove.title = "Remove";
  remove.setAttribute("aria-label", `Remove ${item.name}`);
  remove.onclick = () => change("remove", "");
};

const updateItem = (row, [item, measures, meals, meal]) => {
  row.item = item;
  write(row.amount, item.amount);
  offer(row.measure, measures, item.measure);
  offer(row.meal, meals, meal);
  if (row.often) offer(row.often, Object.entries({ [item.often]: `${item.often} × a week`, ...OFTEN }).sort((a, b) => b[0] - a[0]), item.often);
  row.figures.textContent = `${item.grams} · ${item.energy} · B12 ${item.b12}`;
};

const drawSteps = ([can, tools, saved], send) => {
  const bar = document.createElement("div");
  bar.className = "b12-steps";
  for (const [step, name, sign, possible] of [["undo", "Undo", "↶", can.past], ["redo", "Redo", "↷", can.future], ["save", "Save a file", "⤓", true]]) {
    const button = add(bar, "button", "b12-step");
    button.type = "button";
    button.disabled = !possible;
    button.dataset.id = step;
    add(button, "span", "", sign).setAttribute("aria-hidden", "true");
    button.append(` ${name}`);
    button.onclick = () => send({ do: step });
  }
  for (const [tool, name] of tools) {
    const button = add(bar, "button", "b12-step b12-tool", name);
    button.type = "button";
    button.dataset.id = tool;
    button.onclick = () => send({ do: "open", to: tool });
  }
  if (saved) add(bar, "span", "b12-small b12-saved", saved).setAttribute("role", "status");
  return bar;
};

const download = ({ name, text }) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

const drawHead = (section, sitting, send) => {
  const head = add(section, "header", "");
  const { meal, at } = sitting;
  const name = field(head, `name-${meal}-${at}`, "Name of the meal");
  const time = field(head, `time-${meal}-${at}`, `Time of ${meal || "this meal"}`, "time");
  write(name, meal);
  write(time, at);
  name.onchange = () => { name.sent = true; send({ do: "meal", meal, at, to: name.value }); };
  section.total = add(head, "span", "b12-small b12-sum");
  time.onchange = () => { time.sent = true; send({ do: "time", meal, at, to: time.value }); };
};

export default function ({ data: packed, parentElement, setTriggerValue }) {
  const data = unpack(packed);
  const root = parentElement.querySelector(".b12-plan");
  root.edits ??= 0;
  const send = (edit) => setTriggerValue("edit", root.asked = { ...edit, number: root.edits += 1 });
  if (data.answered === root.asked?.number) root.asked = null;
  else if (root.page && root.page !== data.page && SET.includes(root.asked?.do)) setTriggerValue("edit", root.asked); // it was not heard
  root.page = data.page;
  const held = root.contains(document.activeElement) ? document.activeElement.dataset.id : null;

  const item = (one, meal) => ({
    key: `${one.index} ${one.food} ${one.taken || one.often !== "7"}`,
    data: [one, data.measures[one.food], data.meals, meal],
    draw: (now) => {
      const row = document.createElement("div");
      row.className = "b12-item";
      [row.item] = now;
      drawItem(row, send);
      updateItem(row, now);
      return row;
    },
    update: updateItem,
  });

  const fill = (section, sitting) => {
    section.total.textContent = sitting.total;
    drawParts(section.rows, sitting.items.map((one) => item(one, sitting.meal)));
  };

  drawParts(root, [{ key: "steps", data: [data.can, data.tools, data.saved], draw: (given) => drawSteps(given, send) }].concat(data.sittings.map((sitting) => ({
    key: `${sitting.at} ${sitting.meal}`,
    data: [sitting, data.meals, data.measures],
    draw: () => {
      const section = document.createElement("section");
      section.className = "b12-sitting";
      section.setAttribute("aria-label", sitting.meal || "Meal");
      drawHead(section, sitting, send);
      section.rows = add(section, "div");
      fill(section, sitting);
      return section;
    },
    update: (section, [now]) => fill(section, now),
  }))));

  if (data.file && root.saved !== data.answered) {
    root.saved = data.answered;
    download(data.file);
  }

  // What was sent and not taken gives way to what still holds.
  for (const box of root.querySelectorAll("input")) if (box.sent) write(box, box.defaultValue);

  // A row that moved was drawn anew: the keyboard stays where it was.
  if (held && !root.contains(document.activeElement)) {
    root.querySelector(`[data-id="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
}
