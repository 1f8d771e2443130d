// The style sheet that all elements of a document share. A constructed sheet needs no exception in a `style-src` policy.

import css from "widget.css";

const sheets = new WeakMap();

export function sheet(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    const { CSS, CSSStyleSheet } = document.defaultView ?? globalThis;
    // Sizes follow the text size that the visitor chose, not the host page's root font size. Another version of this module
    // may have registered the property already.
    try {
      CSS.registerProperty({ name: "--dmarc-rem", syntax: "<length>", inherits: true, initialValue: textSize(document) });
    } catch {}
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(document, sheet);
  }
  return sheet;
}

// Returns the text size that the visitor chose in the browser.
function textSize(document) {
  const probe = document.createElement("span");
  probe.style.setProperty("font-size", "medium", "important");
  document.documentElement.append(probe);
  const { fontSize } = getComputedStyle(probe);
  probe.remove();
  return fontSize;
}
