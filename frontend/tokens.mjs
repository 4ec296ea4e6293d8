// Design tokens as data: reading them from CSS, and finding what a value stands for.
import { readFileSync } from "node:fs";

const FRONTEND = new URL("./", import.meta.url);
const THEME = "../node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
const OURS = ["tokens/missing.css", "tokens/grenswijs.css"];

/** Return token name -> value of all `--name: value;` in the CSS; the last one counts. */
export function readTokens(css) {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return new Map([...bare.matchAll(/(--[\w-]+)\s*:\s*([^;}]+)/g)].map(([, name, value]) => [name, value.trim()]));
}

/** Return the tokens of the theme, with ours over them. */
export function themeTokens() {
  return readTokens([THEME, ...OURS].map((path) => readFileSync(new URL(path, FRONTEND), "utf8")).join("\n"));
}

/** Return the names that a piece of CSS asks for with var(). */
export function namesIn(css) {
  return [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);
}

/** Return only the tokens that the CSS needs, those behind them included. */
export function tokensFor(css, tokens) {
  const needed = new Map();
  const waiting = namesIn(css);
  while (waiting.length) {
    const name = waiting.pop();
    if (needed.has(name) || !tokens.has(name)) continue;
    needed.set(name, tokens.get(name));
    waiting.push(...namesIn(tokens.get(name)));
  }
  return needed;
}

/** Return the plain value of a token, every var() followed; undefined when it leads nowhere. */
export function resolve(name, tokens, depth = 0) {
  const value = tokens.get(name);
  const link = /^var\(\s*(--[\w-]+)\s*(?:,\s*(.+))?\)$/.exec(value ?? "");
  if (!link || depth > 20) return value;
  return resolve(link[1], tokens, depth + 1) ?? link[2];
}
