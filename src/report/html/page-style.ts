/** Style of the page: light, dark, phone, print. */
export const pageStyle = String.raw`
:root{color-scheme:light;--bg:#f5f6f8;--card:#fff;--ink:#15202b;--soft:#5b6875;--faint:#8a96a3;--line:#e1e5ea;--hover:#eef2f6;--accent:#3155d9;--accent-soft:#e8edff;
--red:#c8322b;--red-soft:#fdeceb;--amber:#a86400;--amber-soft:#fff3dd;--teal:#0b7a75;--teal-soft:#e0f4f2;--grey:#66727f;--grey-soft:#eceff2;--green:#1c7f45;--green-soft:#e2f5e9;
--s-done:#2f9e63;--s-automatic:#4f74f0;--s-marker:#e0a021;--s-manual:#e0584a;--s-ignored:#b3bcc6;--code:#f4f6f9;--shadow:0 1px 2px rgba(20,30,45,.05),0 8px 24px -16px rgba(20,30,45,.25);
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono","Noto Sans Mono CJK SC",monospace}
html[data-theme=dark]{color-scheme:dark;--bg:#0f141a;--card:#171e26;--ink:#e7edf3;--soft:#a3b0bd;--faint:#7b8794;--line:#28323d;--hover:#1f2832;--accent:#8fa8ff;--accent-soft:#212c4a;
--red:#ff8d84;--red-soft:#3a201f;--amber:#f2bd62;--amber-soft:#37290f;--teal:#5fd3cb;--teal-soft:#12312f;--grey:#a3b0bd;--grey-soft:#252e38;--green:#6ed79a;--green-soft:#163423;
--s-done:#3fae74;--s-automatic:#6f8ff5;--s-marker:#d9a437;--s-manual:#e2695c;--s-ignored:#55616d;--code:#10161d;--shadow:none}
*{box-sizing:border-box}
html{scroll-padding-top:72px}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 var(--sans);-webkit-text-size-adjust:100%}
button,input,select{font:inherit;color:inherit}
button{cursor:pointer}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre,.mono{font-family:var(--mono);font-size:.87em;unicode-bidi:isolate;direction:ltr}
h1,h2,h3{line-height:1.25;margin:0;letter-spacing:-.01em}
h2{font-size:18px}
.wrap{max-width:1240px;margin:0 auto;padding:0 24px}
.bar{position:sticky;top:0;z-index:20;background:var(--card);border-bottom:1px solid var(--line)}
.bar .wrap{display:flex;align-items:center;gap:20px;height:56px}
.brand{font-weight:700;white-space:nowrap;display:flex;align-items:center;gap:9px}
.brand i{width:18px;height:18px;border-radius:5px;background:linear-gradient(135deg,#3155d9,#15a39a);display:block}
.tabs{display:flex;gap:2px;overflow-x:auto;scrollbar-width:none;flex:1;height:100%}
.tabs::-webkit-scrollbar{display:none}
.tabs a{display:flex;align-items:center;gap:6px;padding:0 12px;color:var(--soft);text-decoration:none;white-space:nowrap;border-bottom:2px solid transparent;font-weight:500}
.tabs a:hover{color:var(--ink)}
.tabs a[aria-current=page]{color:var(--ink);border-color:var(--accent)}
.tabs b{font-size:12px;font-weight:600;color:var(--soft);background:var(--grey-soft);border-radius:9px;padding:0 7px}
.tools{display:flex;gap:6px}
.tool{border:1px solid var(--line);background:var(--card);border-radius:8px;height:34px;min-width:34px;padding:0 10px;font-size:13px;font-weight:500;white-space:nowrap}
.tool:hover{background:var(--hover)}
main.wrap{padding-top:28px;padding-bottom:64px}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);padding:22px 24px;margin-bottom:20px;min-width:0}
.card>h2{margin-bottom:4px}
.lead{color:var(--soft);margin:0 0 16px}
.hero{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:28px;align-items:center;padding:30px 32px}
.hero h1{font-size:30px}
.status{display:inline-flex;align-items:center;gap:8px;font-weight:600;font-size:13px;border-radius:20px;padding:4px 12px;margin-bottom:12px}
.status:before{content:"";width:8px;height:8px;border-radius:50%;background:currentColor}
.status.bad{background:var(--red-soft);color:var(--red)}.status.url{background:var(--amber-soft);color:var(--amber)}.status.good{background:var(--green-soft);color:var(--green)}
.meta{color:var(--soft);font-size:13px;margin-top:12px;display:flex;flex-wrap:wrap;gap:4px 16px}
.meta code{overflow-wrap:anywhere}
.ring{width:136px;height:136px;flex:none}
.ring circle{fill:none;stroke-width:11}
.ring .under{stroke:var(--grey-soft)}.ring .over{stroke:var(--s-done);stroke-linecap:round}
.ring text{text-anchor:middle;fill:var(--ink);font-weight:700;font-size:27px}.ring .small{font-size:11.5px;font-weight:500;fill:var(--soft)}
.kpis{display:grid;grid-template-columns:repeat(5,1fr);gap:14px;margin-bottom:20px}
.kpi{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:16px 18px;box-shadow:var(--shadow);text-align:left;text-decoration:none;color:inherit;display:block}
a.kpi:hover{border-color:var(--accent)}
.kpi b{display:block;font-size:27px;line-height:1.15;font-variant-numeric:tabular-nums}
.kpi span{color:var(--soft);font-size:13px}.kpi small{display:block;color:var(--faint);font-size:12px}
.kpi.bad b{color:var(--red)}
.stack{display:flex;height:12px;border-radius:6px;overflow:hidden;background:var(--grey-soft);gap:1px}
.stack i{display:block;min-width:2px}
.i-done{background:var(--s-done)}.i-automatic{background:var(--s-automatic)}.i-marker{background:var(--s-marker)}.i-manual{background:var(--s-manual)}.i-ignored{background:var(--s-ignored)}.i-info{background:var(--s-ignored);opacity:.6}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin-top:12px;font-size:13px;color:var(--soft)}
.legend span{display:flex;gap:6px;align-items:center}.legend i{width:10px;height:10px;border-radius:3px}
.rules{display:grid;gap:2px}
.rule{display:grid;grid-template-columns:minmax(0,5fr) 92px minmax(80px,4fr) 64px;gap:16px;align-items:center;padding:9px 10px;margin:0 -10px;border-radius:9px;text-decoration:none;color:inherit}
.rule:hover{background:var(--hover)}
.rule .name{min-width:0}.rule .name b{font-weight:550;display:block;overflow-wrap:anywhere}
.rule .name code{color:var(--faint)}
.rule .count{text-align:right;font-variant-numeric:tabular-nums;font-weight:600}.rule .count small{display:block;font-weight:400;color:var(--faint);font-size:12px}
.map{position:relative;border-radius:10px;overflow:hidden}
.map a{position:absolute;padding:8px 10px;overflow:hidden;border:1px solid var(--card);border-radius:8px;text-decoration:none;font-size:12.5px;line-height:1.3;color:var(--ink)}
.map a:hover{filter:brightness(.96)}html[data-theme=dark] .map a:hover{filter:brightness(1.2)}
.map b{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;font-weight:600}.map span{color:var(--soft)}
.map .mandatory{background:var(--red-soft);box-shadow:inset 0 3px var(--s-manual)}.map .potential{background:var(--amber-soft);box-shadow:inset 0 3px var(--s-marker)}.map .optional{background:var(--accent-soft);box-shadow:inset 0 3px var(--s-automatic)}.map .more{background:var(--grey-soft)}
.pill{display:inline-block;border-radius:6px;padding:1px 8px;font-size:12px;font-weight:600;white-space:nowrap;background:var(--grey-soft);color:var(--grey)}
.pill.mandatory,.pill.manual,.pill.unhandled{background:var(--red-soft);color:var(--red)}.pill.potential,.pill.marker,.pill.unsent{background:var(--amber-soft);color:var(--amber)}
.pill.optional,.pill.automatic{background:var(--accent-soft);color:var(--accent)}.pill.done,.pill.paired{background:var(--green-soft);color:var(--green)}
.grid2{display:grid;grid-template-columns:1fr 1fr;gap:20px}.grid2>.card{margin:0}
.scroll{overflow-x:auto;margin:0 -24px;padding:0 24px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:600;color:var(--soft);font-size:12.5px;text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line);white-space:nowrap}
td{padding:9px 12px 9px 0;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
td.n,th.n{text-align:right;padding-right:28px;font-variant-numeric:tabular-nums}
td code{overflow-wrap:anywhere}
th button{border:0;background:none;padding:0;font-weight:600;color:inherit}
.places{display:grid;gap:2px}.places a{text-decoration:none;overflow-wrap:anywhere}
.places a:hover{text-decoration:underline}
.filters{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:14px;align-items:center}
.filters input[type=search]{flex:1 1 240px;height:38px;border:1px solid var(--line);border-radius:9px;background:var(--card);padding:0 12px;min-width:0}
.filters select{height:38px;border:1px solid var(--line);border-radius:9px;background:var(--card);padding:0 8px;max-width:230px;min-width:0}
.chips{display:flex;flex-wrap:wrap;gap:6px;width:100%}
.chip{border:1px solid var(--line);background:var(--card);border-radius:18px;padding:3px 11px;font-size:13px;color:var(--soft)}
.chip b{font-weight:600;color:var(--ink);margin-left:4px}
.chip[aria-pressed=true]{background:var(--accent-soft);border-color:var(--accent);color:var(--ink)}
.split{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:20px;align-items:start}
.listbox{background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:auto;height:calc(100vh - 250px);min-height:360px;position:relative;box-shadow:var(--shadow)}
.spacer{position:relative}
.row{position:absolute;left:0;right:0;height:66px;padding:10px 16px;border-bottom:1px solid var(--line);cursor:pointer;overflow:hidden}
.row:hover{background:var(--hover)}
.row[aria-selected=true]{background:var(--accent-soft);box-shadow:inset 3px 0 var(--accent)}
.row .one{display:flex;gap:8px;align-items:center}.row .one b{font-weight:550;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0;flex:1}
.row .two{display:flex;gap:8px;color:var(--soft);font-size:13px;margin-top:3px}.row .two code{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0;flex:1}
.count-line{color:var(--soft);font-size:13px;margin-left:auto}
.detail{position:sticky;top:76px;max-height:calc(100vh - 96px);overflow:auto;margin:0}
.detail h2{font-size:19px;margin:10px 0 6px;overflow-wrap:anywhere}
.detail h3{font-size:13px;color:var(--soft);margin:18px 0 6px;font-weight:600}
.detail p{margin:0}
.detail .close{float:right;display:none}
pre{background:var(--code);border:1px solid var(--line);border-radius:9px;padding:11px 13px;margin:0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.55}
pre.minus{border-left:3px solid var(--s-manual)}pre.plus{border-left:3px solid var(--s-done);margin-top:6px}
.empty{color:var(--soft);padding:14px;margin:0;text-align:center}
.copy{float:right;margin:10px 10px 0 12px;position:relative}
dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:6px 20px;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.foot{color:var(--faint);font-size:13px;display:flex;flex-wrap:wrap;gap:8px 20px}
kbd{font-family:var(--mono);font-size:12px;border:1px solid var(--line);border-bottom-width:2px;border-radius:5px;padding:0 5px;background:var(--card)}
.printed{display:none}
.blockers{display:grid;gap:8px;list-style:none;margin:0;padding:0}
.blockers a{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:12px;align-items:center;padding:11px 14px;border:1px solid var(--line);border-radius:10px;text-decoration:none;color:inherit}
.blockers a:hover{border-color:var(--red)}.blockers b{font-weight:550}.blockers code{color:var(--soft)}
@media (max-width:900px){
.wrap{padding:0 16px}.bar .wrap{flex-wrap:wrap;height:auto;padding-top:10px;gap:8px 12px}.brand{flex:1}.tabs{order:3;flex:1 0 100%;height:44px;margin:0 -16px;padding:0 8px}
main.wrap{padding-top:16px}.hero{grid-template-columns:1fr;padding:22px 20px;gap:18px}.hero h1{font-size:24px}.ring{width:112px;height:112px;margin:0 auto}
.kpis{grid-template-columns:1fr 1fr;gap:10px}.kpis .kpi:first-child{grid-column:1/-1}.card{padding:18px 16px}.scroll{margin:0 -16px;padding:0 16px}
.rule{grid-template-columns:minmax(0,1fr) 52px;gap:4px 12px}.rule .stack{grid-column:1/-1;grid-row:2;height:8px}.rule .pill{display:none}
.grid2,.split{grid-template-columns:minmax(0,1fr)}.listbox{height:calc(100vh - 330px)}
.filters select{flex:1 1 44%}
.detail{display:none}.detail.open{display:block;position:fixed;inset:12vh 0 0 0;z-index:40;max-height:none;border-radius:18px 18px 0 0;box-shadow:0 0 0 100vh rgba(10,15,25,.45)}
.detail .close{display:block}.blockers a{grid-template-columns:minmax(0,1fr)}.blockers .pill{justify-self:start}
.wide-only{display:none}
table.stacked thead{display:none}table.stacked tr{display:block;padding:10px 0;border-bottom:1px solid var(--line)}table.stacked td{display:block;border:0;padding:2px 0;text-align:left}
table.stacked td[data-label]:before{content:attr(data-label);color:var(--soft);font-size:12px;display:block}table.stacked td:empty{display:none}}
@media print{.bar,.filters,.listbox,.detail,.tool,.foot{display:none!important}body{background:#fff;font-size:11pt}.card,.kpi{box-shadow:none;break-inside:avoid}main.wrap{padding:0}.printed{display:block}.split{display:block}
.kpis{grid-template-columns:repeat(5,1fr)}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@media (prefers-reduced-motion:no-preference){.over{transition:stroke-dashoffset .5s}}
`;
