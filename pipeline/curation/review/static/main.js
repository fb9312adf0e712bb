"use strict";
// Ties the panes together once the page is there.
(() => {
  document.body.classList.add("scripted");
  document.addEventListener("keydown", Keys.onKey);

  document.getElementById("queue").addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    Card.open(Queue.tokenOf(row));
  });

  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.matches("form.decide")) {
      event.preventDefault();
      if (submitter) Card.send(submitter.value);
    } else if (target.id === "undo" || target.id === "redo") {
      event.preventDefault();
      Card.step(target.id);
    }
  });

  document.getElementById("filters")?.addEventListener("change", (event) => {
    if (event.target.matches("select")) event.currentTarget.requestSubmit();
  });

  // Words selected in the source become the evidence.
  const take = () => {
    const found = Source.selected();
    if (!found || !Card.form()) return;
    Card.form().elements.namedItem("quote").value = found.quote;
    Card.form().elements.namedItem("start").value = String(found.start);
  };
  document.getElementById("text").addEventListener("mouseup", () => setTimeout(take));
  document.getElementById("text").addEventListener("keyup", take);
  // A quote that is typed stands wherever it is found.
  document.addEventListener("input", (event) => {
    if (event.target.id === "quote") Card.form().elements.namedItem("start").value = "";
  });

  window.addEventListener("focus", Card.forget);

  const first = Card.article()?.dataset.token ?? "";
  Queue.start(first);
  Store.start?.();
  Card.adopt();
})();
