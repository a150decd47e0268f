"use strict";
// Fetches the page anew and puts its middle in the place of ours: the scroll position and the switch stay as they are.
const SECONDS = 5;
const again = document.getElementById("again");
const stale = document.getElementById("stale");
let answered = new Date();

async function refresh() {
  if (!again.checked || document.hidden) return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(SECONDS * 1000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const open = document.querySelector("details")?.open;
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.querySelector("details")?.toggleAttribute("open", open);
    document.title = page.title;
    answered = new Date();
    stale.textContent = "";
  } catch {
    stale.textContent = `The worker has not answered since ${answered.toLocaleTimeString()}: what stands below is old.`;
  }
}
again.parentElement.hidden = false;
setInterval(refresh, SECONDS * 1000);
