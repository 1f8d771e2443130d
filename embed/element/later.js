// The names by which the Wasm's own script asks for its later parts; packing puts these in their place.
export { loadLater, loadOnDemand } from "./instance.js";
