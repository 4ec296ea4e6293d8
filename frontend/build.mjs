// Builds webapp/static/build/: one style sheet, one script and the icon, with the hash in the name and compressed beside them.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundleAsync, transform } from "lightningcss";
import { themeTokens, tokensFor } from "./tokens.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const BUILD = path("../webapp/static/build/");

// Plain elements get the look of these components, so that Markdown and templates need no classes for running text.
const PLAIN = [
  [/\.nl-heading--level-([1-4])(?![\w-])/g, ":is(.nl-heading--level-$1, h$1)"],
  [/\.nl-paragraph(?![\w-])/g, ":is(.nl-paragraph, :where(p:not([class])))"],
  [/\.nl-link(?![\w-])/g, ":is(.nl-link, :where(a:not([class])))"],
  [/\.utrecht-table(?![\w-])/g, ":is(.utrecht-table, :where(.prose table))"],
  [/\.utrecht-table--html-table(?![\w-])/g, ":is(.utrecht-table--html-table, :where(.prose table))"],
  [/\.utrecht-blockquote(?=\s*\{)/g, ":is(.utrecht-blockquote, :where(.prose blockquote))"],
];

async function styleSheet() {
  const bundled = await bundleAsync({
    filename: path("css/app.css"),
    resolver: {
      resolve: (name, from) => (name.startsWith("./") ? fileURLToPath(new URL(name, `file://${from}`)) : path(`../node_modules/${name}`)),
      read: (file) => (file.includes("node_modules") ? widened(readFileSync(file, "utf8")) : readFileSync(file, "utf8")),
    },
  });
  const css = bundled.code.toString();
  const theme = [...tokensFor(css, themeTokens())].map(([name, value]) => `${name}:${value};`).join("");
  return transform({ filename: "app.css", code: Buffer.from(`.theme{${theme}}${css}`), minify: true }).code;
}

function widened(css) {
  return PLAIN.reduce((text, [component, wider]) => text.replace(component, wider), css);
}

function write(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const hashed = name.replace(/(\.\w+)$/, `.${hash}$1`);
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(BUILD + hashed, content);
  writeFileSync(`${BUILD}${hashed}.br`, brotli);
  writeFileSync(`${BUILD}${hashed}.gz`, gzipSync(content, { level: 9 }));
  console.log(`${hashed}: ${content.length} bytes, ${brotli.length} with brotli`);
  return [name, hashed];
}

const files = [
  ["app.css", await styleSheet()],
  ["app.js", readFileSync(path("js/app.js"))],
  ["favicon.svg", readFileSync(path("images/favicon.svg"))],
];
rmSync(BUILD, { recursive: true, force: true });
mkdirSync(BUILD, { recursive: true });
const manifest = Object.fromEntries(files.map(([name, content]) => write(name, content)));
writeFileSync(`${BUILD}manifest.json`, JSON.stringify(manifest, null, 2));
