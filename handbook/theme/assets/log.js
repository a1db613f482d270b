// Sort and filter the log of decisions. Without this script the table is whole as it is.
(() => {
  const heading = document.getElementById("log");
  const table = document.querySelector("#log ~ * table");
  const rows = [...table.tBodies[0].rows];
  const headers = [...table.tHead.rows[0].cells];
  const column = (name) => headers.findIndex((cell) => cell.textContent.trim() === name);
  const words = (row, name) =>
    row.cells[column(name)].textContent.trim().split(", ").filter(Boolean);

  const bar = document.createElement("p");
  bar.className = "log-filter";
  const count = document.createElement("output");

  const choice = (name) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    const values = [...new Set(rows.flatMap((row) => words(row, name)))].sort();
    for (const value of ["all", ...values]) select.add(new Option(value, value));
    label.append(`${name} `, select);
    bar.append(label);
    return select;
  };
  const choices = { Status: choice("Status"), Tags: choice("Tags") };
  bar.append(count);

  const show = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !Object.entries(choices).every(
        ([name, { value }]) => value === "all" || words(row, name).includes(value),
      );
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = `${shown} of ${rows.length} records`;
  };
  bar.addEventListener("change", show);

  headers.forEach((header, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const up = header.getAttribute("aria-sort") !== "ascending";
      headers.forEach((other) => other.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", up ? "ascending" : "descending");
      const text = (row) => row.cells[index].textContent.trim();
      rows.sort((a, b) => text(a).localeCompare(text(b)) * (up ? 1 : -1));
      table.tBodies[0].append(...rows);
    });
  });

  heading.after(bar);
  show();
  addEventListener("pageshow", show); // after "back" the choices are there again
})();
