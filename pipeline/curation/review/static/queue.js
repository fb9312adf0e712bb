"use strict";
// The queue as a listbox: which line is active, and where the keys lead.
const Queue = (() => {
  const box = () => document.getElementById("queue");
  const rows = () => [...box().children];
  const row = (token) => document.getElementById(`r-${token}`);
  const tokenOf = (line) => line.id.slice(2);
  let current = "";

  const dress = (line) => {
    line.setAttribute("role", "option");
    line.setAttribute("tabindex", "-1");
    line.removeAttribute("aria-current");
    line.setAttribute("aria-selected", String(tokenOf(line) === current));
  };

  const start = (token) => {
    current = token;
    box().setAttribute("role", "listbox");
    box().setAttribute("tabindex", "0");
    rows().forEach(dress);
    choose(token);
  };

  const choose = (token) => {
    row(current)?.setAttribute("aria-selected", "false");
    current = token;
    const line = row(token);
    if (!line) { box().removeAttribute("aria-activedescendant"); return; }
    line.setAttribute("aria-selected", "true");
    box().setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  };

  const beside = (token, by) => {
    const line = row(token);
    if (!line) return by > 0 && box().firstElementChild ? tokenOf(box().firstElementChild) : "";
    const next = by > 0 ? line.nextElementSibling : line.previousElementSibling;
    return next ? tokenOf(next) : "";
  };

  const report = (by) => {
    const all = rows();
    const here = all.findIndex((line) => tokenOf(line) === current);
    const doc = all[here]?.dataset.doc;
    const order = by > 0 ? all.slice(here + 1) : all.slice(0, Math.max(here, 0)).reverse();
    const line = order.find((one) => one.dataset.doc !== doc);
    return line ? tokenOf(line) : "";
  };

  // Lines come from the server, escaped by its templates; scripts in them never run.
  const renew = (html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    let before = null;
    for (const fresh of [...parsed.body.children]) {
      const old = document.getElementById(fresh.id);
      dress(fresh);
      if (old) old.replaceWith(fresh);
      else if (before) before.after(fresh);
      else box().append(fresh);
      before = fresh;
    }
    choose(current);
  };

  const ICONS = { undecided: "…", accepted: "✓", rejected: "✗", corrected: "✎",
    unclear: "?", challenged: "!", conflict: "!", orphaned: "∅" };

  // Show a state at once, before the server has answered; returns how to take it back.
  const show = (token, state) => {
    const line = row(token);
    if (!line) return () => {};
    const before = line.dataset.state;
    const set = (word) => {
      line.dataset.state = word;
      line.querySelector(".icon").textContent = ICONS[word];
      line.querySelector(".sr").textContent = `${word}: `;
    };
    set(state);
    return () => set(before);
  };

  return { start, choose, beside, report, renew, show, row, rows, tokenOf, ICONS,
    get current() { return current; } };
})();
