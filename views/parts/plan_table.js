// The plan as a table that is edited in place. Python stays the truth: every change is sent as an event,
// and what Python sends back is written into the rows that are there.

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
    for (const option of options) add(list, "option", "", option);
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
  for (const tag of [item.often, item.mark]) if (tag) add(row.name, "small", "b12-tag", tag);
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
  row.figures.textContent = `${item.grams} · ${item.energy} · B12 ${item.b12}`;
};

const drawHead = (section, sitting, send) => {
  const head = add(section, "header", "");
  const { meal, at } = sitting;
  const name = field(head, `name-${meal}-${at}`, "Name of the meal");
  const time = field(head, `time-${meal}-${at}`, `Time of ${meal || "this meal"}`, "time");
  write(name, meal);
  write(time, at);
  name.onchange = () => { name.sent = true; send({ do: "meal", meal, at, to: name.value }); };
  time.onchange = () => { time.sent = true; send({ do: "time", meal, at, to: time.value }); };
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".b12-plan");
  root.edits ??= 0;
  const send = (edit) => setTriggerValue("edit", { ...edit, number: root.edits += 1 });
  const held = root.contains(document.activeElement) ? document.activeElement.dataset.id : null;

  const item = (one, meal) => ({
    key: `${one.index} ${one.food} ${one.often}`,
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

  const fill = (section, sitting) => drawParts(section.rows, sitting.items.map((one) => item(one, sitting.meal)));

  drawParts(root, data.sittings.map((sitting) => ({
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
    update: (section) => fill(section, sitting),
  })));

  // What was sent and not taken gives way to what still holds.
  for (const box of root.querySelectorAll("input")) if (box.sent) write(box, box.defaultValue);

  // A row that moved was drawn anew: the keyboard stays where it was.
  if (held && !root.contains(document.activeElement)) {
    root.querySelector(`[data-id="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
}
