// Packages the embeddable files: node pack.mjs <Trunk's staging folder> <version> <esbuild>.
//
// Creates `embed/<version>/` there, with the element and its Wasm, the iframe variant, and the npm package. The folder of a
// published version never changes, so that pages can pin it with a hash.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { argv } from "node:process";

const [staging, version, esbuild] = argv.slice(2);
// Resolves our npm dependencies from the folder that esbuild is in.
const npm = createRequire(esbuild);
const { build, transform } = npm("esbuild");
const { generate, parse, walk } = npm("css-tree");

const sources = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const folder = join(staging, "embed", version);
await mkdir(folder, { recursive: true });

/** Returns the Subresource Integrity value of the content. */
function integrity(content) {
  return "sha384-" + createHash("sha384").update(content).digest("base64");
}

/** Moves one of Trunk's Wasm files into the folder under a content-derived name, so that caches never mix builds. */
async function place(file, name) {
  const content = await readFile(join(staging, file));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const placed = `${name}-${hash}.wasm`;
  await rename(join(staging, file), join(folder, placed));
  return { name: placed, integrity: integrity(content) };
}

/**
 * Adapts the style sheets of the page to a shadow root in another site's page: `:root` becomes the host element, `body` the
 * frame, and sizes use a custom property, because `rem` depends on the host page.
 */
async function widgetStyles() {
  const files = ["tokens", "base", "report", "spf", "sections", "widget"];
  const sheets = await Promise.all(files.map((file) => readFile(join(sources, "../styles", file + ".css"), "utf8")));
  const css = parse(sheets.join("\n"), {
    parseCustomProperty: true,
    onParseError(error) {
      // Invalid CSS would be kept verbatim and would not be adapted, so the build fails.
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
        // Conditions of queries do not support custom properties.
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
 * Returns the script that wasm-bindgen generates for a Wasm file, without its default URL: the file has been renamed, and
 * bundlers in other projects would try to resolve that URL.
 */
async function script(wasm) {
  const text = await readFile(join(staging, wasm.replace(/wasm$/, "js")), "utf8");
  const address = /new URL\('\w+_bg\.wasm', import\.meta\.url\)/;
  if (!address.test(text)) throw new Error(`The script of ${wasm} is not as it used to be.`);
  return text.replace(address, "undefined");
}

/** Bundles one of our scripts into one file of the folder and returns its integrity value. */
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
// Only a release build is split.
const [later, demand] = existsSync(join(staging, "widget_later.wasm"))
  ? [await place("widget_later.wasm", "dmarc-checker-later"), await place("widget_demand.wasm", "dmarc-checker-demand")]
  : [null, null];
const element = await bundle("element/index.js", "dmarc-checker.js", {
  define: { FIRST: JSON.stringify(first), LATER: JSON.stringify(later), DEMAND: JSON.stringify(demand) },
  // The Wasm's script calls these functions to load its later parts; on the page they are global.
  inject: [join(sources, "element/later.js")],
});
const wasm = await place("module_bg.wasm", "module");
await bundle("module/index.js", "index.js", {
  define: { WASM_FILE: JSON.stringify(wasm.name), VERSION: JSON.stringify(version) },
  external: ["node:*"],
  // Bundlers in other projects minify this file; its comments tell them what not to rewrite.
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
// A release build drops the quotes, and an unquoted value ends at the first space.
await writeFile(page, html.replace(/"?not-packed"?/, `"./embed/${version}/ ${element} ${host}"`));
