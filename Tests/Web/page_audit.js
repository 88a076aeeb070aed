// Looks over the page that is shown and returns what is wrong with it, one sentence each. Run in every page of the browser
// tests; names of controls are asked of the browser itself (browser.py), which computes them as a screen reader gets them.
const wrong = [];
const visible = (element) => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  return style.visibility !== "hidden" && style.display !== "none" && box.width > 1 && box.height > 1 && box.right > 0;
};
const words = (element) => (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
const place = (element) => `<${element.localName}${element.id ? " #" + element.id : ""}> "${words(element)}"`;

// Headings: one h1, and none that leaves a level out.
let level = 0;
const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(visible);
if (headings.filter((one) => one.localName === "h1").length !== 1) wrong.push("headings: not exactly one h1");
for (const one of headings) {
  const here = Number(one.localName[1]);
  if (here > level + 1) wrong.push(`headings: h${level} is followed by ${place(one)}`);
  if (!words(one)) wrong.push(`headings: an empty ${one.localName}`);
  level = here;
}

// Structure.
for (const tag of ["main", "header", "footer"]) if (document.querySelectorAll(tag).length !== 1) wrong.push(`structure: not one <${tag}>`);
if (!document.title.trim()) wrong.push("structure: no title");
const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) wrong.push(`structure: id ${id} stands twice`);
for (const name of ["aria-labelledby", "aria-describedby"])
  for (const one of document.querySelectorAll(`[${name}]`))
    for (const id of one.getAttribute(name).split(" ")) if (!document.getElementById(id)) wrong.push(`structure: ${place(one)} names ${id}, which is not there`);
for (const one of document.querySelectorAll("label[for]")) if (!document.getElementById(one.htmlFor)) wrong.push(`labels: ${place(one)} is for nothing`);
for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
  if (visible(one) && !(one.labels && [...one.labels].some(visible)) && !one.hasAttribute("aria-label")) wrong.push(`labels: ${place(one)} name=${one.name} has none that is seen`);
for (const table of document.querySelectorAll("table")) {
  if (visible(table) && !table.querySelector("th[scope=col]")) wrong.push(`structure: a table without column headings after "${words(table)}"`);
}
for (const one of document.querySelectorAll("a:not([href])")) wrong.push(`structure: ${place(one)} leads nowhere`);
for (const one of document.querySelectorAll("[style], style, script:not([src]), iframe, object, embed"))
  if (!one.closest("#map")) wrong.push(`policy: ${place(one)} stands in the page`);

// Contrast of every piece of text, WCAG 2.1, 1.4.3: 4.5, and 3 for large text.
const colour = (text) => { const parts = text.match(/[\d.]+/g).map(Number); return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 }; };
const luminance = (rgb) => { const [r, g, b] = rgb.map((part) => { part /= 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const over = (top, below) => top.rgb.map((part, index) => part * top.alpha + below[index] * (1 - top.alpha));
const ground = (element) => {
  const stack = [];
  for (let one = element; one; one = one.parentElement) { const paint = colour(getComputedStyle(one).backgroundColor); if (paint.alpha > 0) stack.push(paint); if (paint.alpha === 1) break; }
  return stack.reverse().reduce((below, paint) => over(paint, below), [255, 255, 255]);
};
const seen = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.nodeValue.trim() || seen.has(element) || !visible(element) || element.closest("title, desc, noscript, option, .skip")) continue;
  seen.add(element);
  const style = getComputedStyle(element), inDrawing = element.namespaceURI.endsWith("/svg");
  const ink = colour(inDrawing ? style.fill : style.color), below = ground(element);
  const [light, dark] = [luminance(over(ink, below)), luminance(below)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05), size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) wrong.push(`contrast: ${ratio.toFixed(2)} of ${place(element)}`);
  // What is shrunk to a few pixels is read by nobody.
  const shown = inDrawing ? element.getBoundingClientRect().height : size;
  if (shown < 9) wrong.push(`legible: ${place(element)} is ${shown.toFixed(1)} px high`);
}

// Nothing wider than the window.
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) {
  const widest = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest(".scroll, #map"))[0];
  wrong.push(`width: ${root.scrollWidth} px in a window of ${root.clientWidth}${widest ? ", as " + place(widest) : ""}`);
}
for (const one of document.querySelectorAll(".tile, .notice, dd, h1, h2, h3, label, button")) if (visible(one) && one.scrollWidth > one.clientWidth + 1 && one.clientWidth) wrong.push(`width: ${place(one)} does not fit itself`);
// A finger hits 24 px (WCAG 2.2, 2.5.8); links within text are excepted there.
for (const one of document.querySelectorAll("button, input:not([type=hidden]), select, textarea, header a")) {
  const box = one.getBoundingClientRect();
  if (visible(one) && !one.closest(".skip") && (box.height < 23.5 || box.width < 23.5)) wrong.push(`target: ${place(one)} is ${box.width.toFixed(0)} by ${box.height.toFixed(0)} px`);
}
// What nobody wrote for readers.
const text = document.body.innerText;
for (const found of text.match(/\{[a-z_]+\}|\bundefined\b|\bnull\b|\bNaN\b|Optional\(/g) || []) wrong.push(`text: ${found}`);
return wrong;
