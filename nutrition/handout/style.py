"""How the page of a handout looks, on a screen and on paper; in grey as clear as in colour."""

STYLE = """
:root { --ink: #1c2a2e; --teal: #0b5d6b; --muted: #55646a; --sand: #f4f1e8; --hair: #c9c2b0; }
* { box-sizing: border-box; }
body { font: 15px/1.45 Inter, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink);
  background: #fff; max-width: 52rem; margin: 2rem auto; padding: 0 1.2rem; overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
a { color: inherit; }
p { margin: 0.35rem 0; }
.kind { color: var(--teal); font-size: 0.8rem; font-weight: 600; letter-spacing: 0.12em;
  text-transform: uppercase; margin: 0; }
h1 { font-size: 2.3rem; line-height: 1.15; margin: 0.3rem 0 0.8rem; padding-bottom: 0.8rem;
  border-bottom: 3px solid var(--teal); }
h1.long { font-size: 1.4rem; }
h2 { color: var(--teal); font-size: 1.25rem; margin: 1.9rem 0 0.7rem; padding-bottom: 0.25rem;
  border-bottom: 1px solid var(--teal); break-after: avoid; }
h3.day { font-size: 1rem; background: var(--sand); padding: 0.25rem 0.6rem; border-radius: 3px;
  margin: 1.1rem 0 0.6rem; break-after: avoid; }
.small, dt, thead th { color: var(--muted); font-size: 0.85em; font-weight: 400; }
dl.about { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1.2rem; margin: 0; }
dd { margin: 0; }
.panel { background: var(--sand); border-radius: 5px; padding: 0.7rem 1rem; margin: 1.2rem 0; }
.panel .kind { font-size: 0.72rem; }
.standing { background: none; border: 1px solid; font-weight: 600; break-inside: avoid; }
.cites { color: var(--muted); font-size: 0.8em; }
.cites a { text-decoration: none; }
ul { padding: 0; margin: 0; list-style: none; }
ul.ticked > li, .bought li { padding-left: 1.5em; position: relative; margin: 0.3rem 0; }
ul.ticked > li::before, .bought li::before { content: ""; position: absolute; left: 0; top: 0.28em;
  width: 0.75em; height: 0.75em; border: 1.5px solid; border-radius: 2px; }
.across { columns: 2; column-gap: 1.8rem; }
.across.three { columns: 3; }
.meal, .bought { break-inside: avoid; margin: 0 0 0.8rem; display: inline-block; width: 100%; }
.named { margin: 0 0 0.25rem; display: flex; justify-content: space-between; }
.meal .named { border-bottom: 1px solid var(--hair); font-size: 0.95rem; }
.bought .named { color: var(--teal); font-size: 0.9rem; }
.meal li { padding-left: 0.9em; text-indent: -0.9em; font-size: 0.93em; }
.meal li::before { content: "•"; color: var(--teal); display: inline-block; width: 0.9em; text-indent: 0; }
.bought li { font-size: 0.93em; margin: 0.15rem 0; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.28rem 0.6rem 0.28rem 0; }
tr { break-inside: avoid; }
thead th { border-bottom: 1px solid var(--hair); }
.number { text-align: right; white-space: nowrap; }
.wide { width: 34%; }
.bar { position: relative; height: 0.95em; margin: 0.3em 0.4em 0.3em 0; background: var(--sand);
  border-radius: 2px; }
.bar i { position: absolute; left: 0; top: 0; bottom: 0; border: 1px solid var(--ink); border-radius: 2px; }
.bar b { position: absolute; top: -3px; bottom: -3px; border-left: 2px solid var(--ink);
  outline: 1px solid #fff; }
.bar b.limit { border-left-style: dotted; }
.met, .near, .within, .share { background: var(--teal); }
.short, .below {
  background: radial-gradient(circle, var(--ink) 0.7px, transparent 1px) 0 0 / 4px 4px #f0d9a8; }
.cannot-tell, .no-target { background: repeating-linear-gradient(135deg, var(--ink) 0 1px, #fff 1px 4px); }
.over, .above, .above-range { background: repeating-linear-gradient(0deg, #8a3324 0 3px, #fff 3px 4px); }
.legend span { white-space: nowrap; margin-right: 1rem; }
.legend i { display: inline-block; width: 1.6em; height: 0.8em; border: 1px solid var(--ink);
  border-radius: 2px; margin-right: 0.3em; }
.legend b { display: inline-block; height: 1em; border-left: 2px solid var(--ink); margin-right: 0.4em;
  vertical-align: -0.15em; }
.legend b.limit { border-left-style: dotted; }
.card { break-inside: avoid; border-left: 2px solid var(--ink); padding: 0.1rem 0 0.1rem 0.9rem;
  margin: 0.9rem 0; }
.card.act { border-left-width: 5px; }
.card.know { border-left-style: dotted; }
.card.urgent { border: 2px solid var(--ink); border-left-width: 7px; padding: 0.7rem 0.9rem; }
.badge { border: 1px solid var(--ink); border-radius: 3px; font-size: 0.78em; font-weight: 600;
  padding: 0.1em 0.45em; margin-right: 0.4em; }
.urgent .badge, .act .badge { background: var(--ink); color: #fff; }
ol { columns: 2; column-gap: 1.8rem; padding-left: 1.6rem; font-size: 0.78rem; line-height: 1.35; }
ol li { break-inside: avoid; margin-bottom: 0.2rem; }
@media (max-width: 40rem) { .across, .across.three, ol { columns: 1; } .wide { width: 24%; } }
@media print { body { font-size: 9.5pt; margin: 0; padding: 0; max-width: none; } h2 { margin-top: 1.2rem; }
  h1 { font-size: 22pt; } .across.three { columns: 3; } .across, ol { columns: 2; } .wide { width: 34%; } }
"""
