/** What the page does in the browser: draws charts as they come near; unfolds code, and all claims for printing. */
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

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const inView = new IntersectionObserver((entries) => {
    for (const entry of entries) links.get(entry.target.id)?.classList.toggle("here", entry.isIntersecting);
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const section of document.querySelectorAll("main section[id]")) inView.observe(section);
})();
`;
