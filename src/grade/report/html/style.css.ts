/** Blue and orange, which nearly everybody tells apart; each verdict has a sign and a word beside its colour. */
export const STYLE = `
:root { --good: #0a5ea8; --bad: #b84a00; --quiet: #6b6b6b; --line: #d4d4d4; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --good: #6db7ff; --bad: #ff9d5c; --quiet: #a0a0a0; --line: #444; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; border-top: 2px solid var(--line); padding-top: 1rem; }
h4 { margin: 1rem 0 0.25rem; } small { color: var(--quiet); font-weight: normal; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--quiet); }
th, td { padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); text-align: left; }
thead th { position: sticky; top: 0; background: Canvas; }
thead button { font: inherit; font-weight: bold; background: none; border: 0; padding: 0; cursor: pointer; color: inherit; }
thead th[aria-sort=ascending] button::after { content: " ▲"; } thead th[aria-sort=descending] button::after { content: " ▼"; }
:focus-visible { outline: 3px solid var(--good); outline-offset: 2px; }
.passed, .bar { color: var(--good); fill: var(--good); } .failed, .broken { color: var(--bad); } .blocked { color: var(--quiet); }
.checks { list-style: none; padding-left: 0; } .checks > li { border-left: 4px solid; padding-left: 0.75rem; margin: 0.5rem 0; }
.checks > li > * { color: CanvasText; } .checks .mark { color: inherit; font-weight: bold; } .checks small { color: var(--quiet); }
dl { display: grid; grid-template-columns: 6rem 1fr; margin: 0.25rem 0; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
pre { overflow-x: auto; font-size: 13px; line-height: 1.25; } svg { max-width: 100%; height: auto; font-size: 12px; }
svg text { text-anchor: middle; fill: CanvasText; } svg .left { text-anchor: start; } svg .track { fill: var(--line); }
details { border-bottom: 1px solid var(--line); } summary { padding: 0.5rem 0; cursor: pointer; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.tools[hidden] { display: none; } .tools { margin: 1rem 0; } .tools input { font: inherit; padding: 0.25rem; width: 20rem; }
@media print { details > * { display: block; } .tools { display: none; } body { max-width: none; margin: 0; } thead th { position: static; } }
`;
