"use strict";
// The page without a server: everything lies in it, decisions stay in this browser
// until they are downloaded as JSON Lines for `caseseries import-decisions`.
const Store = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const NAME = `caseseries-review:${data.run}:${data.reviewer}`;
  const DONE = { accept: "accepted", reject: "rejected", correct: "corrected",
    unclear: "left unclear", add: "added", not_a_case: "not a case", note: "noted",
    flag: "flagged" };
  const STATES = { accept: "accepted", reject: "rejected", correct: "corrected",
    unclear: "unclear", add: "corrected" };
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");

  let isKept = true;
  let memory = [];
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(NAME) || "[]");
    } catch { isKept = false; return memory; }
  };
  const add = (made) => {
    memory = [...read(), made];
    try {
      localStorage.setItem(NAME, JSON.stringify(memory));
    } catch { isKept = false; }
  };

  // Ids that an undo in force takes back; undos follow what they undo.
  const goneOf = (all) => {
    const gone = new Set();
    for (const one of [...all].reverse()) {
      if (one.action === "undo" && !gone.has(one.id)) gone.add(one.undoes);
    }
    return gone;
  };
  const toUndo = (all) => {
    const gone = goneOf(all);
    return [...all].reverse().find((one) => one.action !== "undo" && !gone.has(one.id));
  };
  const toRedo = (all) => {
    const gone = goneOf(all);
    const real = new Set(all.filter((one) => one.action !== "undo").map((one) => one.id));
    for (const one of [...all].reverse()) {
      if (real.has(one.id)) return null;
      if (real.has(one.undoes) && !gone.has(one.id)) return one;
    }
    return null;
  };

  const verdict = (token) => {
    const all = read();
    const gone = goneOf(all);
    return all.findLast((one) => one.token === token && one.action in STATES
      && !gone.has(one.id));
  };
  const said = (made) => made.action === "correct" || made.action === "add"
    ? `${DONE[made.action]} ${made.value || "(no value)"} → ${made.new_value}`
    : `${DONE[made.action]} ${made.value}`.trim();

  const SINGLE = ["age", "sex", "duration", "outcome", "followup", "level"];
  const squeeze = (text) => text.trim().split(/\s+/).join(" ");
  const corrected = (item, value) => {
    if (!value) throw new Error("no value is given");
    if (value.toLowerCase() === item.value.toLowerCase()) return { action: "accept" };
    if (!item.concept && !SINGLE.includes(item.field)) throw new Error("use “Add”");
    return { action: item.value ? "correct" : "add", new_value: value };
  };
  const meant = (item, action, form) => {
    if (action === "another") {
      const concept = squeeze(form.get("concept"));
      if (!concept) throw new Error(`name the ${item.field}`);
      const usual = item.field === "intervention" ? "performed" : "present";
      return { action: "add", concept, value: "", is_other: true,
        modality: squeeze(form.get("modality") || ""),
        new_value: squeeze(form.get("added")) || usual };
    }
    if (action === "not_a_case") {
      return { action, field: "", concept: "", modality: "", value: "" };
    }
    if (action === "accept" && !item.is_machine) {
      return { action: "add", new_value: item.human, ...item.proof };
    }
    if (action === "keep") return { ...corrected(item, item.old), ...item.old_proof };
    if (action === "correct") return corrected(item, squeeze(form.get("value")));
    if (action.startsWith("pick:")) return corrected(item, action.slice(5));
    return { action };
  };

  const decide = async (token, form) => {
    const item = data.items[token];
    for (const name of ["note", "value", "quote", "concept", "added"]) {
      if ((form.get(name) || "").length > data.limit) {
        return { ok: false, message: `The ${name} is longer than ${data.limit} characters.` };
      }
    }
    try {
      take(token, item, form);
    } catch (fault) {
      return { ok: false, message: `Not saved: ${fault.message}.` };
    }
    return answer(token, memory.at(-1));
  };

  const take = (token, item, form) => {
    const { is_other, ...told } = { ...item.decision, ...meant(item, form.get("action"), form) };
    const quote = form.get("quote").replace(/\r\n/g, "\n").trim();
    if (quote) {
      const found = find(item.doc, quote, form.get("start"));
      if (found < 0) throw new Error("these words are not in the text");
      Object.assign(told, { quote, start: found, end: found + Array.from(quote).length });
    } else if (is_other || (told.action === "add" && !told.quote)) {
      throw new Error("select the words in the text that prove it");
    }
    const flag = read().findLast((one) => one.token === token && one.action === "flag"
      && !goneOf(read()).has(one.id));
    const isBack = told.action === "flag" && flag;
    add({ token, ...told, id: form.get("id").length === 32 && !read().some(
      (one) => one.id === form.get("id")) ? form.get("id") : newId(),
      at: `${new Date().toISOString().slice(0, 19)}+00:00`, reviewer: data.reviewer,
      action: isBack ? "undo" : told.action, undoes: isBack ? flag.id : "",
      note: form.get("note") });
  };

  // Where a quote stands, in code points; where it was selected if it stands there.
  const find = (doc, quote, start) => {
    const { text } = data.texts[doc];
    const points = Array.from(text);
    const near = Number(start);
    const length = Array.from(quote).length;
    if (start !== "" && points.slice(near, near + length).join("") === quote) return near;
    const unit = text.indexOf(quote);
    return unit < 0 ? -1 : Array.from(text.slice(0, unit)).length;
  };

  const answer = (token, made, words) => {
    const all = read();
    Queue.show(token, STATES[verdict(token)?.action] || data.items[token].state);
    const told = words || `${said(made)} · ${made.field} ${made.concept} of ${made.case_id}`;
    const tail = isKept ? "" : " – this browser keeps nothing: download before you leave";
    return { ok: true, item: token, card: "", row: "", message: told + tail,
      decided: count(), undo: Boolean(toUndo(all)), redo: Boolean(toRedo(all)) };
  };
  const count = () => Object.keys(data.items)
    .filter((token) => data.items[token].is_decided || verdict(token)).length;

  const step = async (name) => {
    const all = read();
    const target = name === "undo" ? toUndo(all) : toRedo(all);
    if (!target) return { item: "", message: `Nothing to ${name}.` };
    const first = name === "undo" ? target : all.find((one) => one.id === target.undoes);
    add({ ...first, id: newId(), at: `${new Date().toISOString().slice(0, 19)}+00:00`,
      action: "undo", undoes: target.id, new_value: "", note: "" });
    const done = answer(first.token, first, `${name === "undo" ? "undone" : "redone"}: ${said(first)}`);
    return { ...done, card: data.cards[first.token] };
  };

  // What was decided in this browser, on a card that knows nothing of it.
  const dress = (article) => {
    const { token } = article.dataset;
    const all = read().filter((one) => one.token === token && one.action !== "undo");
    const gone = goneOf(read());
    const last = verdict(token);
    if (last) {
      const state = article.querySelector(".state");
      state.dataset.state = STATES[last.action];
      state.querySelector(".word").textContent = STATES[last.action];
      state.querySelector(".icon").textContent = Queue.ICONS[STATES[last.action]];
      const cell = article.querySelector(".values .said");
      if (cell) cell.textContent = said(last);
    }
    const list = article.querySelector(".history ol");
    if (all.length) list.querySelector(".none")?.remove();
    for (const one of all) {
      const line = document.createElement("li");
      const note = one.note ? ` “${one.note}”` : "";
      line.textContent = `${one.at.slice(0, 16).replace("T", " ")} ${said(one)}${note}`;
      line.classList.toggle("gone", gone.has(one.id));
      list.prepend(line);
    }
  };

  const lines = () => read().map(({ token, id, at, reviewer, action, ...rest }) =>
    `${JSON.stringify({ id, at, reviewer, action, ...rest })}\n`).join("");

  const start = () => {
    const all = read();
    for (const token of new Set(all.map((one) => one.token))) {
      Queue.show(token, STATES[verdict(token)?.action] || data.items[token].state);
    }
    document.getElementById("decided").textContent = count();
    document.querySelector("#undo button").disabled = !toUndo(all);
    document.querySelector("#redo button").disabled = !toRedo(all);
    const link = document.getElementById("download");
    link.addEventListener("click", () => {
      link.href = URL.createObjectURL(new Blob([lines()], { type: "application/jsonl" }));
    });
  };

  return { card: async (token) => data.cards[token], text: async (doc) => data.texts[doc],
    decide, step, dress, start, visit: () => {} };
})();
