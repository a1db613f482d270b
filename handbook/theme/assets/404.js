// Suggests what an id in the address names, and pages whose address is like the one
// that is not there, out of the sitemap.
(async () => {
  const words = (path) => new Set(path.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean));
  const pieces = (path) => {
    const text = ` ${[...words(path)].join(" ")} `;
    return new Set(Array.from({ length: Math.max(text.length - 2, 0) }, (_, i) => text.slice(i, i + 3)));
  };
  // Of how many of all their pieces of three letters two addresses have in common.
  const likeness = (one, other) => {
    const shared = [...one].filter((piece) => other.has(piece)).length;
    return shared / (one.size + other.size - shared || 1);
  };
  const base = document.getElementById("page-script").dataset.base.replace(/\/?$/, "/");
  const root = new URL(base, location.href);
  const answer = await fetch(new URL("sitemap.xml", root));
  const map = new DOMParser().parseFromString(await answer.text(), "text/xml");
  const all = [...map.querySelectorAll("loc")].map((one) => new URL(one.textContent.trim()).pathname);
  const shared = all.reduce((short, path) => (path.length < short.length ? path : short), all[0] || "/");
  const wanted = pieces(location.pathname.slice(root.pathname.length));
  const near = all
    .map((path) => path.slice(shared.length))
    .map((path) => ({ path, score: likeness(wanted, pieces(path)) }))
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  const [, area, digits] = location.pathname.match(/\b([a-z]+)[-_.]?0*(\d+)\b/i) ?? [];
  if (area) {
    const number = /^dr$/i.test(area) ? digits.padStart(4, "0") : digits;
    const path = `r/${area.toUpperCase()}-${number}/`;
    const cited = await fetch(new URL(path, root), { method: "HEAD" });
    if (cited.ok) near.unshift({ path });
  }
  if (!near.length) return;
  const box = document.getElementById("near");
  for (const { path } of near) {
    const link = document.createElement("a");
    link.href = new URL(path, root);
    link.textContent = path;
    const item = document.createElement("li");
    item.append(link);
    box.querySelector("ul").append(item);
  }
  box.hidden = false;
})();
