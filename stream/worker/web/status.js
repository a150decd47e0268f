"use strict";
// Fetches the page anew and changes in ours what differs: scroll position, focus, selection and open details stay as they are.
const SECONDS = 5;
const again = document.getElementById("again");
const stale = document.getElementById("stale");
let answered = new Date();

// Makes a node's attributes and children those of another of the same kind; what is equal is not touched.
function become(ours, theirs) {
  for (const { name } of [...ours.attributes]) if (name !== "open" && !theirs.hasAttribute(name)) ours.removeAttribute(name);
  for (const { name, value } of theirs.attributes) if (ours.getAttribute(name) !== value) ours.setAttribute(name, value);
  const old = [...ours.childNodes];
  const anew = [...theirs.childNodes];
  anew.forEach((node, at) => {
    const own = old[at];
    if (!own) ours.append(document.adoptNode(node));
    else if (own.isEqualNode(node)) return;
    else if (own.nodeType !== node.nodeType || own.nodeName !== node.nodeName) own.replaceWith(document.adoptNode(node));
    else if (own.nodeType === Node.ELEMENT_NODE) become(own, node);
    else own.data = node.data;
  });
  old.slice(anew.length).forEach((node) => node.remove());
}

async function refresh() {
  if (!again.checked || document.hidden) return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(SECONDS * 1000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    become(document.querySelector("main"), page.querySelector("main"));
    document.title = page.title;
    answered = new Date();
    stale.textContent = "";
  } catch {
    stale.textContent = `The worker has not answered since ${answered.toLocaleTimeString()}: what stands below is old.`;
  }
}
again.parentElement.hidden = false;
setInterval(refresh, SECONDS * 1000);
