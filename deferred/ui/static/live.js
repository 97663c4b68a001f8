// Live parts, and searches that go on: each element with `data-live` is fetched anew every two seconds, until its run is over.
"use strict";
const PAUSE = 2000;

async function renew(part) {
  const held = part.contains(document.activeElement) && document.activeElement.matches("button, input");
  if (document.hidden || held || part.querySelector("[data-over]")) return;
  const answer = await fetch(part.dataset.live, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const text = await answer.text();
  if (part.dataset.last === text) return;
  const scrolled = [...part.querySelectorAll(".wide")].map((box) => box.scrollLeft);
  part.innerHTML = part.dataset.last = text; // the server's own page, in which everything is escaped
  part.querySelectorAll(".wide").forEach((box, at) => { box.scrollLeft = scrolled[at] || 0; });
}

async function watch(part) {
  for (;;) {
    await new Promise((go) => setTimeout(go, PAUSE));
    try {
      await renew(part);
      part.classList.remove("stale");
    } catch {
      part.classList.add("stale"); // the server has ended, or does not answer: what is shown may be old
    }
  }
}

// A search of very many results pauses after some seconds: it goes on by itself until something is found.
const goOn = document.querySelector("a[data-go-on]");
if (goOn) location.replace(goOn.href);

document.querySelectorAll("[data-live]").forEach(watch);
