// Copies citations: a button beside each heading that has an id of its own, and the
// key `c` for the section that is being read.
(() => {
  const script = new URL(document.currentScript.src);
  const canonical = document.querySelector("link[rel=canonical]")?.href;
  if (!canonical) return; // what is not there can't be cited
  const site = siteAddress(new URL("..", script).href);
  const page = new URL(location.href.replace(/[?#].*/, "").replace(/index\.html$/, ""));
  const heading = document.querySelector("article h1");
  const record = document.querySelector("[data-record]")?.textContent;

  // A copy on a disk cites the site that it came from.
  function siteAddress(here) {
    if (location.protocol !== "file:") return here;
    const path = location.href.replace(/[?#].*/, "").slice(here.length);
    return canonical.slice(0, canonical.length - path.replace(/index\.html$/, "").length);
  }

  function titleOf(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".headerlink, .cite").forEach((one) => one.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  }

  function citationOf(element) {
    const title = titleOf(element);
    const first = titleOf(heading);
    if (/^[A-Z]+-[0-9]+$/.test(element.id) && title.startsWith(element.id)) {
      return { title, address: `${site}r/${element.id}/` };
    }
    if (record && element === heading) {
      return { title: `${record} ${title}`, address: `${site}r/${record}/` };
    }
    if (record && element.tagName === "H2") {
      const address = `${site}r/${record}-${element.id}/`;
      return { title: `${record} ${first}: ${title.toLowerCase()}`, address };
    }
    const address = site + page.href.slice(new URL("..", script).href.length);
    if (element === heading) return { title, address };
    return { title: `${first}: ${title}`, address: `${address}#${element.id}` };
  }

  function cite(element) {
    const { title, address } = citationOf(element);
    window.handbookCopy(`[${title}](${address})`, `: ${title}`);
  }

  // What the address names, while it is in sight; else the last heading that was passed.
  function beingRead() {
    const named = document.querySelector(":target");
    if (!named && scrollY < 1) return heading;
    const all = [heading, ...document.querySelectorAll("article :is([data-cite], code[id])")];
    const top = (one) => one.getBoundingClientRect().top;
    if (all.includes(named) && top(named) > -1 && top(named) < innerHeight) return named;
    return all.filter((one) => top(one) < innerHeight / 3).pop() ?? heading;
  }

  for (const element of document.querySelectorAll("article [data-cite]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite";
    button.textContent = "cite";
    button.setAttribute("aria-label", `Copy the citation of ${titleOf(element)}`);
    button.addEventListener("click", () => cite(element));
    element.append(button);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "c" && plain && !typing) cite(beingRead());
  });
})();
