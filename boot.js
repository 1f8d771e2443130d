// Starts the page and explains in plain words when it cannot start. Until the program runs, it manages the frame: the start
// page in index.html, which is usable at once.
//
// It is a separate file because the page allows no inline script, and a classic script because it must run before the first
// paint. Trunk writes the hashed addresses of the two files to load into the links `boot-module` and `boot-wasm`.

"use strict";

// The pages other than the check, by their names in the address. They have no form.
const PAGES = ["rules", "embed", "about"];

// Parses the address like src/route.rs: the kind of page, its name in the navigation bar, and the domain to check.
function asked() {
  const path = location.hash.startsWith("#/") ? location.hash.slice(2) : "";
  const [first, second] = path.split("/").map(decoded);
  if (!second && ["", "check"].includes(first)) return ["start", "", ""];
  if (first === "check") return ["check", "", second];
  return [PAGES.includes(first) ? "page" : "unknown", first, ""];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Marks which parts of the frame the style sheets show.
function show() {
  const [kind] = asked();
  document.documentElement.dataset.shows = kind;
}

// Whether the frame's line about the resolver may be wrong because the visitor chose another resolver earlier.
function hasChosen() {
  try {
    return localStorage.getItem("dmarc-checker.resolver") !== null;
  } catch {
    return false;
  }
}

show();
document.documentElement.toggleAttribute("data-chosen", hasChosen());

// The frame, until the program replaces it.
let frame = null;
// The value that the address put into the field, to detect what the visitor typed.
let filled = "";
// Whether the form was submitted before the program was ready.
let isSent = false;
const line = document.createElement("p");

// Updates the frame to match the address.
function fit() {
  const [kind, name, text] = asked();
  show();
  filled = text;
  frame.querySelector("#domain").value = text;
  for (const link of frame.querySelectorAll(".bar__link")) {
    const isCurrent = link.getAttribute("href") === "#/" + name;
    if (isCurrent) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  line.remove();
  if (kind === "page") tellLoading("prose", "Loading.");
  if (kind === "check") tellLoading("notice", "Loading the checker.");
}

// Shows below the form that the program is loading.
function tellLoading(look, words) {
  line.className = look;
  line.textContent = words;
  // After a failure, the page shows the error instead.
  if (document.getElementById("boot-error").hidden) frame.querySelector(".source").after(line);
}

function onAddress() {
  if (frame) {
    isSent = false;
    fit();
    scrollTo(0, 0);
  }
}

function onSubmit(event) {
  if (frame?.contains(event.target)) {
    event.preventDefault();
    isSent = true;
    tellLoading("notice", "Loading the checker.");
    frame.querySelector("[role=status]").textContent = line.textContent;
    // Hidden unless the program failed to start.
    document.getElementById("boot-error").scrollIntoView();
  }
}

// Transfers typed text and focus to the page that the program rendered, before its first paint.
function handOver(app) {
  const [old, field] = [frame, app].map((place) => place.querySelector("#domain"));
  if (field && old.value !== filled) {
    field.value = old.value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  const focused = document.activeElement;
  if (frame.contains(focused)) {
    const isSame = (other) =>
      other.id === focused.id && (other.id !== "" || other.textContent === focused.textContent);
    const same = [...app.querySelectorAll(focused.localName)].find(isSame);
    same?.focus({ preventScroll: true });
    if (focused === old && same?.value === old.value) {
      same.setSelectionRange(old.selectionStart, old.selectionEnd, old.selectionDirection);
    }
  }
  frame.remove();
  frame = null;
  if (isSent) field?.form.requestSubmit();
}

// Runs when index.html is parsed.
function attend() {
  frame = document.getElementById("frame");
  const app = document.getElementById("app");
  fit();
  // Choosing a resolver requires the program.
  frame.querySelector(".source").inert = true;
  frame.querySelector(".bar__skip").addEventListener("click", (event) => {
    // The fragment of the address belongs to the program, so scroll by hand.
    event.preventDefault();
    document.getElementById("main").focus();
  });
  const onShown = (_, observer) => {
    observer.disconnect();
    handOver(app);
  };
  new MutationObserver(onShown).observe(app, { childList: true });
}

addEventListener("hashchange", onAddress);
addEventListener("submit", onSubmit);
const attended = new Promise((resolve) => {
  addEventListener("DOMContentLoaded", resolve, { once: true });
}).then(attend);

// A failure whose cause is certain, as a sentence for the visitor.
class Known extends Error {}

function address(id) {
  return document.getElementById(id).href;
}

async function download(url) {
  let response;
  try {
    // Uses the same request options as the preload link, so that the file is downloaded once.
    response = await fetch(url);
  } catch {
    throw new Known(offline());
  }
  if (!response.ok) {
    throw new Known(
      "A part of this page is missing on the server (status " + response.status + "). " +
        "A new version may just have been published: reload the page.",
    );
  }
  return response;
}

async function load(url) {
  try {
    return await import(url);
  } catch (error) {
    // A syntax error means that the script arrived but this browser is too old for it.
    throw error instanceof SyntaxError ? error : new Known(offline());
  }
}

function offline() {
  return navigator.onLine === false
    ? "This device is offline. Connect it to the internet and reload the page."
    : "A part of this page could not be downloaded. Check the connection, and whether an " +
        "extension or a company filter blocks it, then reload the page.";
}

// Instantiates a part of the program that a first visit does not need; a debug build has none. The part shares memory and
// functions with the first part, which calls it through empty table slots that the part fills. `before` is the part it
// requires.
async function instantiate(name, before) {
  const address = document.querySelector(`meta[name=boot-${name}]`).content;
  if (address.endsWith(".wasm")) {
    const [first, response] = await Promise.all([started, download(address), before]);
    await WebAssembly.instantiate(await response.arrayBuffer(), { first });
  }
}

const parts = {};

// Loads a part once. Rejects with an explanation; the next call tries again.
function part(name, before) {
  parts[name] ??= instantiate(name, before).catch((error) => {
    parts[name] = undefined;
    // A string means that the required part has already explained its failure.
    throw typeof error === "string" ? error : explain(error);
  });
  return parts[name];
}

// The program calls these to load its parts.
globalThis.loadLater = () => part("later");
globalThis.loadOnDemand = () => part("demand", loadLater());

// Load at the first sign of interaction, so that the part is ready when it is needed. A failure is reported at that point.
for (const sign of ["pointermove", "pointerdown", "keydown"]) {
  addEventListener(sign, () => loadLater().catch(() => {}), { once: true, passive: true });
}

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new Known(
      "WebAssembly is switched off in this browser, and this page needs it. " +
        "Allow it for this page (often it is a strict security mode) or use another browser.",
    );
  }
  const [module, response] = await Promise.all([
    load(address("boot-module")),
    download(address("boot-wasm")),
  ]);
  return await module.default({ module_or_path: response });
}

// Explains an error to the visitor by its type, because messages differ between browsers.
function explain(error) {
  if (error instanceof Known) {
    return error.message;
  }
  const detail = String(error);
  if (/content.security.policy|\bCSP\b|unsafe-eval/i.test(detail)) {
    return (
      "A security policy forbids this page to run WebAssembly. Whoever runs this site has to " +
      "allow 'wasm-unsafe-eval' in the Content-Security-Policy header. (" + detail + ")"
    );
  }
  if (/magic (number|word|header)|asm'|MIME/i.test(detail)) {
    return (
      "The server sent something else in place of this page's program. Reload the page; if that " +
      "does not help, whoever runs this site has to serve .wasm files as they are, as " +
      "application/wasm. (" + detail + ")"
    );
  }
  if (error instanceof SyntaxError || isWasm(error, "CompileError") || isWasm(error, "LinkError")) {
    return "This browser is too old for this page. Update it or use another one. (" + detail + ")";
  }
  return "This page stopped by a mistake of its own. Reload it, and please report: " + detail;
}

function isWasm(error, kind) {
  return typeof WebAssembly === "object" && error instanceof WebAssembly[kind];
}

const started = attended.then(start);
started.catch((error) => {
  console.error(error);
  // Nothing is loading any more.
  line.remove();
  const place = document.getElementById("boot-error");
  place.textContent = explain(error);
  place.hidden = false;
});
