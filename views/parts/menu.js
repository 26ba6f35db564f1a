// A new plan: days and their meals, each of which can be kept, or made again.

const tool = (parent, name, label, click, pressed) => {
  const button = add(parent, "button", "b12-step", name);
  button.type = "button";
  button.setAttribute("aria-label", label);
  if (pressed !== undefined) button.setAttribute("aria-pressed", pressed);
  button.onclick = click;
};

const drawMeal = (meal, day, busy, send) => {
  const part = document.createElement("section");
  part.setAttribute("aria-label", `${meal.meal} on day ${day}`);
  const head = add(part, "header", "");
  add(head, "b", "", meal.meal);
  add(head, "span", "b12-small", [meal.at, meal.total].filter(Boolean).join(" · "));
  const list = add(part, "ul");
  for (const item of meal.items) add(list, "li", "", item);
  if (busy) return part;
  const where = { day, meal: meal.meal };
  const bar = add(part, "div", "b12-steps");
  tool(bar, meal.kept ? "✓ Kept" : "Keep", `Keep ${meal.meal} on day ${day}`, () => send({ do: "keep", ...where }), meal.kept);
  if (!meal.kept) tool(bar, "Another", `Another ${meal.meal} on day ${day}`, () => send({ do: "meal", ...where }));
  return part;
};

export default function ({ data: packed, parentElement, setTriggerValue }) {
  const data = unpack(packed);
  const root = parentElement.querySelector(".b12-menu");
  root.asked ??= 0;
  const send = (wish) => setTriggerValue("again", { ...wish, number: root.asked += 1 });
  drawParts(root, data.days.map((day) => ({
    key: `day-${day.day}`,
    data: [day, data.busy],
    draw: () => {
      const card = document.createElement("article");
      card.className = "b12-day";
      const head = add(card, "header", "");
      add(head, "h2", "", `Day ${day.day}`);
      add(head, "span", "b12-small", day.total);
      if (!data.busy) tool(head, "Another day", `Another day ${day.day}`, () => send({ do: "day", day: day.day, meal: "" }));
      card.append(...day.meals.map((meal) => drawMeal(meal, day.day, data.busy, send)));
      return card;
    },
  })));
}
