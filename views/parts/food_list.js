// Foods in their order, each a button that opens its card, with a figure and a bar where there is one.

const drawRow = (food, send) => {
  const row = add(document.createElement("ol"), "li", "b12-rank");
  const button = add(row, "button", "b12-open", food.name);
  button.onclick = () => send({ food: food.id });
  add(row, "b", "", food.figure);
  const about = add(row, "span", "b12-small", food.about);
  if (food.mark) add(about, "span", "b12-tag", food.mark);
  add(row, "span", "b12-small", food.share);
  if (food.fill === null) return row;
  const bar = add(row, "span", "b12-bar");
  bar.ariaHidden = "true";
  add(bar, "span", "b12-fill").style.width = `${food.fill * 100}%`;
  if (food.target_at !== null) add(bar, "span", "b12-target").style.left = `calc(${food.target_at * 100}% - 2px)`;
  return row;
};

export default function ({ data: packed, parentElement, setTriggerValue }) {
  const data = unpack(packed);
  const root = parentElement.querySelector(".b12-foods");
  const list = root.querySelector("ol") || add(root, "ol", "");
  const send = (chosen) => setTriggerValue("open", chosen);
  list.setAttribute("aria-label", data.label);
  drawParts(list, data.rows.map((food) => ({ key: food.id, data: food, draw: () => drawRow(food, send) })));
}
