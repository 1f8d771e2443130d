// The name by which the Wasm's own script asks for the second part; packing puts this in its place.
export { loadLater } from "./instance.js";
