// After "Go on" at the foot of a long step, the next one is shown from its beginning; so is a panel that opens.
export default function ({ data: packed, parentElement }) {
  const { step, first } = unpack(packed);
  const root = parentElement.querySelector(".b12-top");
  const turned = root.dataset.step ? root.dataset.step !== step : first;
  root.dataset.step = step;
  const show = () => { if (root.getBoundingClientRect().top < 0) root.scrollIntoView(); };
  if (turned) {
    show();
    setTimeout(show, 400); // what was drawn after it may have pushed it away again
  }
}
