/**
 * What the page does where scripts run: headings sort, a field filters, a link to a learner opens their details, and
 * printing opens all. Without scripts everything can be read all the same.
 */
export const SCRIPT = `
"use strict";
for (const table of document.querySelectorAll("table.class")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const up = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const compare = (a, b) => {
        const [one, other] = [value(a), value(b)];
        const numbers = one !== "" && other !== "" && !isNaN(one) && !isNaN(other);
        return (numbers ? one - other : one.localeCompare(other)) * (up ? 1 : -1);
      };
      body.append(...[...body.rows].sort(compare));
    });
  });
}
const tools = document.querySelector(".tools");
tools.hidden = false;
tools.querySelector("input").addEventListener("input", ({ target }) => {
  const wanted = target.value.toLowerCase();
  for (const row of document.querySelectorAll("table.class tbody tr, main details"))
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
const openTarget = () => {
  const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (found instanceof HTMLDetailsElement) { found.open = true; found.scrollIntoView(); }
};
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
`;
