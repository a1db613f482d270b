/* The site's search. A page loads this script when somebody wants to search.

   The index comes in pieces, each a script that calls `take`: so it also works from
   file:// and under a policy that forbids all else. `first` knows every section and
   every word, `words-…` how much each word weighs in which sections, and `text-…` what
   the sections of a page say. */
"use strict";

(() => {
  const root = new URL("..", document.currentScript.src);
  const SHOWN = 10;
  const OF_A_PAGE = 4;
  const SAME = 0.6; // how likely a word is meant that people use for the one typed
  const PHRASE = 0.9; // the same for several words together
  const HEADING = 1.5; // how much more a section counts whose heading is what was typed
  const REASONS = 3; // how much more a record counts when somebody asks why
  const CHAIN = /__\w+?__|\d+(?:\.\d+)+|[\p{L}\p{N}]+(?:[._-]+[\p{L}\p{N}]+)*/gu;
  const HUMP = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

  const pieces = new Map(); // by name; undefined while it is on its way
  let index; // what `first` says, made ready

  // The pieces

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
    if (name === "first") index = prepare(data);
    if (name.startsWith("text-")) excerpts();
    else search();
  }

  function prepare({ version, pages, words, same, empty }) {
    const vocabulary = [];
    words.forEach((share, number) =>
      share.split(" ").forEach((word, row) =>
        vocabulary.push({ word, stem: stem(word), share: `words-${number}`, row })
      )
    );
    const known = new Map(vocabulary.map(({ word }, number) => [word, number]));
    const stems = new Map();
    vocabulary.forEach(({ stem: base }, number) =>
      stems.set(base, [...(stems.get(base) ?? []), number])
    );
    const sections = pages.flatMap(([address, heading, own], page) =>
      own.map(([anchor, kind, name, title, worth, ended, clear], row) => ({
        page, row, address, heading, anchor, kind, name, title, worth, ended,
        id: bare(name || title),
        about: clear
          ? typedWords(title)
              .map(({ whole, parts }) => [whole, ...parts].filter((one) => known.has(one)))
              .filter((forms) => forms.length)
              .map((forms) => forms.map((one) => known.get(one)))
          : [],
      }))
    );
    const groups = same.trim().split("\n").map((line) =>
      line.match(/"[^"]+"|\S+/g).map((one) => typedWords(one).map((word) => word.whole))
    );
    empty = new Set(empty.split(/\s+/));
    return { version, sections, vocabulary, known, stems, groups, empty };
  }

  // Words

  /** An id without its signs and leading zeros: DR-0007 is dr7. */
  function bare(text) {
    const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    return plain.replace(/^([a-z]+)0+(?=\d)/, "$1");
  }

  /** A word without its ending, so that formatter, formatted and formats are one. */
  function stem(word) {
    let short = word.replace(/ies$/, "y").replace(/(?<=[^su])s$/, "");
    short = short.replace(/(?:ations?|ions?|ing|ed|er|able|ment|ly)$/, (end, at) =>
      at >= 3 && /[aeiouy]/.test(short.slice(0, at)) ? "" : end
    );
    return short.replace(/(?<=..)e$/, "").replace(/(?<=..)([b-df-hj-np-tv-z])\1$/, "$1");
  }

  /** The words that were typed: whole, without signs, and the parts that they have. */
  function typedWords(text) {
    return (text.match(CHAIN) ?? []).map((chain) => {
      if (/^(__|\d)/.test(chain)) return { whole: chain.toLowerCase(), parts: [] };
      const names = chain.split(".");
      const split = () => chain.split(/[_-]+/).flatMap((one) => one.split(HUMP));
      const parts = names.length > 1 ? names : split();
      const plain = parts.map((one) => one.toLowerCase().replace(/[_-]/g, ""));
      return { whole: plain.join(""), parts: plain.length > 1 ? plain : [] };
    });
  }

  /** How many letters have to be put in, left out, changed or swapped; at the end of
      the word any number may be missing, when it is still being typed. */
  function slips(typed, word, unfinished) {
    let before = [];
    let last = [];
    let row = Array.from({ length: word.length + 1 }, (_, at) => at);
    for (let i = 1; i <= typed.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= word.length; j++) {
        const wrong = typed[i - 1] === word[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + wrong);
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    return unfinished ? Math.min(...row) : row[word.length];
  }

  /** The words of the site that a typed one may mean, each with how likely that is. */
  function meanings(typed, unfinished) {
    const found = new Map();
    const base = stem(typed);
    index.vocabulary.forEach(({ word, stem: other }, number) => {
      if (word === typed) found.set(number, 1);
      else if (other === base) found.set(number, 0.9);
      else if (typed.length > 1 && word.startsWith(typed))
        found.set(number, 0.8 * Math.sqrt(typed.length / word.length));
    });
    if (typed.length > 2 && !found.size)
      index.vocabulary.forEach(({ word }, number) => {
        if (word.includes(typed)) found.set(number, typed.length / word.length);
      });
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
    if (most && !found.size)
      index.vocabulary.forEach(({ word }, number) => {
        if (word.length < typed.length - most) return;
        if (!unfinished && word.length > typed.length + most) return;
        const count = slips(typed, word, unfinished);
        if (count <= most && word.length > 2 * count)
          found.set(number, 0.7 - 0.2 * count - 0.01 * Math.abs(word.length - typed.length));
      });
    const likely = [...found].sort((one, other) => other[1] - one[1]);
    return new Map(likely.slice(0, 40));
  }

  function raise(found, number, likely) {
    found.set(number, Math.max(likely, found.get(number) ?? 0));
  }

  /** The two words that one is made of, as rollback of roll and back. */
  function halves(word) {
    const { stems } = index;
    if (stems.has(stem(word))) return undefined;
    for (let at = 3; at <= word.length - 3; at++) {
      const both = [word.slice(0, at), word.slice(at)];
      if (both.every((one) => stems.has(stem(one)))) return both;
    }
    return undefined;
  }

  /** Add all forms of a word to the meanings of another. */
  function alike(word, likely, found) {
    const base = stem(word);
    for (const number of index.stems.get(base) ?? []) raise(found, number, likely);
  }

  /** What was typed, word by word, each with the words of the site that it may mean. */
  function understand(text) {
    const { known } = index;
    const typed = typedWords(text).flatMap(({ whole, parts }) => {
      if (index.vocabulary.some(({ word }) => word.startsWith(whole))) return [whole];
      return parts.length ? parts : halves(whole) ?? [whole];
    });
    const all = typed.map((word, at) => ({
      word,
      found: meanings(word, at === typed.length - 1 && !/\s$/.test(text)),
    }));
    for (let at = 1; at < all.length; at++) {
      const joined = known.get(typed[at - 1] + typed[at]);
      if (joined === undefined) continue;
      raise(all[at - 1].found, joined, 1);
      raise(all[at].found, joined, 1);
    }
    const stems = typed.map(stem);
    for (const group of index.groups)
      for (const said of group)
        for (let at = 0; at + said.length <= all.length; at++)
          if (said.every((word, next) => stem(word) === stems[at + next]))
            for (const { found } of all.slice(at, at + said.length))
              for (const [other, more] of group)
                if (!more) alike(other, said.length > 1 ? PHRASE : SAME, found);
    const telling = all.filter(({ word }) => !index.empty.has(word));
    return telling.length ? telling : all;
  }

  // Ranking

  /** The sections in their order, or undefined while a piece is on its way. */
  function rank(text) {
    const asked = understand(text);
    const needed = asked.flatMap(({ found }) => [...found.keys()]);
    const names = new Set(needed.map((number) => index.vocabulary[number].share));
    if ([...names].map(piece).some((share) => share === undefined)) return undefined;
    const scores = new Map();
    for (const { found } of asked) {
      const best = new Map();
      const likely = new Map();
      for (const [number, sure] of found) {
        const { share, row } = index.vocabulary[number];
        const steps = pieces.get(share)[row];
        for (let at = 0, section = 0; at < steps.length; at += 2) {
          section += steps[at];
          raise(best, section, (sure * steps[at + 1]) / 100);
          raise(likely, section, sure);
        }
      }
      const having = [...likely.values()].reduce((sum, one) => sum + one, 0);
      const rare = Math.log(1 + index.sections.length / (having + 0.5));
      for (const [section, weight] of best) {
        const score = scores.get(section) ?? { sum: 0, words: 0 };
        score.sum += weight * rare;
        score.words += 1;
        scores.set(section, score);
      }
    }
    const id = bare(text);
    const why = /\bwhy\b/i.test(text);
    const ranked = [...scores].map(([number, { sum, words }]) => {
      const section = index.sections[number];
      const share = words / asked.length;
      let score = sum * share * share * section.worth * (1 + HEADING * covered(section, asked));
      if (why && section.kind === "record" && !section.anchor) score *= REASONS;
      if (section.id === id) score = section.name ? 1000 : 1.5 * score;
      return { section, score };
    });
    ranked.sort((one, other) => other.score - one.score);
    return { asked, ranked };
  }

  /** How well a heading and the words that were typed cover each other, up to 1. */
  function covered({ about }, asked) {
    const sure = (forms, found) =>
      Math.max(0, ...forms.map((one, at) => (found.get(one) ?? 0) / (at ? 2 : 1)));
    const best = (found) => Math.max(0, ...about.map((forms) => sure(forms, found)));
    const typed = asked.filter(({ found }) => best(found)).length / asked.length;
    const ours = about.map((forms) => Math.max(...asked.map(({ found }) => sure(forms, found))));
    return (typed * ours.reduce((sum, one) => sum + one, 0)) / (about.length || 1);
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
  let since = 0; // when the last key was pressed
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
    const text = input.value.trim();
    if (text && !index) piece("first");
    const answer = !text ? { asked: [], ranked: [] } : index && rank(input.value);
    if (!answer) return say("Searching…");
    asked = answer.asked;
    const hits = choose(answer.ranked);
    list.replaceChildren(...hits.map(({ section }) => hit(section)));
    const count = answer.ranked.length;
    if (!text) say("Type a word, an error, a name from code, or an id such as DB-3.");
    else if (!count) say("No results. Try another word, or the tool’s name.");
    else if (count > hits.length) say(`${count} results; the best ${hits.length} are shown.`);
    else say(count === 1 ? "1 result." : `${count} results.`);
    excerpts();
    if (since) performance.measure("search", { start: since, end: performance.now() });
    if (wanted) go();
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
      if (found > best.found) best = { text: one.trim(), found };
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
    piece("first");
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
