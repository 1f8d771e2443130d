// Starts the page, and says why in plain words when it cannot start.
//
// It is a file of its own because the page allows no inline script. Trunk writes the addresses of
// the two files to load, with their hashes, into the links `boot-module` and `boot-wasm`.

// A reason that is known for sure, in a sentence for the visitor.
class Known extends Error {}

function address(id) {
  return document.getElementById(id).href;
}

async function download(url) {
  let response;
  try {
    // As the preload link asks for it, so that it is downloaded once.
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
    // A syntax error means that it arrived, and that this browser is too old for it.
    throw error instanceof SyntaxError ? error : new Known(offline());
  }
}

function offline() {
  return navigator.onLine === false
    ? "This device is offline. Connect it to the internet and reload the page."
    : "A part of this page could not be downloaded. Check the connection, and whether an " +
        "extension or a company filter blocks it, then reload the page.";
}

// A part of the program that a first visit does without; a debug build has none. It shares memory and functions with
// the first part, which calls it through empty slots that it fills. `before` is what it needs to be there.
async function instantiate(name, before) {
  const address = document.querySelector(`meta[name=boot-${name}]`).content;
  if (address.endsWith(".wasm")) {
    const [first, response] = await Promise.all([started, download(address), before]);
    await WebAssembly.instantiate(await response.arrayBuffer(), { first });
  }
}

const parts = {};

// Loads a part once. A failure is told in words, and the next call tries again.
function part(name, before) {
  parts[name] ??= instantiate(name, before).catch((error) => {
    parts[name] = undefined;
    // The part before has told already.
    throw typeof error === "string" ? error : explain(error);
  });
  return parts[name];
}

// The program calls these when it needs the parts.
globalThis.loadLater = () => part("later");
globalThis.loadOnDemand = () => part("demand", loadLater());

// At the first sign of somebody being there, so that it is at hand when it is needed. Whether it came is told then.
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

// What an error means for the visitor, by its kind: its message differs from browser to browser.
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

const started = start();
started.catch((error) => {
  console.error(error);
  // It is not loading any more.
  document.querySelector(".boot--loading")?.remove();
  const place = document.getElementById("boot-error");
  place.textContent = explain(error);
  place.hidden = false;
});
