// The element: watches its attributes, loads the checker when it comes into view, and dispatches events to its host.

import { ATTRIBUTES } from "../attributes.js";
import { DmarcError } from "../errors.js";
import { explained } from "../failure.js";
import { refusedResolver } from "../policy.js";
import { instance, lastFailure, loadLater } from "./instance.js";
import { sheet } from "./style.js";

// Error codes that mean no check was started.
const REFUSALS = ["input", "unknown-resolver"];

// The base class may be missing, for example when a server renders pages; importing the module must still work.
export class DmarcCheckerElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = [...ATTRIBUTES, ...ATTRIBUTES.map((name) => "data-" + name)];

  #frame; // Contains everything; host styles do not apply inside it.
  #place; // Where the checker renders.
  #face; // Shows errors.
  #mount = null; // The mounted checker.
  #isLoading = false;
  #isChanged = false;
  #waiting = null; // The pending check that the host requested.
  #ordered; // The domain that the host requested before the checker was mounted.
  #result = null;
  // Loads shortly before the element scrolls into view.
  #seen = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#load();
    },
    { rootMargin: "200px" },
  );

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(this.ownerDocument)];
    this.#frame = made("div", "widget");
    this.#frame.lang = "en";
    this.#frame.dir = "ltr";
    this.#face = made("p", "face");
    this.#face.setAttribute("part", "error");
    this.#face.setAttribute("role", "alert");
    this.#face.hidden = true;
    this.#place = made("div", "place");
    this.#place.append(loading());
    this.#frame.append(this.#face, this.#place);
    root.append(this.#frame);
    this.addEventListener("focusin", () => this.#load());
  }

  connectedCallback() {
    // A property set before the element was upgraded shadows the accessor of the same name.
    for (const property of PROPERTIES.keys()) {
      if (Object.hasOwn(this, property)) {
        const value = this[property];
        delete this[property];
        this[property] = value;
      }
    }
    this.#look();
    if (this.#ordered) this.#load();
    else this.#seen.observe(this);
  }

  // Constructed style sheets belong to one document.
  adoptedCallback() {
    this.shadowRoot.adoptedStyleSheets = [sheet(this.ownerDocument)];
  }

  disconnectedCallback() {
    this.#seen.disconnect();
    // Moving an element disconnects and reconnects it in the same task; its check continues.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback() {
    // Batches successive changes.
    if (this.#isChanged) return;
    this.#isChanged = true;
    queueMicrotask(() => {
      this.#isChanged = false;
      this.#look();
      this.#mount?.refresh();
    });
  }

  /** The last report, or null. */
  get result() {
    return this.#result;
  }

  /** Checks `domain`, or the domain in the attribute. */
  check(domain) {
    this.#settle(new DmarcError("aborted", "Another check took its place."));
    const promise = new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject, hasBegun: false };
    });
    // Prevents an unhandled rejection when the caller ignores the promise.
    promise.catch(() => {});
    const text = domain === undefined ? undefined : String(domain);
    if (this.#mount) {
      this.#mount.check(text);
    } else {
      this.#ordered = { text };
      this.#load();
    }
    return promise;
  }

  /** Stops the check and discards its result. */
  reset() {
    this.#settle(new DmarcError("aborted", "The widget was reset."));
    this.#ordered = undefined;
    this.#result = null;
    this.#show(null);
    this.#mount?.reset();
  }

  // Returns the value of an attribute, with or without a `data-` prefix, or null if neither is set.
  #attribute(name) {
    return this.getAttribute(name) ?? this.getAttribute("data-" + name);
  }

  // Applies the attributes that the frame itself depends on.
  #look() {
    this.#frame.dataset.theme = this.#attribute("theme") ?? "auto";
    this.#frame.dataset.view = this.#attribute("view") ?? "full";
    this.#frame.toggleAttribute("data-auto", isOn(this.#attribute("auto")));
  }

  async #load() {
    if (this.#mount || this.#isLoading) return;
    this.#isLoading = true;
    this.#seen.disconnect();
    try {
      const { Mount, folder } = await instance(this.#attribute("wasm-src"));
      if (!this.isConnected) return;
      this.#show(null);
      this.#place.replaceChildren();
      this.#mount = new Mount(
        this.#place,
        (name) => this.#attribute(name) ?? undefined,
        (name, detail) => this.#hear(name, detail),
        folder,
      );
      this.#tell("ready", {});
      // Load at the first sign of interaction, so that the part is ready when it is needed. A failure is reported at that
      // point.
      for (const sign of ["pointermove", "pointerdown", "keydown"]) {
        this.addEventListener(sign, () => loadLater().catch(() => {}), { once: true, passive: true });
      }
      if (this.#ordered) this.#mount.check(this.#ordered.text);
      this.#ordered = undefined;
    } catch (error) {
      // A pending check is rejected with this error and forgotten.
      this.#ordered = undefined;
      const failure = explained(error);
      this.#settle(failure);
      this.#fail(failure);
    } finally {
      this.#isLoading = false;
    }
  }

  // Unmounts the checker; it is mounted again if the element is reconnected.
  #end() {
    this.#settle(new DmarcError("aborted", "The widget left the page."));
    this.#ordered = undefined;
    if (!this.#mount) return;
    this.#mount.destroy();
    this.#mount = null;
    // The unmounted checker keeps a reference to its place, which would keep this element alive.
    const place = made("div", "place");
    this.#place.replaceWith(place);
    this.#place = place;
  }

  // Handles an event of the checker.
  #hear(name, detail) {
    // An error that arrives before a start belongs to the previous check, which has just ended.
    if (this.#waiting && (name === "start" || REFUSALS.includes(detail.code))) this.#waiting.hasBegun = true;
    if (name === "start") {
      this.#result = null;
      this.#frame.removeAttribute("data-failed");
      this.#show(null);
    }
    if (name === "error") {
      const error = cause(detail);
      if (this.#waiting?.hasBegun) this.#settle(error);
      this.#fail(error);
      return;
    }
    if (name === "result") {
      this.#result = detail;
      if (this.#waiting?.hasBegun) {
        this.#waiting.resolve(detail);
        this.#waiting = null;
      }
    }
    this.#tell(name, detail);
  }

  // Reports an error to visitors and to the host.
  #fail(error) {
    this.#frame.setAttribute("data-failed", "");
    if (!this.#isShown(error)) this.#show(error.message);
    // The host's fallback content between the tags is better than nothing.
    if (!this.#mount) this.#place.replaceChildren(this.#again(), document.createElement("slot"));
    this.#tell("error", { code: error.code, message: error.message, report: error.report ?? null });
  }

  // Returns a button that loads the checker again.
  #again() {
    const button = made("button", "button", "Try again");
    button.type = "button";
    button.setAttribute("part", "button");
    button.addEventListener("click", () => {
      this.#show(null);
      this.#place.replaceChildren(loading());
      // The focused button no longer exists.
      this.#place.tabIndex = -1;
      this.#place.focus();
      this.#load();
    });
    return button;
  }

  // Whether the checker shows this error itself: at the form or in place of the report. A badge has no room for it. The
  // checker does not show errors that only the host can fix.
  #isShown({ code, report }) {
    if (!this.#mount || code === "csp-resolver" || code === "unknown-resolver") return false;
    if (code === "input") return this.#place.querySelector(".ask") !== null;
    return report !== undefined || this.#frame.dataset.view !== "badge";
  }

  #settle(error) {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }

  #show(message) {
    this.#face.hidden = !message;
    this.#face.textContent = message ?? "";
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent("dmarc-" + name, { detail, bubbles: true, composed: true }));
  }
}

// Reflects every attribute as a property in camel case.
const PROPERTIES = new Map(
  [...ATTRIBUTES, "wasm-src"].map((name) => [name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), name]),
);
for (const [property, name] of PROPERTIES) {
  const isSwitch = name === "auto";
  Object.defineProperty(DmarcCheckerElement.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      const value = this.getAttribute(name);
      return isSwitch ? isOn(value) : (value ?? "");
    },
    set(value) {
      if (isSwitch) value = value ? "" : null;
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

// Whether a boolean attribute with this value is on. Frameworks write "false" for off.
function isOn(value) {
  return value !== null && value !== "false";
}

// Converts an error of the checker, adding its cause if the Content-Security-Policy of the host page is responsible.
function cause({ code, message, report }) {
  if (code === "load") return lastFailure();
  const error = (code === "resolver-blocked" && refusedResolver()) || new DmarcError(code, message);
  error.report = report;
  return error;
}

function loading() {
  return made("p", "loading", "Loading the checker.");
}

function made(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
