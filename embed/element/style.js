// The look, in a sheet that all elements share. A sheet made by script needs no exception from a style-src policy.

import css from "widget.css";

let shared = null;

export function sheet() {
  if (!shared) {
    // Sizes follow the size of text that the visitor chose, and not what the host makes of it. Another version of this
    // module may have said so already.
    try {
      CSS.registerProperty({ name: "--dmarc-rem", syntax: "<length>", inherits: true, initialValue: textSize() });
    } catch {}
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}

// The size of text that the visitor chose in the browser.
function textSize() {
  const probe = document.createElement("span");
  probe.style.setProperty("font-size", "medium", "important");
  document.documentElement.append(probe);
  const { fontSize } = getComputedStyle(probe);
  probe.remove();
  return fontSize;
}
