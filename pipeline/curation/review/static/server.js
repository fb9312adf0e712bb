"use strict";
// The page and its server: cards, texts and decisions over HTTP.
const Store = (() => {
  const words = () => location.search;
  const JSON_ONLY = { Accept: "application/json" };
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");

  const get = async (path) => {
    const answer = await fetch(path + words());
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    return answer;
  };
  const post = async (path, body) => {
    const query = new URLSearchParams(words());
    query.delete("said");
    for (const name of ["item", "id"]) if (body.has(name)) query.delete(name);
    let answer;
    for (let tries = 0; !answer; tries += 1) { // the id makes a second try harmless
      try {
        answer = await fetch(`${path}?${query}`, { method: "POST", body, headers: JSON_ONLY });
      } catch (fault) {
        if (tries) throw new Error("the server does not answer", { cause: fault });
      }
    }
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (!isJson) throw new Error(`the server says ${answer.status}`);
    return { ...(await answer.json()), ok: answer.ok };
  };

  return {
    card: (token) => get(`/card/${token}`).then((answer) => answer.text()),
    text: (doc) => get(`/text/${doc}`).then((answer) => answer.json()),
    decide: (token, data) => {
      data.set("item", token);
      return post("/decide", data);
    },
    step: (name) => {
      const data = new FormData();
      data.set("id", newId());
      return post(`/${name}`, data);
    },
    visit: (token) => {
      const query = new URLSearchParams(words());
      query.set("item", token);
      query.delete("said");
      history.replaceState(null, "", `?${query}`);
    },
  };
})();
