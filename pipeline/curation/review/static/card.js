"use strict";
// The card: shown from a cache, sent without waiting, painted back if refused.
const Card = (() => {
  const place = () => document.getElementById("card");
  const article = () => place().querySelector("article");
  const form = () => place().querySelector("form.decide");
  const cards = new Map();
  const texts = new Map();
  const AHEAD = 3;
  let shows = 0;
  let sending = Promise.resolve();

  const cardOf = (token) => {
    if (!cards.has(token)) {
      const found = Store.card(token);
      cards.set(token, found);
      found.catch(() => cards.delete(token));
    }
    return cards.get(token);
  };
  const textOf = (doc) => {
    if (!texts.has(doc)) {
      const found = Store.text(doc).then((told) => Source.take(doc, told));
      texts.set(doc, found);
      found.catch(() => texts.delete(doc));
    }
    return texts.get(doc);
  };

  const parsed = (html) =>
    new DOMParser().parseFromString(html, "text/html").querySelector("article");

  const prefetch = (token) => {
    let next = token;
    for (let n = 0; n < AHEAD && next; n += 1) {
      next = Queue.beside(next, 1);
      if (next) cardOf(next).then((html) => textOf(parsed(html).dataset.doc)).catch(() => {});
    }
  };

  // What is being shown; null once it is there.
  let opening = null;
  const open = (token) => {
    const mine = paint(token);
    opening = mine;
    mine.then(() => { if (opening === mine) opening = null; });
    return mine;
  };

  // Show an entry; only the last one asked for is painted.
  const paint = async (token) => {
    if (!token) return false;
    shows += 1;
    const mine = shows;
    Queue.choose(token);
    try {
      const fresh = parsed(await cardOf(token));
      const source = await textOf(fresh.dataset.doc);
      if (mine !== shows) return false;
      put(fresh, source);
    } catch (fault) {
      announce(`Cannot be shown: ${fault.message}`);
      return false;
    }
    Store.visit(token);
    prefetch(token);
    return true;
  };

  const put = (fresh, source) => {
    place().replaceChildren(fresh);
    document.getElementById("card-pane").scrollTop = 0;
    Store.dress?.(fresh);
    Source.paint(source, fresh);
    document.dispatchEvent(new Event("card"));
  };

  const announce = (words, canUndo) => {
    const toast = document.getElementById("toast");
    toast.querySelector("span").textContent = words;
    toast.classList.remove("idle");
    let button = toast.querySelector("button");
    if (canUndo && !button) {
      button = document.createElement("button");
      button.setAttribute("form", "undo");
      button.innerHTML = "undo <kbd>z</kbd>";
      toast.append(" ", button);
    }
    if (button) button.hidden = !canUndo;
    clearTimeout(announce.timer);
    announce.timer = setTimeout(() => toast.classList.add("idle"), 8000);
  };

  const STATES = { accept: "accepted", reject: "rejected", keep: "corrected",
    correct: "corrected", unclear: "unclear" };
  const STAYS = new Set(["note", "flag", "another", "not_a_case"]);

  // One answer after the other, so that each knows of the one before.
  const send = (action) => {
    const token = article().dataset.token;
    const data = new FormData(form());
    data.set("action", action);
    const isPick = action.startsWith("pick:");
    const back = STATES[action] || isPick
      ? Queue.show(token, STATES[action] || "corrected") : () => {};
    const next = STAYS.has(action) ? "" : Queue.beside(token, 1);
    const answer = sending.then(() => Store.decide(token, data));
    cards.set(token, answer.then((told) => told.card || Store.card(token),
      () => Store.card(token)));
    sending = answer.catch(() => {});
    if (next) open(next);
    return answer.then((told) => settle(token, told, data, back, Boolean(next)),
      (fault) => failed(token, data, back, fault));
  };

  const settle = (token, told, data, back, hasLeft) => {
    if (!told.ok) { refused(token, told, data, back); return; }
    if (data.get("action") === "not_a_case") forget();
    done(told);
    if (!hasLeft && Queue.current === token) reopen(token);
  };

  // Cards may have changed: of the same patient, or by another tab.
  const forget = () => cards.clear();

  const reopen = (token) => {
    const top = document.getElementById("card-pane").scrollTop;
    return open(token).then(() => { document.getElementById("card-pane").scrollTop = top; });
  };

  const done = (told) => {
    if (told.row) Queue.renew(told.row);
    document.getElementById("decided").textContent = told.decided;
    for (const name of ["undo", "redo"]) {
      document.querySelector(`#${name} button`).disabled = !told[name];
    }
    announce(told.message, told.undo);
  };

  const refused = async (token, told, data, back) => {
    back();
    if (told.card) cards.set(token, Promise.resolve(told.card));
    await open(token);
    refill(data);
    announce(told.message);
    place().querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  };

  const failed = async (token, data, back, fault) => {
    back();
    cards.delete(token);
    await open(token);
    refill(data);
    announce(`Not saved: ${fault.message}. What you typed is still there.`);
  };

  // What was typed stays typed.
  const refill = (data) => {
    if (!form()) return;
    for (const name of ["note", "value", "quote", "start", "concept", "modality", "added"]) {
      const field = form().elements.namedItem(name);
      if (field && data.get(name)) field.value = data.get(name);
    }
  };

  // A step back or forward leads to what it changed.
  const step = (name) => {
    const answer = sending.then(() => Store.step(name));
    sending = answer.catch(() => {});
    return answer.then(async (told) => {
      if (!told.item) { announce(told.message); return; }
      if (told.many) { location.reload(); return; }
      forget();
      cards.set(told.item, Promise.resolve(told.card));
      done(told);
      await open(told.item);
    }, (fault) => announce(`Not done: ${fault.message}`));
  };

  const adopt = () => { // what the server has drawn already
    const fresh = article();
    if (!fresh) return;
    cards.set(fresh.dataset.token, Promise.resolve(fresh.outerHTML));
    textOf(fresh.dataset.doc).then((source) => Source.paint(source, fresh));
    Store.dress?.(fresh);
    document.dispatchEvent(new Event("card"));
    prefetch(fresh.dataset.token);
  };

  return { open, send, step, adopt, article, form, forget,
    get opening() { return opening; } };
})();
