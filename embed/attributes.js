// What the host of an element can say, by the names of the attributes; the address of the iframe has the same names.
export const ATTRIBUTES = ["domain", "auto", "view", "theme", "resolver", "selectors", "hide", "report-href"];
