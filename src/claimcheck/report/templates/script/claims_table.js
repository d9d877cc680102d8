// Sorting and filtering of the table of claims. Without this script the page is complete, only not interactive.
whenOpened(document.querySelector("details.held-table"), () => {
  const table = document.querySelector("table.sortable");
  if (table) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const key = (row, column) => {
      const cell = row.cells[column];
      if ("key" in cell.dataset) return cell.dataset.key === "" ? null : Number(cell.dataset.key);
      return "text" in cell.dataset ? cell.dataset.text || null : cell.textContent || null;
    };
    const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));

    const headers = Array.from(table.tHead.rows[0].cells);
    headers.forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      header.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = header.getAttribute("aria-sort") === "ascending";
        headers.forEach((other) => other.removeAttribute("aria-sort"));
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = rows.map((row, index) => ({ row, index, key: key(row, column) }));
        sorted.sort((a, b) => {
          // Empty cells come last whichever way is up; equal ones keep their order.
          if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.index - b.index;
          return (down ? -1 : 1) * compare(a.key, b.key) || a.index - b.index;
        });
        body.append(...sorted.map((item) => item.row));
      });
    });

    const form = document.querySelector("form.filter");
    const input = form.querySelector("input");
    const output = form.querySelector("output");
    const texts = rows.map((row) => Array.from(row.cells, (cell) => cell.textContent).join(" ").toLowerCase());
    const whose = form.elements.namedItem("whose");
    const standing = form.elements.namedItem("standing");
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const fits = (!whose?.value || "draft" in row.dataset) && (!standing.value || row.dataset.standing === standing.value);
        row.hidden = !fits || !words.every((word) => texts[index].includes(word));
        if (!row.hidden) shown += 1;
      });
      output.textContent = shown < rows.length ? `${shown} of ${rows.length}` : "";
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", apply);
    apply();
  }
});
