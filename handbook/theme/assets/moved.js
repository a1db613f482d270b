// Takes readers of a page that moved to the anchor that they asked for.
(() => {
  const { target, anchors } = document.currentScript.dataset;
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked) {
    const page = target.split("#")[0];
    location.replace(JSON.parse(anchors)[asked] ?? `${page}#${asked}`);
  }
})();
