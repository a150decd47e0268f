// The desk's map: borders and marks as SVG. Needs d3-map.js before it. No request leaves the page's own address.
//
//   <figure data-map data-events="/map.json?..." data-borders="/static/borders-110m.json" data-borders-fine="/static/borders-50m.json" data-towns="/towns.json">
//     <svg viewBox="0 0 960 500"></svg>
//     <input type="range" data-map-day> <output data-map-said></output> <button type="button" data-map-play>Play</button>
//     <p data-map-below></p>
//   </figure>
//
// With data-map-still the address is left alone, and the wheel scrolls the page (with Ctrl it zooms). Rows of the table beside it carry data-place="KEY" and, for the slider, data-day. The view is in the address (`view`), as is
// a box (`box`: west,south,east,north), which is drawn with the shift key held.
(() => {
  "use strict";
  const WIDTH = 960, HEIGHT = 500;
  const FINE = 3;       // from this zoom on, the finer borders: below, a pixel is coarser than either
  const CLUSTER = 500;  // marks; drawing 3,000 takes 23 ms a step
  const CELL = 36;      // pixels, so that two targets of 24 never touch
  const LINE = 11, LETTER = 6.2, LIFT = 7;  // of a town's name, in pixels: its height, the width of a letter, how far it stands above its dot
  const STEP = 700;     // milliseconds a day when playing

  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, parent) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  };
  const address = () => new URL(location.href);
  const json = async (path) => {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  const shape = (kind) => kind === "square" ? ["rect", { x: -6, y: -6, width: 12, height: 12 }] : ["circle", { r: kind === "dashed" ? 8 : 6 }];
  const said = (mark, count) => `${mark.properties.place}, ${mark.properties.kind}: ${count} ${count === 1 ? "event" : "events"}`;

  const start = async (figure) => {
    const svg = figure.querySelector("svg");
    const still = "mapStill" in figure.dataset; // within a page: the wheel scrolls that, and the address is its own
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    const layer = make("g", {}, svg), land = make("g", { class: "map-land" }, layer), names = make("g", { class: "map-towns", "aria-hidden": "true" }, svg), marks = make("g", { class: "map-marks" }, svg);
    const projection = d3map.geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: "Sphere" });
    const path = d3map.geoPath(projection);
    const below = figure.querySelector("[data-map-below]");
    let view = d3map.zoomIdentity, points = [], towns = [], day = null, drawn = "", asked = "", sized = 0, visible = [];
    // How many units of the drawing a pixel of the page is: marks and names keep their size on a small screen.
    const pixel = () => Math.max(1, WIDTH / (svg.clientWidth || WIDTH));

    const borders = async (source) => {
      if (!source || source === drawn) return;
      drawn = source;
      const world = await json(source);
      const countries = world.type === "Topology" ? d3map.feature(world, world.objects.countries || Object.values(world.objects)[0]) : world;
      land.replaceChildren();
      make("path", { d: path(d3map.geoGraticule10()), class: "map-graticule" }, land);
      for (const one of countries.features) make("path", { d: path(one) || "", class: "map-country" }, land);
    };

    // Names of towns: the biggest in sight, as far as there is room between them and the marks. The table has what matters of them.
    const overlaps = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    const label = () => {
      names.replaceChildren();
      const unit = pixel(), half = 12 * unit;
      const taken = visible.map(({ at }) => [at[0] - half, at[1] - half, at[0] + half, at[1] + half]);
      for (const [name, place] of towns) {
        const at = view.apply(place), width = name.length * LETTER * unit / 2;
        const box = [at[0] - width, at[1] - (LIFT + LINE) * unit, at[0] + width, at[1] + 2 * unit];
        if (box[0] < 0 || box[2] > WIDTH || box[1] < 0 || box[3] > HEIGHT || taken.some((one) => overlaps(one, box))) continue;
        taken.push(box);
        const group = make("g", { transform: `translate(${at[0]},${at[1]}) scale(${unit})` }, names);
        make("circle", { r: 1.5 }, group);
        make("text", { y: -LIFT + 2, "text-anchor": "middle" }, group).textContent = name;
      }
    };
    const nameTowns = async () => {
      if (!figure.dataset.towns) return;
      const corners = [];
      for (const x of [0, WIDTH / 2, WIDTH]) for (const y of [0, HEIGHT / 2, HEIGHT]) corners.push(projection.invert(view.invert([x, y])));
      const whole = view.k < 2 || corners.some((at) => !at || !at.every(Number.isFinite));
      const edge = (axis, most, pick) => Math.max(-most, Math.min(most, pick(...corners.map((at) => at[axis])))).toFixed(1);
      const box = whole ? "" : [edge(0, 180, Math.min), edge(1, 90, Math.min), edge(0, 180, Math.max), edge(1, 90, Math.max)].join(",");
      const source = box ? `${figure.dataset.towns}?box=${box}` : figure.dataset.towns;
      if (source === asked) return;
      asked = source;
      const found = (await json(source)).towns;
      if (source !== asked) return; // the view has gone on meanwhile
      towns = found.map(([name, ...place]) => [name, projection(place)]).filter(([, place]) => place);
      label();
    };

    const shown = (mark) => day === null ? mark.properties.events.length : mark.properties.events.filter((event) => event.day === day).length;

    const mark = (at, kind, count, label, key, open) => {
      const group = make("g", { class: `map-mark map-${kind}`, transform: `translate(${at[0]},${at[1]}) scale(${pixel()})`, tabindex: "0", role: "button", "aria-label": label }, marks);
      if (key) group.setAttribute("data-key", key);
      make("circle", { r: 12, class: "map-target" }, group);
      const [name, attributes] = shape(kind);
      make(name, attributes, group);
      if (count > 1) make("text", { y: kind === "cluster" ? 4 : -10, "text-anchor": "middle" }, group).textContent = count;
      make("title", {}, group).textContent = label;
      group.addEventListener("click", open);
      group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
      return group;
    };

    const draw = () => {
      const focused = marks.querySelector(":focus")?.getAttribute("data-key");
      marks.replaceChildren();
      sized = pixel();
      visible = points
        .map((point) => ({ point, at: view.apply(point.at), count: shown(point.mark) }))
        .filter(({ at, count }) => count && at[0] > -12 && at[0] < WIDTH + 12 && at[1] > -12 && at[1] < HEIGHT + 12);
      label();
      const single = (one) => mark(one.at, one.point.mark.properties.shape, one.count, said(one.point.mark, one.count), one.point.mark.id, () => choose(one.point.mark.id, true));
      if (visible.length <= CLUSTER) visible.forEach(single);
      else {
        const cells = new Map(), size = CELL * pixel();
        for (const one of visible) {
          const cell = `${Math.floor(one.at[0] / size)},${Math.floor(one.at[1] / size)}`;
          cells.set(cell, [...(cells.get(cell) || []), one]);
        }
        for (const held of cells.values()) {
          if (held.length === 1) { single(held[0]); continue; }
          const at = [0, 1].map((axis) => held.reduce((sum, one) => sum + one.at[axis], 0) / held.length);
          const count = held.reduce((sum, one) => sum + one.count, 0);
          mark(at, "cluster", count, `${held.length} places, ${count} events: closer`, "", () => d3map.select(svg).call(zoom.scaleBy, 3, at));
        }
      }
      if (focused) marks.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    };

    const choose = (key, scroll) => {
      for (const one of marks.querySelectorAll("[data-key]")) one.classList.toggle("map-chosen", one.dataset.key === key);
      let first = null;
      for (const row of document.querySelectorAll("[data-place]")) {
        const is = row.dataset.place === key;
        row.classList.toggle("chosen", is);
        if (is && !first) first = row;
      }
      if (scroll && first) first.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    };

    let settled = 0;
    const zoom = d3map.zoom().scaleExtent([1, 60]).translateExtent([[0, 0], [WIDTH, HEIGHT]])
      .filter((event) => !event.shiftKey && (!event.ctrlKey || event.type === "wheel") && !event.button && !(still && event.type === "wheel" && !event.ctrlKey))
      .on("zoom", (event) => {
        view = event.transform;
        layer.setAttribute("transform", view);
        layer.style.setProperty("--map-scale", view.k);
        draw();
        clearTimeout(settled);
        settled = setTimeout(() => {
          if (view.k >= FINE) borders(figure.dataset.bordersFine).catch(() => { drawn = ""; });
          nameTowns().catch(() => { asked = ""; });
          if (still) return;
          const here = address();
          const centre = projection.invert(view.invert([WIDTH / 2, HEIGHT / 2]));
          if (view.k === 1 || !centre) here.searchParams.delete("view");
          else here.searchParams.set("view", [...centre.map((one) => one.toFixed(3)), view.k.toFixed(2)].join(","));
          history.replaceState(history.state, "", here);
        }, 200);
      });
    d3map.select(svg).call(zoom);

    let box = null;
    svg.addEventListener("pointerdown", (event) => {
      if (still || !event.shiftKey || event.button) return;
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      box = { from: d3map.pointer(event, svg), rect: make("rect", { class: "map-box" }, svg) };
    });
    svg.addEventListener("pointermove", (event) => {
      if (!box) return;
      const to = d3map.pointer(event, svg);
      for (const [axis, [at, size]] of [["x", "width"], ["y", "height"]].entries()) {
        box.rect.setAttribute(at, Math.min(box.from[axis], to[axis]));
        box.rect.setAttribute(size, Math.abs(box.from[axis] - to[axis]));
      }
    });
    svg.addEventListener("pointerup", (event) => {
      if (!box) return;
      const corners = [box.from, d3map.pointer(event, svg)].map((at) => projection.invert(view.invert(at)));
      box.rect.remove();
      box = null;
      if (corners.some((at) => !at || !at.every(Number.isFinite))) return;
      const [west, east] = corners.map((at) => Math.max(-180, Math.min(180, at[0]))).sort((a, b) => a - b);
      const [south, north] = corners.map((at) => Math.max(-90, Math.min(90, at[1]))).sort((a, b) => a - b);
      const here = address();
      here.searchParams.set("box", [west, south, east, north].map((one) => one.toFixed(2)).join(","));
      location.assign(here);
    });

    const slider = figure.querySelector("[data-map-day]"), output = figure.querySelector("[data-map-said]"), play = figure.querySelector("[data-map-play]");
    let days = [], timer = 0;
    const toDay = (number) => {
      day = number ? days[number - 1] : null;
      if (slider) { slider.value = number; slider.setAttribute("aria-valuetext", day || "all days"); }
      if (output) output.textContent = day || "all days";
      for (const row of document.querySelectorAll("[data-place][data-day]")) row.hidden = day !== null && row.dataset.day !== day;
      draw();
    };
    const stop = () => { clearInterval(timer); timer = 0; if (play) play.textContent = "Play"; };
    slider?.addEventListener("input", () => { stop(); toDay(Number(slider.value)); });
    play?.addEventListener("click", () => {
      if (timer) return stop();
      play.textContent = "Stop";
      let at = Number(slider?.value || 0);
      timer = setInterval(() => { at = at >= days.length ? 0 : at + 1; toDay(at); if (!at) stop(); }, STEP);
    });

    for (const name of ["pointerover", "focusin"])
      document.addEventListener(name, (event) => { const row = event.target.closest?.("[data-place]"); if (row) choose(row.dataset.place, false); });

    new ResizeObserver(() => { if (sized && pixel() !== sized) draw(); }).observe(svg);

    // A row's place leads to its mark: that is brought into sight, and the keyboard goes on from there.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("[data-point]");
      if (!link || !figure.isConnected) return;
      const point = points.find((one) => one.mark.id === link.dataset.point);
      if (!point) return;
      event.preventDefault();
      const at = view.apply(point.at);
      if (at[0] < 0 || at[0] > WIDTH || at[1] < 0 || at[1] > HEIGHT) d3map.select(svg).call(zoom.translateTo, ...point.at);
      choose(link.dataset.point, false);
      figure.scrollIntoView({ block: "nearest" });
      marks.querySelector(`[data-key="${CSS.escape(link.dataset.point)}"]`)?.focus({ preventScroll: true });
    });

    try {
      const [found] = await Promise.all([json(figure.dataset.events), borders(figure.dataset.borders)]);
      points = found.features.map((one) => ({ mark: one, at: projection(one.geometry.coordinates) })).filter((one) => one.at);
      days = [...new Set(found.features.flatMap((one) => one.properties.events.map((event) => event.day)))].filter((one) => one.length === 10).sort();
      if (slider) { slider.min = 0; slider.max = days.length; }
      if (below) below.textContent = found.below;
      toDay(0);
      const [longitude, latitude, scale] = still ? [] : (address().searchParams.get("view") || "").split(",").map(Number);
      if (scale >= 1 && scale <= 60 && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
        const [x, y] = projection([longitude, latitude]);
        d3map.select(svg).call(zoom.transform, d3map.zoomIdentity.translate(WIDTH / 2, HEIGHT / 2).scale(scale).translate(-x, -y));
      }
      figure.dataset.mapReady = points.length;
      nameTowns().catch(() => { asked = ""; }); // a map without names is one still
    } catch (error) {
      if (below) below.textContent = "The map could not be loaded; the table has every event.";
      console.error(error);
    }
  };

  const all = () => { for (const figure of document.querySelectorAll("[data-map]:not([data-map-begun])")) { figure.dataset.mapBegun = "1"; start(figure); } };
  document.addEventListener("htmx:afterSettle", all);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all); else all();
})();
