// For pages that show the checker in an iframe: sizes each iframe to its content and dispatches the checker's events on the
// iframe. An iframe is ours if its address is this folder's frame.html.

import { EVENTS, isMessage, message } from "./protocol.js";

const FRAME = new URL("frame.html", import.meta.url);

/** Returns the checker's iframes on the page. */
function frames() {
  return [...document.querySelectorAll("iframe")].filter((iframe) => {
    const address = URL.canParse(iframe.src) ? new URL(iframe.src) : null;
    return address?.origin === FRAME.origin && address.pathname === FRAME.pathname;
  });
}

/** Whether the iframe's origin is opaque, so that it reports "null". */
function isOpaque(iframe) {
  return iframe.hasAttribute("sandbox") && !iframe.sandbox.contains("allow-same-origin");
}

// The target origin is "*" because the message holds nothing secret, and the iframe may still hold its initial empty page.
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

// An iframe may have loaded before this script, or may be added later.
document.addEventListener("load", ({ target }) => frames().includes(target) && hello(target), true);
frames().forEach(hello);
