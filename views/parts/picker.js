// Foods that were found, each with an amount, a measure and a button that adds it.

// A preview while typing; what is added is worked out in Python from the same words.
const read = (amount) => {
  const [, whole = 0, top, under] = amount.trim().match(/^(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/) || [];
  return under ? Number(whole) + top / under : Number(amount.replace(",", "."));
};

const written = (figure, decimals) => figure.toLocaleString("en", {
  minimumFractionDigits: decimals, maximumFractionDigits: decimals,
});

const previewOf = (food, amount, measure) => {
  const count = read(amount);
  if (!(count >= 0)) return "";
  const grams = count * food.measures[measure];
  const of = (name, unit, decimals) => food[name] === null ? "not known"
    : `${food.least[name] ? "≥ " : ""}${written(food[name] * grams / 100, decimals)} ${unit}`;
  const energy = food.energy === null ? "energy not known" : of("energy", "kcal", 0);
  return `${written(grams, 0)} g · ${energy} · B12 ${of("b12", "µg", 1)}`;
};

const drawStar = (name, food, send) => {
  const star = add(name, "button", "b12-star", food.liked ? "★" : "☆");
  star.type = "button";
  star.title = food.liked ? "A favourite: it comes first when you search" : "Make it a favourite";
  star.setAttribute("aria-label", `Favourite: ${food.name}`);
  star.setAttribute("aria-pressed", food.liked);
  star.onclick = () => send({ do: "star", food: food.id, on: !food.liked });
};

const drawFood = (food, send) => {
  const row = document.createElement("form");
  row.className = "b12-found";
  const name = add(row, "span", "b12-name");
  drawStar(name, food, send);
  const card = add(name, "button", "b12-open", food.name);
  card.type = "button";
  card.title = "Everything known of it";
  card.onclick = () => send({ do: "look", food: food.id });
  for (const tag of food.tags) add(name, "small", "b12-tag", tag);
  const amount = add(row, "input", "b12-input b12-amount");
  amount.inputMode = "decimal";
  amount.value = food.amount;
  amount.setAttribute("aria-label", `How much ${food.name}`);
  const measure = add(row, "select", "b12-input");
  measure.setAttribute("aria-label", `Measure for ${food.name}`);
  for (const option of Object.keys(food.measures)) add(measure, "option", "", option);
  const preview = add(row, "span", "b12-figures");
  const show = () => { preview.textContent = previewOf(food, amount.value, measure.value); };
  amount.oninput = measure.onchange = show;
  show();
  const button = add(row, "button", "b12-add", "Add");
  button.setAttribute("aria-label", `Add ${food.name}`);
  row.onsubmit = (event) => {
    event.preventDefault();
    send({ food: food.id, amount: amount.value, measure: measure.value });
  };
  return row;
};

// A food that is still among those found keeps its row, and with it what was typed there.
export default function ({ data: packed, parentElement, setTriggerValue }) {
  const data = unpack(packed);
  const root = parentElement.querySelector(".b12-picker");
  const send = (chosen) => setTriggerValue("add", chosen);
  drawParts(root, data.foods.map((food) => ({ key: food.id, data: food, draw: () => drawFood(food, send) })));
}
