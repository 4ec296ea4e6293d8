// Builds webapp/static/build/: the style sheets, the script and the icon, with the hash in the name and compressed beside them.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundleAsync, transform } from "lightningcss";
import { themeTokens, tokensFor } from "./tokens.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const BUILD = path("../webapp/static/build/");
const WEBAPP = path("../webapp/");

// Plain elements get the look of these components, so that Markdown and templates need no classes for running text.
const PLAIN = [
  [/\.nl-heading--level-([1-4])(?![\w-])/g, ":where(.nl-heading--level-$1, h$1)"],
  [/\.nl-paragraph(?![\w-])/g, ":where(.nl-paragraph, p)"],
  [/\.nl-link(?![\w-])/g, ":where(.nl-link, a:not([class]))"],
  [/\.utrecht-table(?![\w-])/g, ":where(.utrecht-table, .prose table)"],
  [/\.utrecht-table--html-table(?![\w-])/g, ":where(.utrecht-table--html-table, .prose table)"],
  [/\.utrecht-blockquote(?=\s*\{)/g, ":where(.utrecht-blockquote, .prose blockquote)"],
];

async function styleSheet() {
  const used = usedClasses();
  const bundled = await bundleAsync({
    filename: path("css/app.css"),
    minify: true,
    visitor: { Selector: (selector) => (namesUnused(selector, used) ? [] : undefined) },
    resolver: {
      resolve: (name, from) => (name.startsWith("./") ? fileURLToPath(new URL(name, `file://${from}`)) : path(`../node_modules/${name}`)),
      read: (file) => (file.includes("node_modules") ? widened(readFileSync(file, "utf8")) : readFileSync(file, "utf8")),
    },
  });
  const css = bundled.code.toString();
  const theme = [...tokensFor(css, themeTokens())].map(([name, value]) => `${name}:${value};`).join("");
  return transform({ filename: "app.css", code: Buffer.from(`.theme{${theme}}${css}`), minify: true }).code;
}

// Components come with many variants; those that no template names stay out.
function usedClasses() {
  const templates = readdirSync(WEBAPP, { recursive: true }).filter((name) => name.endsWith(".html"));
  const text = templates.map((name) => readFileSync(WEBAPP + name, "utf8")).join("\n");
  return new Set(text.match(/\b(?:nl|utrecht)-[\w-]+/g));
}

function namesUnused(selector, used) {
  return selector.some(({ type, name }) => type === "class" && /^(nl|utrecht)-/.test(name) && !used.has(name));
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
  ["card.css", transform({ filename: "card.css", code: readFileSync(path("css/card.css")), minify: true }).code],
  ["app.js", readFileSync(path("js/app.js"))],
  ["favicon.svg", readFileSync(path("images/favicon.svg"))],
];
rmSync(BUILD, { recursive: true, force: true });
mkdirSync(BUILD, { recursive: true });
const manifest = Object.fromEntries(files.map(([name, content]) => write(name, content)));
writeFileSync(`${BUILD}manifest.json`, JSON.stringify(manifest, null, 2));
