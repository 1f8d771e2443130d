// The look, in a sheet that all elements of a document share. A sheet made by script needs no exception from a style-src policy.

import css from "widget.css";

const sheets = new WeakMap();

export function sheet(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    const { CSS, CSSStyleSheet } = document.defaultView ?? globalThis;
    // Sizes follow the size of text that the visitor chose, and not what the host makes of it. Another version of this
    // module may have said so already.
    try {
      CSS.registerProperty({ name: "--dmarc-rem", syntax: "<length>", inherits: true, initialValue: textSize(document) });
    } catch {}
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(document, sheet);
  }
  return sheet;
}

// The size of text that the visitor chose in the browser.
function textSize(document) {
  const probe = document.createElement("span");
  probe.style.setProperty("font-size", "medium", "important");
  document.documentElement.append(probe);
  const { fontSize } = getComputedStyle(probe);
  probe.remove();
  return fontSize;
}
