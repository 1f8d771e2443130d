// The element's attributes; the address of the iframe uses the same names as parameters.
export const ATTRIBUTES = ["domain", "auto", "view", "theme", "resolver", "selectors", "hide", "report-href"];
