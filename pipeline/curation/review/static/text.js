"use strict";
// The source text: marks, selection as evidence, stepping from mark to mark.
// Offsets of the ledger are code points; those of the page are UTF-16 units.
const Source = (() => {
  const pane = () => document.getElementById("text");
  let shown = null; // {text, headings, units, doc}
  let now = -1;

  // Unit at which each code point starts; null where the two are the same.
  const unitsOf = (text) => {
    if (!/[\ud800-\udfff]/.test(text)) return null;
    const units = [];
    for (let unit = 0; unit < text.length; ) {
      units.push(unit);
      unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    }
    units.push(text.length);
    return units;
  };
  const toUnit = (source, point) => (source.units ? source.units[point] : point);
  const toPoint = (source, unit) =>
    source.units ? Array.from(source.text.slice(0, unit)).length : unit;

  const read = (cell) =>
    !cell ? [] : cell.split(";").map((part) => {
      const [start, end, kind] = part.split(",");
      return { start: Number(start), end: Number(end), kind };
    });

  const take = (doc, found) =>
    ({ doc, text: found.text, units: unitsOf(found.text),
       headings: found.headings.map(([start, end]) => ({ start, end, kind: "heading" })) });

  const paint = (source, article) => {
    const marks = [...source.headings, ...read(article.dataset.others),
      ...read(article.dataset.marks)].map((mark) => ({ kind: mark.kind,
        start: toUnit(source, mark.start), end: toUnit(source, mark.end) }));
    const cuts = new Set([0, source.text.length]);
    for (const mark of marks) { cuts.add(mark.start); cuts.add(mark.end); }
    const ordered = [...cuts].sort((a, b) => a - b);
    const whole = document.createDocumentFragment();
    for (let n = 0; n + 1 < ordered.length; n += 1) {
      const [start, end] = [ordered[n], ordered[n + 1]];
      const kinds = marks.filter((m) => m.start <= start && end <= m.end);
      const words = source.text.slice(start, end);
      if (!kinds.length) { whole.append(words); continue; }
      const span = document.createElement("span");
      span.className = ["m", ...new Set(kinds.map((m) => m.kind))].join(" ");
      span.textContent = words;
      whole.append(span);
    }
    const isSame = shown && shown.doc === source.doc;
    pane().replaceChildren(whole);
    pane().dataset.doc = source.doc;
    shown = source;
    now = -1;
    if (!isSame) scroller().scrollTop = 0;
    step(1, true);
  };

  const scroller = () => document.getElementById("text-pane");
  const centre = (element) => {
    const box = scroller();
    const place = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += place - box.clientHeight / 2;
  };

  // Go to the next or previous evidence; pieces of one mark lie side by side.
  const step = (by, isQuiet) => {
    const found = [...pane().querySelectorAll(".m.b, .m.a, .m.human")];
    if (!found.length) { // nothing proves it: show at least the patient
      const other = pane().querySelector(".m.other");
      if (isQuiet && other) centre(other);
      return;
    }
    const first = found.filter((one) => !found.includes(one.previousSibling));
    for (const one of pane().querySelectorAll(".now")) one.classList.remove("now");
    now = (now + by + first.length) % first.length;
    if (!isQuiet) first[now].classList.add("now");
    centre(first[now]);
  };

  // The selected words with their place in code points; null if nothing is selected.
  const selected = () => {
    const selection = document.getSelection();
    if (!shown || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!pane().contains(range.startContainer) || !pane().contains(range.endContainer)) {
      return null;
    }
    const before = document.createRange();
    before.selectNodeContents(pane());
    before.setEnd(range.startContainer, range.startOffset);
    const unit = before.toString().length;
    const quote = range.toString();
    return quote.trim() ? { quote, start: toPoint(shown, unit) } : null;
  };

  return { take, paint, step, selected };
})();
