// Shared by our parts. What Python packed is JSON as bytes.
const unpack = (data) => JSON.parse(new TextDecoder().decode(data));

// A node with text (never markup: names are people's own words).
const add = (parent, tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
};

// A list of keyed parts: a part whose data changed is updated where it can be, else drawn again.
const drawParts = (root, parts) => {
  const old = new Map([...root.children].map((node) => [node.dataset.part, node]));
  const nodes = parts.map(({ key, data, draw, update }) => {
    const print = JSON.stringify(data);
    const kept = old.get(key);
    if (kept && kept.print !== print && update) { update(kept, data); kept.print = print; }
    if (kept && kept.print === print) return kept;
    const node = draw(data);
    node.dataset.part = key;
    node.print = print;
    return node;
  });
  if (nodes.length === root.children.length && nodes.every((node, i) => node === root.children[i])) return;
  root.replaceChildren(...nodes);
};

