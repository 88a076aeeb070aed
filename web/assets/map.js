// Draws the map of schools: outlines, marks by line class (colour and shape), clusters by a grid. Everything comes from this
// server. Names of schools enter the page as text alone.
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box || !window.L) { return; }
  var COLOURS = { good: "#009E73", moderate: "#F0E442", bad: "#D55E00", unknown: "#CC79A7" };
  var ORDER = ["good", "moderate", "bad", "unknown"];
  var CELL = 64; // pixels: a finger's width and a half
  var names = {};
  document.querySelectorAll("#map-classes th, #map-causes th").forEach(function (cell) {
    if (cell.dataset.word) { names[(cell.closest("tbody").id === "map-classes" ? "line." : "cause.") + cell.dataset.word] = cell.dataset.name; }
  });
  var layers = Array.prototype.map.call(box.querySelectorAll(".layer"), function (one) { return one.dataset; });
  box.textContent = "";

  var map = L.map(box, { preferCanvas: true, zoomSnap: 0.5, minZoom: 3, maxZoom: 18, attributionControl: !!box.dataset.attribution })
    .setView([48, 67], 4);
  if (map.attributionControl) { map.attributionControl.setPrefix(""); }
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: escape(box.dataset.attribution || "") }).addTo(map);
  }

  function escape(text) { var p = document.createElement("p"); p.textContent = text; return p.innerHTML; }

  function svg(name, attributes, parent) {
    var element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (parent) { parent.appendChild(element); }
    return element;
  }

  // The same shapes as the server draws.
  function mark(line) {
    var drawing = svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" });
    var paint = { fill: COLOURS[line], stroke: "#222", "stroke-width": 1.5 };
    if (line === "good") { svg("circle", Object.assign({ cx: 10, cy: 10, r: 7 }, paint), drawing); }
    else {
      var points = { moderate: "3.5,3.5 16.5,3.5 16.5,16.5 3.5,16.5", bad: "10,2 18,17 2,17", unknown: "10,1.5 18.5,10 10,18.5 1.5,10" };
      svg("polygon", Object.assign({ points: points[line] }, paint), drawing);
    }
    return drawing;
  }

  // How many schools, in a ring of their classes.
  function ring(counts, total) {
    var size = total < 10 ? 34 : total < 100 ? 40 : 48, radius = size / 2 - 4, around = 2 * Math.PI * radius, begun = 0;
    var drawing = svg("svg", { viewBox: "0 0 " + size + " " + size, width: size, height: size, "aria-hidden": "true" });
    svg("circle", { cx: size / 2, cy: size / 2, r: size / 2 - 0.5, fill: "#fff", stroke: "#222" }, drawing);
    ORDER.forEach(function (line) {
      if (!counts[line]) { return; }
      var part = around * counts[line] / total;
      svg("circle", { cx: size / 2, cy: size / 2, r: radius, fill: "none", stroke: COLOURS[line], "stroke-width": 6,
        "stroke-dasharray": part + " " + (around - part), "stroke-dashoffset": -begun }, drawing);
      begun += part;
    });
    var text = svg("text", { x: size / 2, y: size / 2 + 4, "text-anchor": "middle", "font-size": 12, "font-weight": "bold", fill: "#111" }, drawing);
    text.textContent = String(total);
    return { drawing: drawing, size: size };
  }

  function named(marker, label) {
    marker.on("add", function () {
      var element = marker.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", label);
      element.setAttribute("title", label);
    });
    // Leaflet opens windows by Enter, and answers no click for a cluster then.
    marker.on("keypress", function (event) {
      if (event.originalEvent.key === "Enter") { marker.fire("click"); }
    });
    return marker;
  }

  function details(school) {
    var content = document.createElement("div");
    var link = document.createElement("a");
    link.href = "/school?id=" + encodeURIComponent(school.id);
    var name = document.createElement("bdi");
    name.textContent = school.name;
    link.appendChild(name);
    content.appendChild(link);
    [school.area, names["line." + school.line] || school.line, school.mbps, names["cause." + school.cause]].forEach(function (text) {
      if (!text) { return; }
      var line = document.createElement("div"), piece = document.createElement("bdi");
      piece.textContent = text;
      line.appendChild(piece);
      content.appendChild(line);
    });
    return content;
  }

  // Neighbouring cells whose marks would lie over one another become one.
  function apart(groups, zoom) {
    if (zoom >= 13) { return groups; }
    var placed = [];
    groups.sort(function (one, other) { return other.length - one.length; }).forEach(function (group) {
      var sum = group.reduce(function (sum, school) { return sum.add(map.project(school.at, zoom)); }, L.point(0, 0));
      var middle = sum.divideBy(group.length);
      var near = placed.find(function (other) { return other.middle.distanceTo(middle) < 38; });
      if (near) { near.group.push.apply(near.group, group); } else { placed.push({ group: group.slice(), middle: middle }); }
    });
    return placed.map(function (one) { return one.group; });
  }

  var shown = L.layerGroup().addTo(map);
  var schools = [];

  function draw() {
    var zoom = map.getZoom(), view = map.getBounds().pad(0.2), cells = new Map();
    schools.forEach(function (school) {
      if (!view.contains(school.at)) { return; }
      var point = map.project(school.at, zoom);
      var key = zoom >= 13 ? school.id : Math.floor(point.x / CELL) + ":" + Math.floor(point.y / CELL);
      if (!cells.has(key)) { cells.set(key, []); }
      cells.get(key).push(school);
    });
    shown.clearLayers();
    var groups = apart(Array.from(cells.values()), zoom);
    groups.forEach(function (group) {
      if (group.length === 1) {
        var school = group[0];
        shown.addLayer(named(L.marker(school.at, { keyboard: true,
          icon: L.divIcon({ className: "mark", html: mark(school.line), iconSize: [20, 20] }) }),
          school.name + " – " + (names["line." + school.line] || school.line)).bindPopup(function () { return details(school); }));
        return;
      }
      var counts = {}, latitude = 0, longitude = 0;
      group.forEach(function (school) {
        counts[school.line] = (counts[school.line] || 0) + 1;
        latitude += school.at.lat; longitude += school.at.lng;
      });
      var picture = ring(counts, group.length);
      var label = box.dataset.schools + ": " + group.length + " (" + ORDER.filter(function (line) { return counts[line]; })
        .map(function (line) { return (names["line." + line] || line) + ": " + counts[line]; }).join("; ") + ")";
      var marker = named(L.marker([latitude / group.length, longitude / group.length], { keyboard: true,
        icon: L.divIcon({ className: "mark", html: picture.drawing, iconSize: [picture.size, picture.size] }) }), label);
      marker.on("click", function () {
        var bounds = L.latLngBounds(group.map(function (school) { return school.at; }));
        // Always nearer: what fits the window already would stay one mark for ever.
        map.setView(bounds.getCenter(), Math.min(Math.max(zoom + 1, map.getBoundsZoom(bounds.pad(0.1))), 18));
      });
      shown.addLayer(marker);
    });
    box.dataset.drawn = String(groups.length);
  }

  function fetched(address) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  fetched(box.dataset.outline).then(function (outline) {
    var styles = { country: { color: "#444", weight: 1.5 }, region: { color: "#8a8a8a", weight: 1, dashArray: "4 3" }, lake: { color: "#6f9fc0", weight: 1, fill: true, fillColor: "#cfe3f1", fillOpacity: 1 } };
    L.geoJSON(outline, { interactive: false, style: function (feature) {
      return Object.assign({ fill: false }, styles[feature.properties.kind]);
    } }).addTo(map).bringToBack();
  }).catch(function () { box.dataset.outlineFailed = "true"; });

  // Fiber nodes, and segments of a plan by their phase.
  var PHASES = ["#0b4f82", "#7a3e00", "#5b2a86", "#00664b", "#8f1d00"];
  // Which line is which phase, by colour and by dashes.
  function legend(data) {
    var place = document.getElementById("map-phases"), phases = {};
    if (!place) { return; }
    data.features.forEach(function (feature) { phases[feature.properties.phase || 1] = true; });
    Object.keys(phases).map(Number).sort(function (a, b) { return a - b; }).forEach(function (phase) {
      var drawing = svg("svg", { viewBox: "0 0 30 10", width: 30, height: 10, "aria-hidden": "true" });
      svg("path", Object.assign({ d: "M0 5h30", fill: "none" }, line(phase)), drawing);
      place.append(" ", drawing, " " + box.dataset.phase + " " + phase);
    });
  }

  function line(phase) {
    return { stroke: PHASES[(phase - 1) % PHASES.length], "stroke-width": 3, "stroke-dasharray": phase > 1 ? (phase * 3) + " 4" : "none" };
  }

  layers.forEach(function (layer) {
    fetched(layer.address).then(function (data) {
      L.geoJSON(data, {
        style: function (feature) {
          var phase = Number(feature.properties.phase || 1);
          return { color: PHASES[(phase - 1) % PHASES.length], weight: 3, dashArray: phase > 1 ? (phase * 3) + " 4" : null };
        },
        pointToLayer: function (feature, at) { return L.circleMarker(at, { radius: 4, color: "#222", fillColor: "#fff", fillOpacity: 1 }); }
      }).addTo(map);
      legend(data);
      box.dataset.segments = String(data.features.length);
    }).catch(function () { box.dataset.layerFailed = layer.name; });
  });

  fetched(box.dataset.source).then(function (data) {
    schools = data.features.map(function (feature) {
      var school = feature.properties;
      school.at = L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
      return school;
    });
    if (schools.length) { map.fitBounds(L.latLngBounds(schools.map(function (school) { return school.at; })).pad(0.05), { maxZoom: 12, animate: false }); }
    map.on("moveend", draw);
    draw();
    box.dataset.ready = String(schools.length);
  }).catch(function () {
    var sentence = document.createElement("p");
    sentence.setAttribute("role", "alert");
    sentence.className = "notice warning";
    sentence.textContent = box.dataset.failed;
    box.before(sentence);
    box.dataset.ready = "failed";
  });
})();
