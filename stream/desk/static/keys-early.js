// Keys that are pressed before desk.js listens: kept in their order, for it to act on. This script alone is not deferred, so it
// listens before anything of the page is seen.
(() => {
  "use strict";
  const kept = [];
  const keep = (event) => kept.push(event);
  document.addEventListener("keydown", keep);
  window.deskKeys = () => { document.removeEventListener("keydown", keep); return kept; };
})();
