/** What the page does in the browser: draws charts as they come near; searches claims; unfolds code, and what links lead to. */
export const clientScript = `
"use strict";
(() => {
  const draw = (chart) => {
    if (chart.classList.contains("drawn")) return;
    chart.classList.add("drawn");
    const figure = JSON.parse(chart.querySelector("script").textContent);
    const plot = chart.querySelector(".plot");
    const config = { ...figure.config, displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };
    Promise.resolve()
      .then(() => Plotly.newPlot(plot, { data: figure.data, layout: figure.layout, frames: figure.frames, config }))
      .catch((error) => {
        chart.classList.remove("drawn");
        chart.classList.add("failed");
        const note = document.createElement("p");
        note.className = "note";
        note.textContent = "This chart could not be drawn: " + error.message;
        plot.replaceChildren(note);
      });
  };
  const charts = document.querySelectorAll(".chart");
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "1200px" });
  for (const chart of charts) near.observe(chart);

  window.addEventListener("beforeprint", () => {
    for (const group of document.querySelectorAll("details.group")) group.open = true;
  });

  const button = document.querySelector("#toggle-code");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "Hide all code" : "Show all code";
    for (const details of document.querySelectorAll("details.source")) details.open = open;
  });

  const words = document.querySelector("#claim-search");
  if (words) {
    const claims = [...document.querySelectorAll("#papers tbody.claim")].map((row) => {
      const group = row.closest("details.group");
      const heading = [row, ...before(row)].find((body) => body.classList.contains("heading"));
      const title = group.querySelector(":scope > summary .title").textContent;
      return { row, group, heading, text: (title + " " + (heading ? heading.textContent : "") + " " + row.textContent).toLowerCase() };
    });
    const opened = new Map([...document.querySelectorAll("#papers details.group")].map((group) => [group, group.open]));
    const search = () => {
      const asked = words.value.toLowerCase().split(/s+/).filter(Boolean);
      const found = new Set();
      let count = 0;
      for (const { row, group, heading, text } of claims) {
        const fits = asked.every((word) => text.includes(word));
        row.hidden = !fits;
        if (!fits) continue;
        count++;
        found.add(group).add(heading);
      }
      for (const { heading } of claims) if (heading) heading.hidden = !found.has(heading);
      for (const [group, open] of opened) {
        group.hidden = !found.has(group);
        group.open = asked.length > 0 ? found.has(group) : open;
      }
      document.querySelector("#claim-count").textContent = asked.length > 0 ? count + " of " + claims.length + " claims" : "";
      document.querySelector("#nothing-found").hidden = count > 0;
    };
    words.addEventListener("input", search);
    document.querySelector(".search").hidden = false;
  }
  function* before(row) {
    for (let body = row.previousElementSibling; body; body = body.previousElementSibling) yield body;
  }

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    for (const source of target.querySelectorAll(":scope > details")) source.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const inView = new IntersectionObserver((entries) => {
    for (const entry of entries) links.get(entry.target.id)?.classList.toggle("here", entry.isIntersecting);
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const section of document.querySelectorAll("main section[id]")) inView.observe(section);
})();
`;
