"""The report's style sheet: one file, no font or picture from elsewhere, light, dark and print."""

from __future__ import annotations

__all__ = ("STYLE",)

# Dense on purpose: it travels in every report.
# ruff: noqa: E501
STYLE = """
:root{color-scheme:light dark;
--paper:#fff;--ink:#17202a;--muted:#4c5864;--rule:#d4dae0;--soft:#f3f5f7;--accent:#1c4e84;
--fill:#2b5f94;--open:#fff;--rim:#173f68;--land:#fbfcfd;--sea:#e6ebf0;--border:#b4bfca;--county:#dde3e9;
--t10:#2b5f94;--t32:#2c6b5e;--sad:#85570f;--uscg:#5a4889;--onbar:#fff;
--bad:#a02c18;--warn:#765000;--good:#1f5f3b;--unsure:#54467f;--badbg:#fbeeeb;--warnbg:#fbf4e4;--goodbg:#eaf4ee;
--unsurebg:#f1eef8;--move:#48627d;--hatch:rgba(255,255,255,.62)}
@media (prefers-color-scheme:dark){:root{
--paper:#12171d;--ink:#e8ecf0;--muted:#aab5c0;--rule:#323c47;--soft:#1a2129;--accent:#93bfe9;
--fill:#4d86bf;--open:#12171d;--rim:#a9cbec;--land:#262f39;--sea:#171d24;--border:#4c5966;--county:#36414c;
--t10:#36699d;--t32:#2b7365;--sad:#8b5f19;--uscg:#665496;--onbar:#fff;
--bad:#f0978a;--warn:#e3b866;--good:#86cda3;--unsure:#bcb0e4;--badbg:#351c18;--warnbg:#322811;--goodbg:#162c20;
--unsurebg:#272239;--move:#8aa5c2;--hatch:rgba(18,23,29,.55)}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "Source Sans 3","Segoe UI",Roboto,
"Helvetica Neue","Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere}
.page{max-width:1128px;margin:0 auto;padding:0 24px 64px}
.skip{position:absolute;left:-999px;top:0;background:var(--ink);color:var(--paper);padding:.6rem 1rem;z-index:9}
.skip:focus{left:0}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
header.top{border-top:6px solid var(--accent);padding:28px 0 8px}
.eyebrow{margin:0;color:var(--muted);font-size:.82rem;letter-spacing:.08em;text-transform:uppercase}
h1{font-size:2.15rem;line-height:1.15;margin:.25rem 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.45rem;line-height:1.25;margin:0 0 .35rem;letter-spacing:-.005em}
h3{font-size:1.06rem;margin:1.6rem 0 .4rem}
p{margin:.4rem 0 .8rem;max-width:92ch}
.id{white-space:nowrap}
.meta{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:0;padding:0;list-style:none;color:var(--muted);font-size:.93rem}
.meta b{color:var(--ink);font-weight:600}
.bottomline{margin:1.2rem 0 0;padding:.9rem 1.1rem .95rem;background:var(--soft);border-left:4px solid var(--accent)}
.bottomline p{margin:.15rem 0;max-width:none}
.bottomline p:first-of-type{font-size:1.14rem;font-weight:600}
dl.figures{display:grid;grid-template-columns:repeat(3,1fr);gap:1px;margin:1.2rem 0 .6rem;
background:var(--rule);border:1px solid var(--rule)}
dl.figures>div{background:var(--paper);padding:.75rem .95rem .8rem}
dl.figures dt{color:var(--muted);font-size:.86rem}
dl.figures dd{margin:0}
dl.figures .value{font-size:1.72rem;line-height:1.2;font-weight:650;letter-spacing:-.015em;font-variant-numeric:tabular-nums}
dl.figures .more{color:var(--muted);font-size:.86rem;line-height:1.4;margin-top:.15rem}
nav.contents{margin:1.1rem 0 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);padding:.65rem 0 .7rem}
nav.contents h2{font-size:.82rem;letter-spacing:.08em;text-transform:uppercase;color:var(--muted);font-weight:600}
nav.contents ol{columns:4 190px;column-gap:24px;margin:.2rem 0 0;padding:0 0 0 1.4rem;font-size:.94rem}
nav.contents li{break-inside:avoid;padding:.1rem 0}
nav.contents a{line-height:1.75}
section.part{padding-top:2.6rem}
section.part>h2{padding-bottom:.35rem;border-bottom:2px solid var(--ink);margin-bottom:.7rem}
.lead{color:var(--muted)}
.scroll{overflow-x:auto;margin:.7rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.38;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:0 0 .4rem;font-size:.94rem}
th,td{text-align:left;vertical-align:top;padding:.34rem .6rem .36rem 0;border-bottom:1px solid var(--rule);
overflow-wrap:break-word;min-width:3.2rem;max-width:26rem}
th:last-child,td:last-child{padding-right:.15rem}
thead th{border-bottom:1.5px solid var(--ink);color:var(--muted);font-weight:600;vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:600;white-space:nowrap;max-width:17rem;overflow:hidden;text-overflow:ellipsis}
tbody th.w{white-space:normal}
.n{text-align:right;white-space:nowrap}th.n,td.n{padding-right:1rem}
th.n{text-align:right}
td.w{min-width:13rem}
.cut,.empty,.note{color:var(--muted);font-size:.875rem}
details{margin:.5rem 0 .9rem}
summary{cursor:pointer;color:var(--accent);padding:.25rem 0;min-height:24px;font-size:.93rem}
figure{margin:.9rem 0 .4rem}
figcaption{color:var(--muted);font-size:.875rem;margin:.35rem 0 0;max-width:none}
.drawing{overflow-x:auto}
.drawing svg{display:block;width:100%;height:auto;font-family:inherit}
.map{border:1px solid var(--rule)}
.badge{display:inline-block;padding:.02rem .45rem .05rem;border:1px solid currentColor;border-radius:3px;
font-size:.81rem;font-weight:600;white-space:nowrap;line-height:1.45}
.bad{color:var(--bad);background:var(--badbg)}.warn{color:var(--warn);background:var(--warnbg)}
.good{color:var(--good);background:var(--goodbg)}.unsure{color:var(--unsure);background:var(--unsurebg)}
.plainbadge{color:var(--muted)}
.nowrap{white-space:nowrap}.meter{display:inline-block;width:52px;height:.72em;border:1px solid var(--rim);margin-right:.5em;vertical-align:-.04em;
background:linear-gradient(var(--fill),var(--fill)) no-repeat left/var(--s) 100%}
.verdicts{display:flex;flex-wrap:wrap;gap:.5rem .9rem;list-style:none;margin:.6rem 0 1rem;padding:0}
article.finding{border-left:4px solid var(--rule);padding:.1rem 0 .2rem .9rem;margin:.9rem 0 1.1rem}
article.finding.prohibited{border-color:var(--bad)}article.finding.needs_authority{border-color:var(--warn)}
article.finding.unknown{border-color:var(--unsure)}article.finding.permitted{border-color:var(--good)}
article.finding h4{margin:0 0 .15rem;font-size:1rem;line-height:1.4;font-weight:600}
article.finding p{margin:.15rem 0}
article.required{margin:1.2rem 0 1.6rem}article.required h3{margin-bottom:.15rem}article.required .badge{font-weight:400;font-size:.82rem;vertical-align:.08em;margin-left:.3rem}
article.required .sides ul,article.required .sides ol{margin:.3rem 0 .2rem;padding-left:1.1rem}article.required .sides p{margin:.3rem 0}
.small{font-size:.875rem;color:var(--muted)}
blockquote{margin:.35rem 0;padding:.1rem 0 .1rem .8rem;border-left:2px solid var(--rule);max-width:92ch;font-size:.94rem}
q{quotes:"“" "”" "‘" "’"}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:1px;background:var(--rule);
border:1px solid var(--rule);margin:.4rem 0 1rem}
.sides>div{background:var(--paper);padding:.55rem .75rem}
.sides strong{display:block;font-size:1.02rem}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;margin:.3rem 0 .4rem;padding:0;font-size:.875rem;color:var(--muted)}
.key li{display:inline-flex;align-items:center;gap:.45em}
.key svg{width:26px;height:14px;flex:none}
ul.plain{padding-left:1.15rem;margin:.3rem 0 .9rem;max-width:80ch}
ul.plain li{margin:.2rem 0}
.tree{list-style:none;padding:0;margin:.4rem 0}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.875rem}
svg text{fill:var(--ink);font-size:12px}
.sea{fill:var(--sea)}.land{fill:var(--land);stroke:var(--border);stroke-width:.8}
.county{fill:none;stroke:var(--county);stroke-width:.7}.state{fill:none;stroke:var(--border);stroke-width:1.2}
svg .statename{fill:var(--muted);font-size:11.5px;letter-spacing:.08em;opacity:.75}
.need{fill:var(--open)}.filled{fill:var(--fill)}.rim{fill:none;stroke:var(--rim);stroke-width:1.5}
.home{fill:var(--ink);stroke:var(--land);stroke-width:1}.served{fill:var(--open);stroke:var(--rim);stroke-width:1.6}
.move{fill:none;stroke:var(--move);stroke-opacity:.42}.head{fill:var(--move);fill-opacity:.9}
svg .label{paint-order:stroke;stroke:var(--land);stroke-width:3.2px;stroke-linejoin:round}
.timeline .label{stroke:none}
svg .name{font-weight:600}svg .small{font-size:11px;fill:var(--muted)}svg .share{font-weight:600}
.leader{stroke:var(--muted);stroke-width:.9}.inset{fill:none;stroke:var(--border)}svg .note{font-size:11px;fill:var(--muted)}
.grid{stroke:var(--rule);stroke-width:.8}svg .tick{fill:var(--muted);font-size:11px}.rule{stroke:var(--rule)}
.today{stroke:var(--ink);stroke-width:1;stroke-dasharray:1.5 3}
.area{fill:var(--fill);fill-opacity:.14}.steps{fill:none;stroke:var(--fill);stroke-width:2}
.over{fill:url(#over)}.limit{stroke:var(--bad);stroke-width:2;stroke-dasharray:8 4}.limitend{stroke:var(--bad);stroke-width:2}
svg .limitname{fill:var(--bad);font-weight:600}svg .planname{fill:var(--accent);font-weight:600}
.report{fill:var(--ink);stroke:var(--paper);stroke-width:1}.report.open{fill:var(--paper);stroke:var(--ink);stroke-width:1.6}
.band{fill:none;stroke:var(--ink);stroke-width:1.6}
.asked{fill:var(--soft)}.askline{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 2}.fill{fill:var(--fill);fill-opacity:.5}
.bar{stroke:none}.bar.t10{fill:var(--t10)}.bar.t32{fill:var(--t32)}.bar.sad{fill:var(--sad)}.bar.uscg{fill:var(--uscg)}
.bar.fixed{stroke:var(--ink);stroke-width:1.6}
.reception{fill:url(#hatch)}.over-t32{fill:url(#rows)}.over-sad{fill:url(#dots)}.over-uscg{fill:url(#rows)}svg .barname{font-size:10.5px;fill:var(--onbar)}
@media (max-width:760px){.page{padding:0 16px 48px}h1{font-size:1.7rem}h2{font-size:1.28rem}
.drawing svg{min-width:820px}dl.figures{grid-template-columns:1fr 1fr}dl.figures .value{font-size:1.3rem}
dl.figures>div{padding:.6rem .7rem}}
@media (max-width:420px){dl.figures{grid-template-columns:1fr}}
@media print{@page{size:letter;margin:14mm 13mm}
:root{color-scheme:light;--paper:#fff;--ink:#000;--muted:#3d4650;--rule:#c3cad1;--soft:#f3f5f7;--accent:#1c4e84;
--fill:#2b5f94;--open:#fff;--rim:#173f68;--land:#fff;--sea:#e9edf1;--border:#a9b4bf;--county:#dde3e9;
--t10:#2b5f94;--t32:#2c6b5e;--sad:#85570f;--uscg:#5a4889;--bad:#a02c18;--warn:#765000;--good:#1f5f3b;--unsure:#54467f;
--badbg:#fff;--warnbg:#fff;--goodbg:#fff;--unsurebg:#fff;--move:#48627d;--hatch:rgba(255,255,255,.62)}
body{font-size:10.2pt;line-height:1.38;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.page{max-width:none;padding:0}.skip{display:none}header.top{padding-top:10px}h1{font-size:20pt}h2{font-size:14pt}
.scroll,.drawing{overflow:visible}table{font-size:8pt}th,td{padding:.2rem .4rem .22rem 0;min-width:0}
td.w{min-width:0}thead th,tbody th,.n{white-space:normal}
thead{display:table-header-group}tr,figure,article.finding,article.required,.sides{break-inside:avoid}
h2,h3,h4,caption{break-after:avoid}section.part{padding-top:1.4rem}
dl.figures{grid-template-columns:repeat(3,1fr)}dl.figures .value{font-size:15pt}
details::details-content{content-visibility:visible;display:block;height:auto}
details:not([open])>*{display:block}summary{color:var(--muted);list-style:none}
td .nowrap{white-space:normal}.meter{display:none}.badge{font-size:.92em;padding:0 .3em}.small{font-size:.92em}
a{color:inherit;text-decoration:none}.drawing svg{min-width:0}.timeline-figure{break-inside:auto}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
"""
