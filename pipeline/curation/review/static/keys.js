"use strict";
// The keyboard. Keys never decide while something is typed or with Ctrl, Meta, Alt.
const Keys = (() => {
  const press = (selector) => {
    const button = Card.form()?.querySelector(selector);
    if (button) button.click();
  };
  const focus = (id) => {
    const field = document.getElementById(id);
    if (!field) return;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.select?.();
  };
  // What Enter in the note saves: a note, or that it is unclear.
  const reason = (action) => {
    const note = document.getElementById("note");
    if (!note) return;
    note.dataset.action = action;
    focus("note");
  };
  const correct = () => focus(document.getElementById("value") ? "value" : "concept");
  const sheet = () => {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
  };
  const search = () => focus("search");

  const TABLE = {
    j: () => Card.open(Queue.beside(Queue.current, 1)),
    k: () => Card.open(Queue.beside(Queue.current, -1)),
    a: () => press("[value=accept]"),
    x: () => press("[data-key=x]"),
    f: () => press("[value=flag]"),
    c: correct,
    u: () => reason("unclear"),
    n: () => reason("note"),
    e: () => Source.step(1),
    E: () => Source.step(-1),
    z: () => Card.step("undo"),
    Z: () => Card.step("redo"),
    "]": () => Card.open(Queue.report(1)),
    "[": () => Card.open(Queue.report(-1)),
    "/": search,
    g: () => focus("to"),
    "?": sheet,
    h: sheet,
  };
  const ARROWS = { ArrowDown: "j", ArrowUp: "k" };

  const isTyping = (target) =>
    target.isContentEditable || target.closest?.("input, textarea, select");

  const inField = (event) => {
    const target = event.target;
    if (event.key === "Escape") {
      if (target.defaultValue !== undefined) target.value = target.defaultValue;
      delete target.dataset.action;
      target.blur();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    const actions = { value: "correct", concept: "another", modality: "another",
      added: "another", note: target.dataset.action || "note" };
    if (!actions[target.id]) return;
    event.preventDefault();
    target.blur();
    press(`[value=${actions[target.id]}]`);
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) { inField(event); return; }
    if (event.key === "Escape") {
      document.getElementById("keys").open = false;
      return;
    }
    const isScrolled = event.target.closest?.("#text");
    const key = isScrolled ? event.key : ARROWS[event.key] || event.key;
    const act = /^[1-9]$/.test(key) ? () => press(`[data-pick="${key}"]`) : TABLE[key];
    if (!act || (event.repeat && !"jkeE".includes(key))) return;
    event.preventDefault();
    inTurn(act);
  };

  // A key pressed before its card is there waits for it.
  let waiting = 0;
  let turn = Promise.resolve();
  const inTurn = (act) => {
    if (!waiting && !Card.opening) { act(); return; }
    waiting += 1;
    turn = turn.then(() => Card.opening).then(() => { waiting -= 1; act(); });
  };

  return { onKey };
})();
