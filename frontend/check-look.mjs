// Refuses a look that people could not read: node frontend/check-look.mjs FOLDER
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contrast, parseColour } from "./colour.mjs";
import { readTokens, resolve, themeTokens } from "./tokens.mjs";

const TEXT = 4.5;
const SHAPE = 3;
const accent = "--basis-color-accent-1";
const page = "--basis-color-default";

// Text (or shape) on its ground, as the pages use them, with the ratio that WCAG 2.2 asks.
const PAIRS = [
  [`${page}-color-document`, `${page}-bg-document`, TEXT, "text on the page"],
  [`${page}-color-subtle`, `${page}-bg-document`, TEXT, "hints on the page"],
  [`${page}-color-subtle`, `${page}-bg-subtle`, TEXT, "hints in a filter box"],
  [`${page}-color-document`, `${page}-bg-default`, TEXT, "text in an example"],
  [`${page}-color-document`, `${accent}-bg-default`, TEXT, "text in the footer and in a rule"],
  [`${page}-color-document`, `${accent}-bg-subtle`, TEXT, "text in a chosen answer"],
  [`${accent}-color-default`, `${page}-bg-document`, TEXT, "the current page in the navigation"],
  [`${accent}-color-default`, `${accent}-bg-default`, TEXT, "the title of a rule"],
  [`${accent}-color-document`, `${accent}-bg-default`, TEXT, "the current page number"],
  [`${accent}-inverse-color-default`, `${accent}-inverse-bg-default`, TEXT, "the bar at the top"],
  ["--nl-button-primary-color", "--nl-button-primary-background-color", TEXT, "the main button"],
  ["--nl-button-primary-hover-color", "--nl-button-primary-hover-background-color", TEXT, "the main button under the mouse"],
  ["--nl-button-primary-active-color", "--nl-button-primary-active-background-color", TEXT, "the main button when pressed"],
  ["--nl-button-secondary-color", `${page}-bg-document`, TEXT, "the second button"],
  ["--nl-button-secondary-hover-color", "--nl-button-secondary-hover-background-color", TEXT, "the second button under the mouse"],
  ["--nl-link-color", `${page}-bg-document`, TEXT, "links on the page"],
  ["--nl-link-color", `${accent}-bg-subtle`, TEXT, "links in the first card"],
  ["--nl-link-hover-color", `${page}-bg-document`, TEXT, "links under the mouse"],
  ["--basis-heading-color", `${page}-bg-document`, TEXT, "headings"],
  ["--basis-form-control-color", "--basis-form-control-background-color", TEXT, "what people fill in"],
  ["--basis-focus-color", "--basis-focus-background-color", TEXT, "the link that has the focus"],
  ["--basis-form-control-border-color", `${page}-bg-document`, SHAPE, "the border of fields"],
  ["--basis-focus-outline-color", `${page}-bg-document`, SHAPE, "the line around what has the focus"],
  [`${accent}-inverse-bg-default`, `${page}-bg-document`, SHAPE, "progress bars"],
  ...["positive", "negative", "warning", "info"].flatMap((mood) => [
    [`--basis-color-${mood}-color-default`, `--basis-color-${mood}-bg-default`, TEXT, `marks of state (${mood})`],
    [`--basis-color-${mood}-color-document`, `--basis-color-${mood}-bg-default`, TEXT, `messages (${mood})`],
  ]),
];

function problems(folder) {
  const css = readFileSync(join(folder, fileNamed("tokens", folder)), "utf8");
  const tokens = new Map([...themeTokens(), ...readTokens(css)]);
  return [...misplaced(css), ...PAIRS.flatMap((pair) => unreadable(pair, tokens))];
}

function fileNamed(key, folder) {
  const line = new RegExp(`^${key}:\\s*["']?([^"'\\n]+?)["']?\\s*$`, "m").exec(readFileSync(join(folder, "look.yaml"), "utf8"));
  if (!line) throw new Error(`look.yaml does not say ${key}`);
  return line[1];
}

function misplaced(css) {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "").trim();
  const isOneBlock = /^\.theme\s*\{(\s*--[\w-]+\s*:[^;{}]+;)*\s*\}$/.test(bare);
  const found = isOneBlock ? [] : ["tokens.css may only hold one block .theme { … } with lines of the form --token: value;"];
  return /url\(|@import/.test(bare) ? [...found, "tokens.css may not load files from elsewhere: remove url(…) and @import"] : found;
}

function unreadable([front, back, needed, where], tokens) {
  const [colour, ground] = [front, back].map((name) => parseColour(resolve(name, tokens)));
  if (!colour || !ground) {
    const name = colour ? back : front;
    return [`${where}: ${name} is "${resolve(name, tokens)}"; write the colour as #rrggbb`];
  }
  const ratio = contrast(colour, ground);
  if (ratio >= needed) return [];
  return [`${where}: ${resolve(front, tokens)} on ${resolve(back, tokens)} has contrast ${ratio.toFixed(2)}, needed is ${needed}. Change ${front} or ${back}.`];
}

const folder = process.argv[2];
if (!folder) {
  console.error("Say which folder: node frontend/check-look.mjs looks/voorbeeldstad");
  process.exit(2);
}
try {
  const found = problems(folder);
  found.forEach((problem) => console.error(problem));
  if (found.length) process.exit(1);
  console.log(`${folder}: ${PAIRS.length} pairs of colours are easy to read.`);
} catch (error) {
  console.error(`${folder} is not a complete look: ${error.message}`);
  process.exit(1);
}
