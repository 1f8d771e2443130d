// Packs what goes into other people's pages: node pack.mjs <folder that Trunk builds in> <version> <esbuild>.
//
// It makes `embed/<version>/` there: the element and its Wasm, the iframe flavour, and the package for npm. The folder of a
// version never changes once it is published, so that pages can name it with a hash.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { argv } from "node:process";

const [staging, version, esbuild] = argv.slice(2);
// Where esbuild is, everything else is that we take from npm.
const npm = createRequire(esbuild);
const { build, transform } = npm("esbuild");
const { generate, parse, walk } = npm("css-tree");

const sources = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const folder = join(staging, "embed", version);
await mkdir(folder, { recursive: true });

/** What `fetch` and `<script>` check a file with. */
function integrity(content) {
  return "sha384-" + createHash("sha384").update(content).digest("base64");
}

/** Moves a Wasm file of Trunk's into the folder, under a name that tells its content: builds never mix in a cache. */
async function place(file, name) {
  const content = await readFile(join(staging, file));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const placed = `${name}-${hash}.wasm`;
  await rename(join(staging, file), join(folder, placed));
  return { name: placed, integrity: integrity(content) };
}

/**
 * The style sheets of the page as they work in a shadow root of a page that is not ours: the root is the host element, the
 * body is the frame, and sizes follow a property of our own, since `rem` is the host's.
 */
async function widgetStyles() {
  const files = ["tokens", "base", "report", "spf", "sections", "widget"];
  const sheets = await Promise.all(files.map((file) => readFile(join(sources, "../styles", file + ".css"), "utf8")));
  const css = parse(sheets.join("\n"), {
    parseCustomProperty: true,
    onParseError(error) {
      // What cannot be read is kept as it is, and would follow the page around.
      throw error;
    },
  });
  walk(css, function (node, item, list) {
    if (node.type === "PseudoClassSelector" && node.name === "root") {
      node.name = "host";
    } else if (node.type === "TypeSelector" && node.name === "body") {
      list.replace(item, list.createItem({ type: "ClassSelector", name: "widget" }));
    } else if (node.type === "Dimension" && node.unit === "rem") {
      if (this.atrulePrelude) {
        // No property counts in a condition.
        node.value = `${node.value * 16}`;
        node.unit = "px";
      } else {
        list.replace(item, list.createItem({ type: "Raw", value: `calc(${node.value} * var(--dmarc-rem))` }));
      }
    }
  });
  return (await transform(generate(css), { loader: "css", minify: true })).code;
}

/**
 * The script that wasm-bindgen makes for a Wasm file, without the address where it would look by itself: the file has another
 * name by then, and other people's bundlers would look for it.
 */
async function script(wasm) {
  const text = await readFile(join(staging, wasm.replace(/wasm$/, "js")), "utf8");
  const address = /new URL\('\w+_bg\.wasm', import\.meta\.url\)/;
  if (!address.test(text)) throw new Error(`The script of ${wasm} is not as it used to be.`);
  return text.replace(address, "undefined");
}

/** Bundles a script of ours into one file of the folder, and gives its integrity. */
async function bundle(entry, file, options = {}) {
  const plugin = {
    name: "made while packing",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(widget|module)\.wasm$/ }, ({ path }) => ({ path, namespace: "wasm" }));
      onResolve({ filter: /^widget\.css$/ }, () => ({ path: "widget.css", namespace: "styles" }));
      onLoad({ filter: /.*/, namespace: "wasm" }, async ({ path }) => ({ contents: await script(path) }));
      onLoad({ filter: /.*/, namespace: "styles" }, async () => ({ contents: await widgetStyles(), loader: "text" }));
    },
  };
  const result = await build({
    entryPoints: [join(sources, entry)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    plugins: [plugin],
    write: false,
    ...options,
  });
  const { contents } = result.outputFiles[0];
  await writeFile(join(folder, file), contents);
  return integrity(contents);
}

const first = await place("widget_bg.wasm", "dmarc-checker");
// Only a release build is divided.
const [later, demand] = existsSync(join(staging, "widget_later.wasm"))
  ? [await place("widget_later.wasm", "dmarc-checker-later"), await place("widget_demand.wasm", "dmarc-checker-demand")]
  : [null, null];
const element = await bundle("element/index.js", "dmarc-checker.js", {
  define: { FIRST: JSON.stringify(first), LATER: JSON.stringify(later), DEMAND: JSON.stringify(demand) },
  // The Wasm's script asks for its later parts by these names, which on the page are global.
  inject: [join(sources, "element/later.js")],
});
const wasm = await place("module_bg.wasm", "module");
await bundle("module/index.js", "index.js", {
  define: { WASM_FILE: JSON.stringify(wasm.name), VERSION: JSON.stringify(version) },
  external: ["node:*"],
  // Other people's bundlers make it small. Until then comments tell them what to leave alone.
  minify: false,
});
await bundle("frame/frame.js", "frame.js", { format: "iife" });
const host = await bundle("frame/host.js", "frame-host.js");
for (const program of ["widget", "module"]) {
  await rm(join(staging, `${program}.js`));
}
const copied = [
  "element/dmarc-checker.d.ts",
  "frame/frame.css",
  "frame/frame.html",
  "module/index.d.ts",
  "module/README.md",
  "../assets/public-suffix-list.txt",
];
for (const file of copied) {
  await copyFile(join(sources, file), join(folder, basename(file)));
}
const manifest = JSON.parse(await readFile(join(sources, "module/package.json"), "utf8"));
await writeFile(join(folder, "package.json"), JSON.stringify({ ...manifest, version }, null, 2) + "\n");

const page = join(staging, "index.html");
const html = await readFile(page, "utf8");
// A release build has lost the quotes, and without them a value ends at the first blank.
await writeFile(page, html.replace(/"?not-packed"?/, `"./embed/${version}/ ${element} ${host}"`));
