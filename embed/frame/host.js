// For pages that show the checker in an iframe: gives each iframe the height of what is in it, and lets the page hear its
// events at the iframe. An iframe is ours if its address ends in this folder's frame.html.

import { EVENTS, isMessage, message } from "./protocol.js";

const FRAME = new URL("frame.html", import.meta.url);

/** The iframes of ours on the page. */
function frames() {
  return [...document.querySelectorAll("iframe")].filter((iframe) => {
    const address = URL.canParse(iframe.src) ? new URL(iframe.src) : null;
    return address?.origin === FRAME.origin && address.pathname === FRAME.pathname;
  });
}

/** Whether an iframe has an origin of its own, which says nothing. */
function isOpaque(iframe) {
  return iframe.hasAttribute("sandbox") && !iframe.sandbox.contains("allow-same-origin");
}

// To whoever is there, since it says nothing; it may be the empty page that an iframe begins with.
function hello(iframe) {
  iframe.contentWindow?.postMessage(message("hello"), "*");
}

addEventListener("message", ({ source, origin, data }) => {
  if (!isMessage(data)) return;
  const iframe = frames().find((iframe) => iframe.contentWindow === source);
  if (!iframe || origin !== (isOpaque(iframe) ? "null" : FRAME.origin)) return;
  if (data.type === "height" && Number.isFinite(data.height)) {
    iframe.style.height = Math.ceil(Math.min(Math.max(data.height, 0), 100_000)) + "px";
  } else if (data.type === "event" && EVENTS.includes(data.name)) {
    const { name, detail } = data;
    iframe.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
});

// An iframe may have loaded before this script, or come later.
document.addEventListener("load", ({ target }) => frames().includes(target) && hello(target), true);
frames().forEach(hello);
