/* The site's search: the dialog, and the pieces of the index. A page loads this script
   when somebody wants to search.

   The index comes in pieces, each a script that calls `take`: so it also works from
   file:// and under a policy that forbids all else. `first` knows every section and
   every word, `words-…` how much each word weighs in which sections, and `text-…` what
   the sections of a page say. `rank` is no data but a script that reads them. */
"use strict";

(() => {
  const root = new URL("..", document.currentScript.src);
  const SHOWN = 10;
  const OF_A_PAGE = 4;
  const LINE = 7; // so many words are a pasted line, whose values are its own
  const MOST = 500; // letters that are looked at: of a pasted log, the last lines tell

  // The pieces

  const pieces = new Map(); // by name; undefined while it is on its way
  let index; // what `first` says, made ready

  function piece(name) {
    if (!pieces.has(name)) {
      pieces.set(name, undefined);
      const script = document.createElement("script");
      const version = index ? `?${index.version}` : "";
      script.src = new URL(`assets/search/${name}.js${version}`, root);
      script.onerror = () => {
        pieces.delete(name); // so that the next key tries again
        if (name.startsWith("text-")) return;
        say("The search could not be loaded. Reload the page, and try again.");
      };
      document.head.append(script);
    }
    return pieces.get(name);
  }

  function take(name, data) {
    pieces.set(name, data);
    if (name.startsWith("text-")) excerpts();
    else search();
  }

  /** Whether there is an index; what it lacks is asked for. */
  function isReady() {
    const [rank, first] = ["rank", "first"].map(piece);
    if (rank && first) index ??= rank.prepare(first);
    return Boolean(index);
  }

  /** The first hits, with no page crowding out the others. */
  function choose(ranked) {
    const count = new Map();
    return ranked.filter(({ section: { page } }) => {
      count.set(page, (count.get(page) ?? 0) + 1);
      return count.get(page) <= OF_A_PAGE;
    }).slice(0, SHOWN);
  }

  // The dialog

  let dialog, input, list, status;
  let asked = []; // what the shown hits answer
  let since = 0; // when the key was pressed that is not answered yet
  let pause; // after the last key
  let wanted = false; // Enter was pressed before the hits were there

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function say(text) {
    status.textContent = text;
  }

  function build() {
    input = element("input", {
      type: "text", id: "search-input", "aria-describedby": "search-status", autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
    });
    const label = element("label", { for: "search-input" }, "Search the handbook");
    const close = element("button", { type: "button", class: "search-close" }, "Close");
    status = element("p", { id: "search-status", class: "search-status", role: "status" });
    list = element("ol", { class: "search-hits", "aria-label": "Results" });
    const head = element("div", { class: "search-head" }, label, input, close);
    dialog = element("dialog", { class: "search", "aria-label": "Search" }, head, status, list);
    input.addEventListener("input", (event) => {
      since = event.timeStamp;
      wanted = false;
      search();
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", walk);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
    list.addEventListener("click", follow);
    document.body.append(dialog);
  }

  /** Make the hits for what is typed; when a piece is missing, it will call again. */
  function search() {
    if (!dialog) return;
    const typed = input.value.slice(-MOST);
    const text = typed.trim();
    const ready = isReady();
    const answer = !text
      ? { asked: [], ranked: [] }
      : ready && pieces.get("rank").rank(index, typed, piece);
    if (!answer) return say("Searching…");
    asked = answer.asked;
    const hits = choose(answer.ranked);
    list.replaceChildren(...hits.map(({ section }) => hit(section)));
    say(summary(answer, text, hits.length));
    excerpts();
    if (since) performance.measure("search", { start: since, end: performance.now() });
    since = 0;
    if (wanted) go();
  }

  /** What is said of the hits: how many, and which words they only come near to. */
  function summary({ ranked: { length: count }, missing, unsaid }, text, shown) {
    if (!text) return "Type a word, an error, a name from code, or an id such as DB-3.";
    if (missing) return `No results: there is no ${text.toUpperCase()}.`;
    if (!count) return "No results. Try another word, or the tool’s name.";
    const results = count === 1 ? "1 result" : `${count} results`;
    const all = count > shown ? `${results}; the best ${shown} are shown.` : `${results}.`;
    if (!unsaid.length || asked.length >= LINE) return all;
    const quoted = unsaid.map((word) => `“${word}”`).join(", ");
    return `Nothing says ${quoted}. What comes near: ${all}`;
  }

  function hit({ page, row, address, heading, anchor, kind, name, title, ended }) {
    const file = location.protocol === "file:" ? "index.html" : "";
    const link = new URL(address + file + (anchor && `#${anchor}`), root);
    const line = element("span", { class: "search-title" });
    line.append(...marked(name ? `${name} ${title}` : title));
    const parts = [element("span", { class: `search-kind search-${kind}` }, kind), " ", line];
    if (anchor) parts.push(" ", element("span", { class: "search-place" }, `in ${heading}`));
    if (ended) parts.push(" ", element("span", { class: "search-place" }, "no longer in force"));
    const excerpt = element("span", { class: "search-excerpt", "data-of": `${page} ${row}` });
    return element("li", {}, element("a", { href: link.href }, ...parts, excerpt));
  }

  /** Show what the sections say, as far as their pages are there; ask for the others
      when nobody types. */
  function excerpts() {
    if (!dialog) return;
    clearTimeout(pause);
    pause = setTimeout(() => fill(piece), 150);
    fill((name) => pieces.get(name));
  }

  function fill(get) {
    for (const place of list.querySelectorAll(".search-excerpt:empty")) {
      const [page, row] = place.dataset.of.split(" ").map(Number);
      const said = get(`text-${page}`);
      if (!said) continue;
      // A page may begin with a heading, below its own.
      const below = said.slice(row).find((one) => one.some(Boolean)) ?? ["", ""];
      place.append(...marked(telling(...below)));
    }
  }

  /** How the words that are looked for are written in a text, each a pattern. */
  function patterns() {
    return asked.map(({ word, found }) => {
      const likely = [...found].sort((one, other) => other[1] - one[1]).slice(0, 12);
      const words = [word, ...likely.map(([number]) => index.vocabulary[number].word)];
      const longest = [...new Set(words)].sort((one, other) => other.length - one.length);
      return longest.map((one) =>
        (one.length < 4 ? "(?<![\\p{L}\\p{N}])" : "") +
        [...one].map((letter) => letter.replace(/[.]/, "\\.")).join("[_-]?")
      ).join("|");
    });
  }

  /** The sentence, or the line of code, that has most of what is looked for. */
  function telling(text, code) {
    const forms = patterns().map((form) => new RegExp(form, "iu"));
    let best = { text: "", found: 0 };
    for (const one of [...text.split(/(?<=[.:!?]) /), ...code.split("\n")]) {
      const found = forms.filter((form) => form.test(one)).length;
      if (found > best.found) best = { text: one.replaceAll('"""', "").trim(), found };
    }
    if (!best.found) return cut(text || code, 0);
    return cut(best.text, Math.min(...forms.map((form) => best.text.search(form) >>> 0)));
  }

  function cut(text, at) {
    const start = at < 24 ? 0 : text.lastIndexOf(" ", at - 12) + 1;
    const end = start + 160;
    return (start ? "…" : "") + text.slice(start, end) + (text.length > end ? "…" : "");
  }

  /** A text whose words that are looked for are marked. */
  function marked(text) {
    const form = patterns().filter(Boolean).join("|");
    if (!form) return [text];
    return text.split(new RegExp(`(${form})`, "iu")).map((part, at) =>
      at % 2 ? element("mark", {}, part) : part
    );
  }

  // Keys

  function walk(event) {
    if (event.isComposing) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const { key } = event;
    if (key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
    else if (key === "ArrowUp" && at >= 0) (links[at - 1] ?? input).focus();
    else if (key === "Enter" && event.target === input) go();
    else if (at >= 0 && key.length === 1 && key !== " " && !event.ctrlKey && !event.metaKey)
      return input.focus(); // which then gets the letter
    else return;
    event.preventDefault();
  }

  function go() {
    const current = status.textContent !== "Searching…";
    const first = list.querySelector("a");
    wanted = !current;
    if (current && first) first.click();
  }

  /** Within the page, close the dialog and bring the section into focus. */
  function follow(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { pathname, hash } = new URL(link.href);
    dialog.close();
    if (pathname !== location.pathname) return;
    event.preventDefault();
    location.hash = hash;
    const heading = document.getElementById(decodeURIComponent(hash.slice(1)));
    focus(heading ?? document.querySelector("h1"));
  }

  function focus(heading) {
    if (!heading.hasAttribute("tabindex")) heading.setAttribute("tabindex", "-1");
    heading.focus();
    heading.scrollIntoView();
  }

  function open(typed = "") {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    if (typed) input.setRangeText(typed, 0, input.value.length, "end");
    search();
  }

  function style() {
    const href = new URL("assets/search.css", root).href;
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
    document.head.append(element("link", { rel: "stylesheet", href }));
  }

  style();
  window.handbookSearch = { open, take };
})();
