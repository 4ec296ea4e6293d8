// Colours as numbers, and the contrast between two of them as WCAG 2.2 defines it.

/** Return [red, green, blue] from 0 to 255 of #rgb, #rrggbb, rgb() or hsl(); null for anything else. */
export function parseColour(text = "") {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim());
  if (hex) return fromHex(hex[1]);
  const numbers = /^(rgb|hsl)\(([^/)]+)\)$/i.exec(text.trim());
  if (!numbers) return null;
  const parts = numbers[2].split(/[\s,]+/).filter(Boolean).map(Number.parseFloat);
  if (parts.length !== 3 || parts.some(Number.isNaN)) return null;
  return numbers[1].toLowerCase() === "rgb" ? parts : fromHsl(...parts);
}

function fromHex(digits) {
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return [0, 2, 4].map((start) => Number.parseInt(long.slice(start, start + 2), 16));
}

function fromHsl(hue, saturation, lightness) {
  const [s, l] = [saturation / 100, lightness / 100];
  const channel = (n) => {
    const k = (n + hue / 30) % 12;
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [0, 8, 4].map((n) => Math.round(255 * channel(n)));
}

/** Return the contrast ratio of two colours, from 1 to 21. */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
