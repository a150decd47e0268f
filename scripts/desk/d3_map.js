// What the desk's map needs of d3 and topojson, under one global name.
export { geoGraticule10, geoNaturalEarth1, geoPath } from "d3-geo";
export { pointer, select } from "d3-selection";
export { zoom, zoomIdentity } from "d3-zoom";
export { feature, mesh } from "topojson-client";
