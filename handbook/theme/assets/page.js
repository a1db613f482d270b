// What pages do with a script: colours, tabs that remember, copying, search on demand.
// Loaded in the head, so that colours are right from the first paint on. Without it,
// every word, every block and the navigation are there.
(() => {
  const root = document.documentElement;
  const script = document.currentScript;
  const base = script.dataset.base.replace(/\/?$/, "/");

  // Not every reader's browser lets a page remember something.
  const recall = (key) => {
    try {
      return localStorage.getItem(`handbook.${key}`);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(`handbook.${key}`);
      else localStorage.setItem(`handbook.${key}`, value);
    } catch {
      // Then the choice holds for this page.
    }
  };

  root.dataset.scripted = "";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colour = (scheme) => {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  const isDark = () => (root.dataset.scheme || (dark.matches ? "dark" : "light")) === "dark";
  colour(recall("scheme"));

  // Long enough to be read; who uses a screen reader has it read at once.
  let forget;
  const say = (text) => {
    const said = document.getElementById("said");
    said.textContent = text;
    clearTimeout(forget);
    forget = setTimeout(() => (said.textContent = ""), 5000);
  };

  const setUpColours = () => {
    const button = document.querySelector(".scheme");
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      const asSystem = (wanted === "dark") === dark.matches;
      remember("scheme", asSystem ? null : wanted);
      colour(asSystem ? null : wanted);
      show();
    });
    dark.addEventListener("change", show);
    show();
  };

  // A tab that was chosen is chosen in every set that has one of the same name, on this
  // page and on those that are read later; the last choice counts most.
  const setUpTabs = () => {
    const tabs = [...document.querySelectorAll(".tabbed-labels > label")].map((label) => ({
      name: label.textContent.trim(),
      input: document.getElementById(label.htmlFor),
    }));
    if (!tabs.length) return;
    // On paper, where all of a set are seen, each says its name itself.
    document.querySelectorAll(".tabbed-block").forEach((block, index) => {
      block.dataset.name = tabs[index].name;
    });
    const chosen = () => (recall("tabs") ?? "").split("\n");
    for (const name of chosen().reverse()) {
      for (const tab of tabs) if (tab.name === name) tab.input.checked = true;
    }
    for (const { name, input } of tabs) {
      input.addEventListener("change", () => {
        const before = input.parentElement.getBoundingClientRect().top;
        for (const tab of tabs) if (tab.name === name) tab.input.checked = true;
        const others = chosen().filter((other) => other !== name);
        remember("tabs", [name, ...others].slice(0, 20).join("\n"));
        scrollBy(0, input.parentElement.getBoundingClientRect().top - before);
      });
    }
  };

  // Of a session, what one would type; of anything else, all of it.
  const textOf = (block) => {
    const text = block.querySelector("code").textContent;
    if (!block.matches(".language-console")) return text;
    const commands = text.split("\n").filter((line) => /^[$>] /.test(line));
    return commands.map((line) => line.slice(2)).join("\n");
  };

  // Copies a text, and says what came of it. Browsers give the clipboard to https and
  // localhost only, and may refuse it there; the old way works elsewhere.
  const copy = async (text, name) => {
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      const focused = document.activeElement;
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "copied";
      document.body.append(area);
      area.select();
      copied = document.execCommand("copy");
      area.remove();
      focused?.focus();
    }
    say("");
    const told = copied ? `Copied${name}` : "Nothing was copied: the browser refused it";
    requestAnimationFrame(() => say(told));
    return copied;
  };
  window.handbookCopy = copy;

  const setUpCopying = () => {
    for (const block of document.querySelectorAll("article div.highlight")) {
      if (!block.querySelector("pre > code")) continue;
      const file = block.querySelector(".filename");
      const name = file ? ` ${file.textContent}` : " this code";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", `Copy${name}`);
      button.addEventListener("click", async () => {
        if (!(await copy(textOf(block), name))) return;
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = "Copy"), 2000);
      });
      block.append(button);
    }
  };

  // What is wider than the page can be scrolled with the keyboard, too, and shows it.
  const setUpScrolling = () => {
    const mark = (box) => {
      const left = box.scrollWidth - box.clientWidth - box.scrollLeft;
      box.classList.toggle("more", left > 1);
    };
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) {
          const file = target.closest(".highlight")?.querySelector(".filename");
          target.tabIndex = 0;
          target.setAttribute("role", "group");
          target.setAttribute("aria-label", file ? file.textContent : "Wide content");
        } else {
          for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
        }
        mark(target);
      }
    });
    for (const one of document.querySelectorAll("article pre, article .scroll")) {
      watch.observe(one);
      one.addEventListener("scroll", () => mark(one), { passive: true });
    }
  };

  // Scrolls a list, and not the page, so that its mark is in the middle.
  const follow = (list) => {
    const mark = list.querySelector("[aria-current]");
    if (mark) list.scrollTop = mark.offsetTop - list.clientHeight / 2;
  };

  // Marks in the table of contents which heading is being read.
  const setUpContents = () => {
    const contents = document.getElementById("contents");
    if (!contents) return;
    const links = [...contents.querySelectorAll("a")];
    const targets = links.map((link) =>
      document.getElementById(decodeURIComponent(link.hash.slice(1))),
    );
    let waits = false;
    const mark = () => {
      waits = false;
      // What the address names, while it is in sight; else the last that was passed.
      const tops = targets.map((target) => target?.getBoundingClientRect().top);
      const named = links.findIndex((link) => link.hash === location.hash);
      const isSeen = tops[named] >= 0 && tops[named] < innerHeight;
      const passed = tops.findLastIndex((top) => top < innerHeight / 4);
      const isEnd = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 1;
      const read = isSeen ? named : isEnd ? links.length - 1 : passed;
      if (links[read]?.hasAttribute("aria-current")) return;
      links.forEach((link, index) => {
        if (index === read) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
      follow(contents);
    };
    const later = () => {
      if (!waits) requestAnimationFrame(mark);
      waits = true;
    };
    addEventListener("scroll", later, { passive: true });
    later();
  };

  const setUpMenus = () => {
    for (const menu of document.querySelectorAll("nav[popover]")) {
      menu.addEventListener("click", (event) => {
        if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
      });
      addEventListener("focusin", ({ target }) => {
        // Beneath it, what has the focus would not be seen. A click closes it by itself.
        const left = !menu.contains(target) && target.matches(":focus-visible");
        if (left && menu.matches(":popover-open")) menu.hidePopover();
      });
      menu.addEventListener("toggle", () => follow(menu));
      follow(menu);
    }
  };

  // Search comes when it is asked for. What is typed until it is there is for it, too.
  let search;
  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done));
  const openSearch = async () => {
    let typed = "";
    const hold = (event) => {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      typed += event.key;
    };
    addEventListener("keydown", hold, true);
    search ??= new Promise((resolve, reject) => {
      const loaded = document.createElement("script");
      loaded.src = `${base}assets/search.js`;
      loaded.onload = resolve;
      loaded.onerror = reject;
      document.head.append(loaded);
    });
    try {
      await Promise.all([search, parsed]);
    } catch {
      search = undefined; // the next key tries again
      return say("The search could not be loaded. Try again.");
    } finally {
      removeEventListener("keydown", hold, true);
    }
    return window.handbookSearch.open(typed);
  };
  const setUpSearch = () => {
    document.querySelector(".open-search").addEventListener("click", openSearch);
  };
  addEventListener("keydown", (event) => {
    const types = event.target.closest?.("input, select, textarea, [contenteditable]");
    const slash = event.key === "/" && !types && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    openSearch();
  });

  // Printed, every part is there.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  addEventListener("DOMContentLoaded", () => {
    setUpColours();
    setUpTabs();
    setUpCopying();
    setUpScrolling();
    setUpContents();
    setUpMenus();
    setUpSearch();
  });
})();
