// The plan as a table that is edited in place. Python stays the truth: every change is sent as an event,
// and the table is drawn again from what Python sends back.

const choice = (parent, label, options, chosen) => {
  const list = add(parent, "select", "b12-input");
  list.setAttribute("aria-label", label);
  for (const option of options) add(list, "option", "", option).selected = option === chosen;
  return list;
};

const field = (parent, id, label, value, type) => {
  const box = add(parent, "input", "b12-input");
  box.type = type || "text";
  box.dataset.id = id;
  box.setAttribute("aria-label", label);
  box.defaultValue = box.value = value;
  return box;
};

// What somebody is typing right now must survive a redraw.
const keepTyping = (root, draw) => {
  const old = root.contains(document.activeElement) ? document.activeElement : null;
  const id = old && old.dataset.id;
  const typed = old && old.tagName === "INPUT" && old.value !== old.defaultValue && !old.dataset.sent ? old.value : null;
  draw();
  const now = id && root.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!now) return;
  if (typed !== null) now.value = typed;
  now.focus({ preventScroll: true });
  if (typed === null && now.select) now.select();
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".b12-plan");
  const send = (edit) => setTriggerValue("edit", edit);

  const draw = () => drawParts(root, data.sittings.map((sitting) => ({
    key: `${sitting.at} ${sitting.meal}`,
    data: [sitting, data.meals, sitting.items.map((item) => data.measures[item.food])],
    draw: () => drawSitting(sitting),
  })));

  const drawSitting = (sitting) => {
    const section = add(document.createElement("div"), "section", "b12-sitting");
    section.setAttribute("aria-label", sitting.meal || "Meal");
    const head = add(section, "header", "");
    const name = field(head, `meal-${sitting.meal}-${sitting.at}`, "Name of the meal", sitting.meal);
    const at = field(head, `at-${sitting.meal}-${sitting.at}`, `Time of ${sitting.meal || "this meal"}`, sitting.at, "time");
    name.onchange = () => { name.dataset.sent = 1; send({ do: "meal", meal: sitting.meal, at: sitting.at, to: name.value }); };
    at.onchange = () => { at.dataset.sent = 1; send({ do: "time", meal: sitting.meal, at: sitting.at, to: at.value }); };
    for (const item of sitting.items) drawItem(section, item, sitting);
    return section;
  };

  const drawItem = (section, item, sitting) => {
    const row = add(section, "div", "b12-item");
    const name = add(row, "span", "b12-name", item.name);
    if (item.often) add(name, "small", "b12-tag", item.often);
    if (item.mark) add(name, "small", "b12-tag", item.mark);
    const change = (what, value) => send({ do: what, index: item.index, food: item.food, to: value });
    const amount = field(row, `amount-${item.index}`, `Amount of ${item.name}`, item.amount);
    amount.inputMode = "decimal";
    amount.classList.add("b12-amount");
    amount.onchange = () => { amount.dataset.sent = 1; change("amount", amount.value); };
    const measure = choice(row, `Measure of ${item.name}`, data.measures[item.food], item.measure);
    measure.dataset.id = `measure-${item.index}`;
    measure.onchange = () => change("measure", measure.value);
    const figures = add(row, "span", "b12-figures");
    for (const text of [item.grams, item.energy, `B12 ${item.b12}`]) add(figures, "span", "", text);
    const meal = choice(row, `Meal of ${item.name}`, data.meals, sitting.meal);
    meal.dataset.id = `meal-${item.index}`;
    meal.classList.add("b12-move");
    meal.onchange = () => change("move", meal.value);
    const remove = add(row, "button", "b12-remove", "×");
    remove.type = "button";
    remove.title = "Remove";
    remove.setAttribute("aria-label", `Remove ${item.name}`);
    remove.onclick = () => change("remove", "");
  };

  keepTyping(root, draw);
}
