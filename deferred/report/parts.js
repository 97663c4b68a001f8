"use strict";
const SIZE = 100; // parts of a page
for (const list of document.querySelectorAll("[data-parts]")) {
  const parts = [...list.querySelectorAll("[data-part]")];
  const tools = list.querySelector(".tools");
  const [search, status] = [tools.querySelector("input"), tools.querySelector("[role=status]")];
  let [found, at] = [parts, 0];
  const draw = () => {
    const shown = new Set(found.slice(at, at + SIZE));
    for (const part of parts) part.hidden = !shown.has(part);
    for (const button of tools.querySelectorAll("button")) {
      const next = at + SIZE * button.dataset.turn;
      button.disabled = next < 0 || next >= found.length;
    }
    const last = Math.min(at + SIZE, found.length);
    status.textContent = found.length ? `${at + 1} to ${last} of ${found.length} ${list.dataset.parts}` : "nothing is found";
  };
  const follow = () => { // a link leads to a part that another page of the list has
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target && target.closest("[data-part]");
    if (!part || !list.contains(part)) return;
    if (!found.includes(part)) { search.value = ""; found = parts; }
    at = SIZE * Math.floor(found.indexOf(part) / SIZE);
    draw();
    target.scrollIntoView();
  };
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase();
    found = parts.filter((part) => part.textContent.toLowerCase().includes(words));
    at = 0;
    draw();
  });
  for (const button of tools.querySelectorAll("button")) {
    button.addEventListener("click", () => { at += SIZE * button.dataset.turn; draw(); list.scrollIntoView(); });
  }
  window.addEventListener("hashchange", follow);
  tools.hidden = false;
  draw();
  follow();
}
