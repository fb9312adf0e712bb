"use strict";
// The panel: a number's cases, a case's facts, a fact's words in its article.
// Text from articles only ever becomes text nodes.

const panel = document.getElementById("panel");
const body = document.getElementById("panel-body");
const heading = document.getElementById("panel-title");
const FACT = { field: 0, concept: 1, value: 2, unit: 3, interpretation: 4, status: 5,
  subject: 6, modality: 7, levels: 8, rule: 9, start: 10, end: 11 };
let evidence = null; // read at the first click: it may be large
let opener = null;

function read() {
  evidence ??= JSON.parse(document.getElementById("evidence").textContent);
  return evidence;
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function link(address, text) {
  return make("a", { href: address, textContent: text });
}

const caseAddress = (id) => `#case-${encodeURIComponent(id)}`;
const factAddress = (id, place) => `#fact-${place}-${encodeURIComponent(id)}`;

function caseItem(id) {
  const found = read().cases[id];
  if (!found) return make("li", {}, id);
  return make("li", {}, link(caseAddress(id), found.label), make("br"), found.told);
}

function documentItem(id) {
  const found = read().docs[id] ?? {};
  const told = [found.first_author, found.year, found.journal, found.kind, found.source];
  const item = make("li", {}, found.title ?? id, make("br"));
  item.append(make("span", { className: "dim" }, told.filter(Boolean).join(" · ")));
  if (found.message) item.append(make("br"), found.message);
  const own = Object.keys(read().cases).filter((c) => read().cases[c].doc === id);
  own.forEach((c) => item.append(make("br"), link(caseAddress(c), read().cases[c].label)));
  return item;
}

const AT_ONCE = 200;

function list(ids, item) {
  const holder = make("div");
  const shown = make("ul");
  let done = 0;
  const more = make("button", { type: "button" });
  const grow = () => {
    ids.slice(done, done + AT_ONCE).forEach((id) => shown.append(item(id)));
    done = Math.min(done + AT_ONCE, ids.length);
    more.textContent = `Show more (${ids.length - done})`;
    more.hidden = done === ids.length;
  };
  more.addEventListener("click", grow);
  grow();
  holder.append(shown, more);
  return holder;
}

function claimItem(id) {
  const [name, statement] = read().claims[id];
  const source = read().docs[name] ?? {};
  const item = make("li", {}, link(`#claim-${encodeURIComponent(id)}`, statement));
  item.append(make("br"), make("span", { className: "dim" }, source.title ?? name));
  return item;
}

const KINDS = { cases: ["patient", caseItem], docs: ["article", documentItem],
  claims: ["statement", claimItem] };

function showSet(number) {
  const found = read().sets[number];
  if (!found) return null;
  const [kind, [noun, item]] = Object.entries(KINDS).find(([name]) => found[name]);
  const ids = found[kind];
  const title = `${found.title}: ${ids.length} ${noun}${ids.length === 1 ? "" : "s"}`;
  return [title, list(ids, item)];
}

function told(fact) {
  const value = [fact[FACT.value], fact[FACT.unit]].filter(Boolean).join(" ");
  const rest = [fact[FACT.modality], fact[FACT.levels], fact[FACT.interpretation]];
  const status = fact[FACT.status] === "present" ? null : fact[FACT.status];
  const subject = fact[FACT.subject] === "patient" ? null : fact[FACT.subject];
  const parts = [fact[FACT.concept], value, ...rest, status, subject];
  return parts.filter(Boolean).join(" · ");
}

function showCase(id) {
  const found = read().cases[id];
  if (!found) return null;
  const holder = make("div", {}, make("p", {}, read().docs[found.doc]?.title ?? ""));
  holder.append(make("p", { className: "dim" }, found.told));
  if (found.cited) holder.append(make("p", {}, `Cited from ${found.cited}.`));
  const byField = new Map();
  (read().facts[id] ?? []).forEach((fact, place) => {
    const field = fact[FACT.field];
    if (!byField.has(field)) byField.set(field, make("ul"));
    const item = make("li", {}, link(factAddress(id, place), told(fact)));
    byField.get(field).append(item);
  });
  byField.forEach((items, field) => holder.append(make("h3", {}, field), items));
  return [found.label, holder];
}

function showFact(place, id) {
  const found = read().cases[id];
  const facts = read().facts[id] ?? [];
  if (!found || !facts[place]) return null;
  const chosen = facts[place];
  const source = read().docs[found.doc];
  const line = `${chosen[FACT.field]}: ${told(chosen)} (${chosen[FACT.rule]})`;
  const back = make("p", {}, link(caseAddress(id), found.label), ` · ${line}`);
  return [source.title ?? found.doc, make("div", {}, back, article(source, facts, chosen))];
}

function showClaim(id) {
  const found = read().claims[id];
  if (!found) return null;
  const [name, statement, start, end] = found;
  const place = Object.assign([], { [FACT.start]: start, [FACT.end]: end });
  const source = read().docs[name];
  return [source.title ?? name,
    make("div", {}, make("p", {}, statement), article(source, [place], place))];
}

function article(source, facts, chosen) {
  const holder = make("div", { className: "article" });
  source.text.forEach(([start, text], n) => {
    if (n || start) holder.append("\n[…]\n");
    holder.append(marked(start, text, facts, chosen, source.astral));
  });
  return holder;
}

function marked(start, text, facts, chosen, astral) {
  const letters = astral ? Array.from(text) : text;
  const slice = (a, b) => (astral ? letters.slice(a, b).join("") : text.slice(a, b));
  const inside = (at) => Math.min(Math.max(at - start, 0), letters.length);
  const spans = facts.map((f) => [inside(f[FACT.start]), inside(f[FACT.end])]);
  const now = [inside(chosen[FACT.start]), inside(chosen[FACT.end])];
  const borders = [...new Set([0, letters.length, ...spans.flat()])].sort((a, b) => a - b);
  const holder = document.createDocumentFragment();
  borders.slice(1).forEach((end, n) => {
    const from = borders[n];
    const holds = ([a, b]) => a <= from && end <= b;
    const part = slice(from, end);
    if (!spans.some(holds)) holder.append(part);
    else holder.append(make("mark", { className: holds(now) ? "now" : "" }, part));
  });
  return holder;
}

// "#set-3", "#case-<id>", "#fact-7-<id>"; ids are percent-encoded.
function content() {
  const [kind, ...rest] = location.hash.slice(1).split("-");
  const tail = rest.join("-");
  if (kind === "set") return showSet(Number(tail));
  if (kind === "case") return showCase(decodeURIComponent(tail));
  if (kind === "claim") return showClaim(decodeURIComponent(tail));
  const [place, ...name] = rest;
  return kind === "fact" ? showFact(place, decodeURIComponent(name.join("-"))) : null;
}

function show() {
  const found = content();
  panel.hidden = !found;
  if (!found) {
    opener?.focus();
    opener = null;
    return;
  }
  heading.textContent = found[0];
  body.replaceChildren(found[1]);
  panel.scrollTop = 0;
  heading.focus();
  body.querySelector("mark.now")?.scrollIntoView({ block: "center" });
}

function close() {
  history.pushState(null, "", location.pathname + location.search);
  show();
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("main a, header a");
  if (target) opener = target;
});
document.getElementById("close").addEventListener("click", close);
document.getElementById("back").addEventListener("click", () => history.back());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) close();
});
window.addEventListener("hashchange", show);
window.addEventListener("popstate", show);

function showAll() {
  document.getElementById("rest")?.removeAttribute("hidden");
  document.getElementById("all")?.remove();
}
document.getElementById("all")?.addEventListener("click", showAll);

const filter = document.getElementById("filter");
let lines = null; // text of each line in lower case, made at the first search
function search() {
  showAll();
  lines ??= [...document.querySelectorAll(".literature tbody tr")].map((row) =>
    [row, row.textContent.toLowerCase()]);
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  lines.forEach(([row, text]) => { row.hidden = !words.every((w) => text.includes(w)); });
  const shown = lines.filter(([row]) => !row.hidden).length;
  document.getElementById("shown").textContent = `${shown} of ${lines.length} lines`;
}
let waiting = 0;
filter?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
});
show();
