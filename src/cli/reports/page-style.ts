/**
 * The style of every HTML report. A report stands alone and may lie on any disk, so that it carries its style with it;
 * `page-style.test.ts` holds its colours to those of the site's theme.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #fbfbf9; --surface: #ffffff; --sunken: #f1f2f0; --ink: #15191d; --muted: #545c65; --line: #d5d9dc;
  --line-strong: #7c858e; --good: #0a664a; --caution: #7d4e00; --bad: #a1242c; --bad-ground: #fdf1f0; --note-ground: #eef4f9;
  --backend-webgpu: #0072b2; --backend-webgl: #b87500; --backend-wasm-simd: #008a64; --backend-wasm-threads: #b4558c;
  --heat: #0072b2; --heat-most: 46%;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111417; --surface: #181c20; --sunken: #20252a; --ink: #e8ebed; --muted: #a6afb8; --line: #333a41;
    --line-strong: #7d8790; --good: #5fcfa5; --caution: #e5b454; --bad: #f2938f; --bad-ground: #2c1a1b; --note-ground: #17242f;
    --backend-webgpu: #56b4e9; --backend-webgl: #e69f00; --backend-wasm-simd: #2fc096; --backend-wasm-threads: #e08fbf;
    --heat: #56b4e9; --heat-most: 38%;
  }
}
@media print {
  :root { color-scheme: light; }
  details > :not(summary) { display: block; }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.25rem clamp(0.75rem, 3vw, 2rem) 3rem; max-width: 72rem;
  background: var(--ground); color: var(--ink);
  font: 400 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
h1, h2, h3 { margin: 0; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
h2 { font-size: 1.25rem; font-weight: 600; }
h3 { font-size: 0.9375rem; font-weight: 600; }
p { margin: 0; max-width: 75ch; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.1rem; max-width: 75ch; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--muted); font-size: 0.8125rem; }
.lead { font-size: 1.25rem; line-height: 1.35; max-width: 60ch; }
header { display: grid; gap: 0.4rem; margin-bottom: 1.5rem; }
section { display: grid; gap: 1.25rem; padding-top: 1.25rem; margin-top: 1.75rem; border-top: 1px solid var(--line-strong); }
main > section:only-child { border-top: 0; margin-top: 0; padding-top: 0; }
section > *, figure { min-width: 0; }
.head { display: grid; gap: 0.35rem; }
.verdict { padding: 0.7rem 0.9rem; border-left: 4px solid var(--line-strong); background: var(--sunken); display: grid; gap: 0.35rem; }
.verdict.bad { border-color: var(--bad); background: var(--bad-ground); }
.verdict.good { border-color: var(--good); background: var(--note-ground); }
.verdict strong { font-weight: 600; }
nav ul { list-style: none; padding: 0; display: grid; gap: 0.15rem; }
a { color: inherit; }
figure { margin: 0; display: grid; gap: 0.5rem; }
figcaption { display: grid; gap: 0.1rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--backend-webgpu); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding-bottom: 0.3rem; }
th, td { padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: baseline; }
th { font-weight: 600; }
thead th { color: var(--muted); font-size: 0.8125rem; font-weight: 400; vertical-align: bottom; }
.number { text-align: end; white-space: nowrap; }
td .quiet { white-space: nowrap; }
tr.wrong td, tr.wrong th { color: var(--bad); }
.struck { text-decoration: line-through; }
tbody th { min-width: 9rem; }
td.words { min-width: 12rem; }
.bad { color: var(--bad); }
.good { color: var(--good); }
.caution { color: var(--caution); }
summary { cursor: pointer; color: var(--muted); font-size: 0.8125rem; }
details > div { margin-top: 0.5rem; }

.plot { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); column-gap: 1rem; }
.plot .name { align-self: center; padding: 0.15rem 0; overflow-wrap: anywhere; }
.plot .row { position: relative; min-height: 2rem; }
.plot .row > svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.plot .axis > svg { display: block; width: 100%; height: 100%; }
.plot svg { overflow: visible; }
.plot .axis { height: 1.4rem; }
.plot text { fill: var(--muted); font: 0.75rem system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); }
.plot .limit { stroke: var(--bad); stroke-dasharray: 4 3; }
.plot .one { stroke: var(--line-strong); }
@media (max-width: 34rem) {
  .plot { grid-template-columns: minmax(0, 1fr); }
  .plot .name { padding-top: 0.4rem; }
  .plot .row { min-height: 1.6rem; }
}
.key { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; color: var(--muted); font-size: 0.8125rem; list-style: none; padding: 0; max-width: none; }
.key svg { width: 1rem; height: 0.8rem; vertical-align: -0.05rem; margin-right: 0.3rem; overflow: visible; }

table.heat { border-collapse: separate; border-spacing: 2px; width: auto; min-width: 100%; }
table.heat th, table.heat td { border: 0; padding: 0.45rem 0.6rem; }
table.heat tbody th { padding-left: 0; min-width: 9rem; }
table.heat thead th:first-child { padding-left: 0; }
table.heat td .quiet { color: var(--ink); }
table.heat td { background: var(--sunken); white-space: nowrap; }
table.heat td.filled { background: color-mix(in srgb, var(--heat) calc(var(--heat-most) * var(--share)), var(--sunken)); }
table.heat td.best { outline: 2px solid var(--ink); outline-offset: -2px; }
table.heat td.chosen-column, table.heat th.chosen-column { border-bottom: 3px solid var(--ink); }
`;
