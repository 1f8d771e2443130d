// Global functions that the Wasm's generated script calls to load its later parts; the bundler injects these.
export { loadLater, loadOnDemand } from "./instance.js";
