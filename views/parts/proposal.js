// The changes of a proposal, each with a button that takes it alone, and one that takes them all.

const drawChange = (change, index, send) => {
  const row = document.createElement("li");
  row.className = "b12-change";
  const words = add(row, "div", "");
  add(words, "b", "", change.text);
  if (change.reason) add(words, "div", "b12-small", change.reason);
  if (change.taken) { add(row, "span", "b12-badge b12-met", "✓ Accepted"); return row; }
  if (!change.can) return row;
  const button = add(row, "button", "b12-add", "Accept");
  button.type = "button";
  button.setAttribute("aria-label", `Accept: ${change.text}`);
  button.onclick = () => send({ change: index, text: change.text });
  return row;
};

export default function ({ data: packed, parentElement, setTriggerValue }) {
  const data = unpack(packed);
  const root = parentElement.querySelector(".b12-proposal");
  const send = (chosen) => setTriggerValue("accept", { ...chosen, proposal: data.number });
  drawParts(root, [
    {
      key: "changes",
      data: [data.number, data.changes],
      draw: () => {
        const list = document.createElement("ul");
        list.append(...data.changes.map((change, index) => drawChange(change, index, send)));
        return list;
      },
    },
    {
      key: "all",
      data: [data.number, data.all],
      draw: () => {
        const bar = document.createElement("div");
        if (!data.all) return bar;
        const button = add(bar, "button", "b12-add b12-all", data.all);
        button.type = "button";
        button.onclick = () => send({ change: "all", text: data.changes.map((change) => change.text).join("\n") });
        return bar;
      },
    },
  ]);
}
