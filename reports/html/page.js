"use strict";
(() => {
  const byID = id => document.getElementById(id);
  const form = byID("filters"), search = byID("q"), none = byID("none");
  const fields = ["row", "verdict", "area", "code", "carrier", "needs"];
  const all = [...document.querySelectorAll("details.s")].map(element => ({
    element, row: element.closest(".row").dataset.row, verdict: element.dataset.verdict, area: element.dataset.area, code: element.dataset.code,
    carrier: element.dataset.carrier, needs: element.dataset.needs.split(";"), text: "",
  }));

  // unpacked holds the bodies of a row, as soon as one of them was opened.
  const unpacked = new Map();
  const unpack = section => {
    if (!unpacked.has(section)) {
      const bytes = Uint8Array.from(atob(section.dataset.packed), c => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      unpacked.set(section, new Response(stream).json());
    }
    return unpacked.get(section);
  };
  const fill = async details => {
    if (details.dataset.at === undefined || details.dataset.full) return;
    details.dataset.full = "yes";
    const bodies = await unpack(details.closest(".row"));
    details.querySelector(".body").innerHTML = bodies[+details.dataset.at];
  };
  document.addEventListener("toggle", event => {
    if (event.target.matches("details.s") && event.target.open) fill(event.target);
  }, true);

  // The state of the page stands behind the # of its address: ID?q=…&verdict=…
  const read = () => {
    const [id, query = ""] = location.hash.slice(1).split("?");
    return [decodeURIComponent(id), new URLSearchParams(query)];
  };
  const write = id => {
    const query = new URLSearchParams();
    if (search.value.trim()) query.set("q", search.value.trim());
    for (const field of fields) if (byID("f-" + field).value) query.set(field, byID("f-" + field).value);
    if (document.documentElement.dataset.theme) query.set("theme", document.documentElement.dataset.theme);
    const text = query.toString();
    history.replaceState(null, "", "#" + encodeURI(id) + (text ? "?" + text : ""));
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = fields.map(field => [field, byID("f-" + field).value]).filter(pair => pair[1]);
    let shown = 0;
    const rows = new Set();
    for (const s of all) {
      if (words.length && !s.text) s.text = (s.row + " " + s.code + " " + s.element.textContent).toLowerCase();
      const fits = words.every(word => s.text.includes(word)) &&
        wanted.every(([field, value]) => field === "needs" ? s.needs.includes(value) : s[field] === value);
      s.element.hidden = !fits;
      if (fits) { shown++; rows.add(s.row); }
    }
    for (const section of document.querySelectorAll("section.row")) section.hidden = !rows.has(section.dataset.row);
    byID("count").textContent = shown + " of " + all.length;
    none.hidden = shown > 0;
  };
  const paint = theme => {
    if (theme) document.documentElement.dataset.theme = theme;
    const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    byID("theme").textContent = dark ? "light" : "dark";
    byID("theme").setAttribute("aria-label", "Switch to the " + (dark ? "light" : "dark") + " theme");
  };
  const follow = () => {
    const [id, query] = read();
    search.value = query.get("q") || "";
    for (const field of fields) byID("f-" + field).value = query.get(field) || "";
    paint(query.get("theme"));
    filter();
    const target = id && byID(id);
    if (!target) return;
    if (target.matches("details.s")) { target.hidden = false; target.closest(".row").hidden = false; target.open = true; }
    target.scrollIntoView();
  };

  form.hidden = byID("theme").hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", () => { filter(); write(""); });
  form.addEventListener("reset", () => setTimeout(() => { filter(); write(""); }));
  byID("clear").addEventListener("click", () => form.reset());
  byID("theme").addEventListener("click", () => { paint(byID("theme").textContent); write(read()[0]); });
  document.addEventListener("click", event => {
    const cell = event.target.closest("[data-row][data-carrier]");
    if (cell && cell.matches("a")) {
      event.preventDefault();
      form.reset();
      byID("f-row").value = cell.dataset.row;
      byID("f-carrier").value = cell.dataset.carrier;
      setTimeout(() => { byID("f-row").value = cell.dataset.row; byID("f-carrier").value = cell.dataset.carrier; filter(); write(""); byID("scenarios").scrollIntoView(); });
    }
    const summary = event.target.closest("details.s > summary");
    if (summary) write(summary.parentElement.id);
  });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !event.target.matches("input, select")) event.preventDefault();
    if (event.key === "Escape" && event.target === search) { form.reset(); search.blur(); }
  });
  document.addEventListener("keyup", event => {
    if (event.key === "/" && !event.target.matches("input, select")) search.focus();
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => { for (const s of all) if (s.element.open) fill(s.element); });
  follow();
})();
