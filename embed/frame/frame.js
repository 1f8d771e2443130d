// The page in the iframe: one element configured by the address, and a message channel to the embedding page.
//
// This is a classic script because a sandboxed iframe can load modules only from servers that allow any origin; a classic
// script can at least report that this header is missing.

import { ATTRIBUTES } from "../attributes.js";
import { EVENTS, isMessage, message } from "./protocol.js";

const here = new URL(location.href);
const element = document.createElement("dmarc-checker");
for (const name of ATTRIBUTES) {
  const value = here.searchParams.get(name);
  if (value !== null) element.setAttribute(name, value);
}
// The page background around the element is light or dark like the element.
const theme = element.getAttribute("theme");
if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;

// The origin of the embedding page, known after its hello; messages go to that origin only.
let origin = null;
// Events before the hello, the last of each kind, so that a page that connects late learns the current state.
const early = new Map();

function say(type, more) {
  if (origin === null) early.set(more.name ?? type, message(type, more));
  else parent.postMessage(message(type, more), origin);
}

addEventListener("message", ({ source, origin: from, data }) => {
  if (source !== parent || parent === window || !isMessage(data)) return;
  if (data.type === "hello" && origin === null) {
    // An opaque origin can only be addressed with "*".
    origin = from === "null" ? "*" : from;
    for (const message of early.values()) parent.postMessage(message, origin);
    early.clear();
  } else if (from !== origin && origin !== "*") {
    return;
  } else if (data.type === "check") {
    element.check?.(typeof data.domain === "string" ? data.domain : undefined);
  } else if (data.type === "reset") {
    element.reset?.();
  }
});

for (const name of EVENTS) {
  element.addEventListener(name, ({ detail }) => say("event", { name, detail }));
}

document.body.append(element);
new ResizeObserver(() => say("height", { height: height() })).observe(document.body);

// Returns the height of the whole content. It is measured without a scroll bar: the bar narrows the content, and the height
// measured then would persist.
function height() {
  const root = document.documentElement;
  root.style.overflow = "hidden";
  const { height } = root.getBoundingClientRect();
  root.style.overflow = "";
  return height;
}

const module = new URL("dmarc-checker.js", document.currentScript.src);
import(module.href).catch(() => {
  const [code, reason] =
    window.origin === "null"
      ? [
          "cors",
          "In a sandbox without allow-same-origin, the server of the checker has to send Access-Control-Allow-Origin: * with its files.",
        ]
      : [
          "offline",
          "A part of the checker could not be downloaded. Check the connection, and whether an extension or a company filter blocks it.",
        ];
  const text = document.createElement("p");
  text.id = "failure";
  text.setAttribute("role", "alert");
  text.textContent = reason;
  element.replaceWith(text);
  say("event", { name: "dmarc-error", detail: { code, message: reason, report: null } });
});
