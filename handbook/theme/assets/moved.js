// Takes readers of a page that moved to the anchor that they asked for.
(() => {
  const { target, anchors } = document.currentScript.dataset;
  const places = JSON.parse(anchors);
  let asked = location.hash.slice(1);
  try {
    asked = decodeURIComponent(asked);
  } catch {
    // It is no encoded text, so it stays as it is.
  }
  if (asked) {
    const page = target.split("#")[0];
    const place = Object.hasOwn(places, asked) ? places[asked] : `${page}#${asked}`;
    // On a disk no server chooses the page of a folder.
    const onDisk = location.protocol === "file:";
    location.replace(onDisk ? place.replace(/\/(?=#|$)/, "/index.html") : place);
  }
})();
