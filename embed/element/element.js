// The element: it watches its attributes, loads the checker when it is seen, and tells its host what happens.

import { ATTRIBUTES } from "../attributes.js";
import { DmarcError } from "../errors.js";
import { explained } from "../failure.js";
import { refusedResolver } from "../policy.js";
import { instance, lastFailure, loadLater } from "./instance.js";
import { sheet } from "./style.js";

// The codes of errors for which a check is not even begun.
const REFUSALS = ["input", "unknown-resolver"];

// Where there are no elements, such as on a server that renders pages, the module may be imported all the same.
export class DmarcCheckerElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = [...ATTRIBUTES, ...ATTRIBUTES.map((name) => "data-" + name)];

  #frame; // What everything stands in, out of reach of the styles of the host.
  #place; // Where the checker shows itself.
  #face; // What went wrong.
  #mount = null; // The checker, once it is there.
  #isLoading = false;
  #isChanged = false;
  #waiting = null; // Who waits for a check that the host asked for.
  #ordered; // The domain that the host asked for before the checker was there.
  #result = null;
  // Loads a little before it comes into view.
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
    // What was set on the element before it was one of ours hides the property of the same name.
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

  // Sheets belong to a document.
  adoptedCallback() {
    this.shadowRoot.adoptedStyleSheets = [sheet(this.ownerDocument)];
  }

  disconnectedCallback() {
    this.#seen.disconnect();
    // Moving an element disconnects and connects it again in one go; its check goes on.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback() {
    // Several changes in a row are one.
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

  /** Checks a domain, else that of the attribute. */
  check(domain) {
    this.#settle(new DmarcError("aborted", "Another check took its place."));
    const promise = new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject, hasBegun: false };
    });
    // Whoever does not wait for it is not told by an uncaught error.
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

  /** Ends the check and forgets its result. */
  reset() {
    this.#settle(new DmarcError("aborted", "The widget was reset."));
    this.#ordered = undefined;
    this.#result = null;
    this.#show(null);
    this.#mount?.reset();
  }

  // The value of an attribute, which may have `data-` before its name; null if neither is there.
  #attribute(name) {
    return this.getAttribute(name) ?? this.getAttribute("data-" + name);
  }

  // What of the attributes the frame itself has to know.
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
      // At the first sign of somebody being there, so that it is at hand when it is needed. Whether it came is told then.
      for (const sign of ["pointermove", "pointerdown", "keydown"]) {
        this.addEventListener(sign, () => loadLater().catch(() => {}), { once: true, passive: true });
      }
      if (this.#ordered) this.#mount.check(this.#ordered.text);
      this.#ordered = undefined;
    } catch (error) {
      // Whoever asked for a check is told, and does not expect it any more.
      this.#ordered = undefined;
      const failure = explained(error);
      this.#settle(failure);
      this.#fail(failure);
    } finally {
      this.#isLoading = false;
    }
  }

  // Takes the checker away; it comes back if the element does.
  #end() {
    this.#settle(new DmarcError("aborted", "The widget left the page."));
    this.#ordered = undefined;
    if (!this.#mount) return;
    this.#mount.destroy();
    this.#mount = null;
    // The checker keeps the place that it had, and would keep this element with it.
    const place = made("div", "place");
    this.#place.replaceWith(place);
    this.#place = place;
  }

  // What the checker says.
  #hear(name, detail) {
    // What else comes ahead of a start is of the check before, which ended just now.
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

  // Says what went wrong, to visitors and to the host.
  #fail(error) {
    this.#frame.setAttribute("data-failed", "");
    if (!this.#isShown(error)) this.#show(error.message);
    // What the host has put between the tags is better than nothing.
    if (!this.#mount) this.#place.replaceChildren(this.#again(), document.createElement("slot"));
    this.#tell("error", { code: error.code, message: error.message, report: error.report ?? null });
  }

  // A button that loads the checker again.
  #again() {
    const button = made("button", "button", "Try again");
    button.type = "button";
    button.setAttribute("part", "button");
    button.addEventListener("click", () => {
      this.#show(null);
      this.#place.replaceChildren(loading());
      // The button that had the focus is gone.
      this.#place.tabIndex = -1;
      this.#place.focus();
      this.#load();
    });
    return button;
  }

  // Whether the checker shows an error by itself: at the form, or in place of the report, for which a badge has no room. What
  // only the host can mend it does not show.
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

// Each attribute is a property as well, in camel case.
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

// Whether a switch with this value is on. Frameworks write "false" for what is off.
function isOn(value) {
  return value !== null && value !== "false";
}

// An error of the checker with its cause, which may be a policy of the host page.
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
