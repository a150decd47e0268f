// What an open page does by itself: it follows what changes, and never takes focus, selection, place or an open detail away.
// Without it everything works but live updates, keys and the map. No request leaves the page's own address.
(() => {
  "use strict";
  const AGAIN = 30000;    // milliseconds before a page that found no room asks again
  const EVERY = 60000;    // states grow worse with time alone, and relative times go on
  const live = document.getElementById("live");
  const title = document.title.replace(/^\(\d+\) /, "");
  if (!live || !window.htmx) return;

  // Details, and rows chosen on a map, stay as the reader has them; a form that may be half filled in (data-keep) is left alone.
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.tagName === "DETAILS") && !(name === "class" && node.classList.contains("chosen"));
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (node) => !(node.nodeType === 1 && node.hasAttribute("data-keep"));

  let state = live.dataset.state, source = null, again = 0, since = null;

  const refresh = (stories) => {
    htmx.trigger(live, "desk:changed");
    for (const part of document.querySelectorAll("#page, #previewed"))
      if (!part.dataset.story || !stories.length || stories.includes(part.dataset.story)) htmx.trigger(part, "desk:changed");
  };

  const said = (text) => {
    const line = document.getElementById("connection");
    line.textContent = text;
    line.hidden = !text;
  };

  const broken = () => {
    since ??= new Date();
    said(`No connection since ${since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}; it is tried again.`);
    if (source.readyState === EventSource.CLOSED) { stop(); again = setTimeout(start, AGAIN); }
  };

  const start = () => {
    clearTimeout(again);
    if (source) return;
    source = new EventSource("/live");
    source.addEventListener("open", () => { since = null; said(""); });
    source.addEventListener("error", broken);
    source.addEventListener("changed", (event) => {
      const { number, stories } = JSON.parse(event.data);
      if (number === state) return;
      state = number;
      refresh(stories);
    });
  };
  const stop = () => { source?.close(); source = null; };
  const notifies = () => "Notification" in window && Notification.permission === "granted";

  // A page that nobody sees follows nothing, unless it is to notify; it catches up when it is looked at.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) start(); else if (!notifies()) stop(); });
  setInterval(() => { if (!document.hidden) refresh([]); }, EVERY);

  const told = new Set();
  document.addEventListener("htmx:afterSettle", () => {
    const open = Number(document.getElementById("alert-count")?.dataset.open || 0);
    document.title = open ? `(${open}) ${title}` : title;
    let fresh = false;
    for (const line of document.querySelectorAll("#news [data-news]")) {
      if (told.has(line.id)) continue;
      told.add(line.id);
      fresh = true;
      if (notifies()) new Notification(title, { body: line.dataset.news, tag: line.id });
    }
    if (fresh && standing.sound) sound();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-dismiss]")) return;
    const news = document.getElementById("news");
    live.querySelector("[name=since]").value = news.dataset.now;
    news.replaceChildren();
  });

  document.addEventListener("desk:marked", () => refresh([]));

  // Settings of this browser. Where it keeps nothing, they last as long as the page.
  const kept = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(`desk.${name}`);
      localStorage.setItem(`desk.${name}`, value);
    } catch { /* private windows keep nothing */ }
    return null;
  };
  const standing = { keys: kept("keys") !== "off", zone: kept("zone") === "on", sound: kept("sound") === "on" };

  // Two short tones, made here: no file is fetched. A browser may ask for a click on the page before it lets one be heard.
  let audio = null;
  const sound = () => {
    audio ??= new AudioContext();
    for (const [at, pitch] of [[0, 660], [0.18, 880]]) {
      const tone = audio.createOscillator(), volume = audio.createGain(), begin = audio.currentTime + at;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.15, begin);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.15);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + 0.16);
    }
  };
  const times = () => {
    for (const time of document.querySelectorAll("time[data-clock]")) {
      const at = new Date(time.dateTime);
      time.textContent = standing.zone ? at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) : time.dateTime.slice(11, 16);
    }
  };
  // Of a story's first and last change both are told, whatever the switch says.
  const both = () => {
    for (const time of document.querySelectorAll("time[data-both]")) {
      const utc = time.dateTime.slice(11, 16), here = new Date(time.dateTime).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      if (here !== utc) time.textContent = `${utc} UTC, ${here} here`;
    }
  };
  both();
  document.addEventListener("htmx:afterSettle", () => { both(); if (standing.zone) times(); });
  const dialog = document.getElementById("keys");
  for (const box of dialog.querySelectorAll("[data-setting]")) {
    const name = box.dataset.setting;
    box.checked = standing[name];
    box.addEventListener("change", () => {
      standing[name] = box.checked;
      kept(name, box.checked ? "on" : "off");
      times();
      if (name === "sound" && box.checked) sound();
    });
  }
  if (standing.zone) times();
  dialog.querySelector("[data-notify]").addEventListener("click", () => { if ("Notification" in window) Notification.requestPermission(); });
  document.querySelector("[data-keys]").addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });

  // A story that is opened is read.
  const mark = (story, kind, on = "") => htmx.ajax("POST", `/story/${encodeURIComponent(story)}/mark`, { values: { kind, on }, swap: "none", source: document.body });
  const opened = document.querySelector("#page[data-story]");
  if (opened && !document.querySelector('#page [data-mark="read"][aria-pressed="true"]')) mark(opened.dataset.story, "read", "1");

  // Beside the wire, where there is room, a click shows the story in short; Enter and the middle button open it whole.
  const place = document.getElementById("preview"), wide = { get matches() { return Boolean(place) && getComputedStyle(place).display !== "none"; } };
  const preview = (story) => htmx.ajax("GET", `/preview/${encodeURIComponent(story)}`, { target: "#preview", swap: "innerHTML" });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".wire .headline");
    if (!link || !wide.matches || !event.detail || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.focus();
    preview(link.closest(".row").id.slice(6));
  });

  // A link to one version of a story (#ARTICLE) opens that version's text.
  const version = document.getElementById(location.hash.slice(1));
  if (version?.matches(".versions a:not([aria-current])")) location.replace(version.href);

  const items = () => [...document.querySelectorAll("#main [data-item]")].filter((one) => one.offsetParent);
  const move = (step) => {
    const all = items(), row = document.activeElement.closest("li, tr");
    const at = all.findIndex((one) => one === document.activeElement || (row && row.contains(one)));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    const shown = next?.closest(".wire .row");
    if (shown && document.querySelector("#preview > *") && wide.matches) preview(shown.id.slice(6));
  };
  const story = () => opened?.dataset.story || document.activeElement.closest(".wire .row")?.id.slice(6) || document.getElementById("previewed")?.dataset.story;
  const turn = (step) => {
    const all = [...document.querySelectorAll(".versions a")];
    const next = all[all.findIndex((one) => one.getAttribute("aria-current")) + step];
    if (next) location.assign(next.href);
  };
  const alarm = () => {
    const all = [...document.querySelectorAll(".wire .alarm, .alerts [data-item]")];
    if (!all.length) return location.assign("/alerts");
    const here = document.activeElement;
    (all.find((one) => one !== here && here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || all[0]).focus();
  };
  const back = () => {
    const held = document.getElementById("preview");
    if (held?.firstElementChild) return held.replaceChildren();
    if (document.activeElement !== document.body && document.activeElement.matches("input, select")) return document.activeElement.blur();
    if (history.length > 1 && location.pathname !== "/") history.back();
  };
  const exporting = () => {
    const link = document.querySelector("[data-export]");
    link?.closest("details")?.setAttribute("open", "");
    link?.focus();
  };
  const places = { w: "/", a: "/alerts", m: "/map?conflict=1", o: "/outlets" };
  const keys = {
    j: () => move(1), k: () => move(-1), "/": () => document.getElementById("q").focus(), "[": () => turn(-1), "]": () => turn(1),
    c: () => { if (document.getElementById("compare")) { location.hash = "compare"; document.querySelector("#compare select")?.focus(); } },
    u: () => story() && mark(story(), "used"), f: () => story() && mark(story(), "follow"), x: () => story() && mark(story(), "mute"),
    r: () => story() && mark(story(), "read"), n: () => document.getElementById("waiting")?.click(), e: exporting, ".": alarm,
    "?": () => dialog.showModal(), Escape: back,
  };
  let going = 0;
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key !== "Escape" && (typing || !standing.keys)) return;
    const led = Date.now() - going < 1500 && places[event.key];
    going = event.key === "g" ? Date.now() : 0;
    if (led) { event.preventDefault(); location.assign(led); return; }
    const act = keys[event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  };
  document.addEventListener("keydown", pressed);
  for (const event of window.deskKeys?.() || []) pressed(event);

  // On paper nothing is folded, and the page says where it is from.
  let folded = [];
  addEventListener("beforeprint", () => {
    document.querySelector("[data-address]").textContent = location.href;
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of folded) each.open = false; });

  start();
})();
