import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = import.meta.dirname;
const css = readFileSync(path.join(ROOT, 'public', 'tokens.css'), 'utf8');
const [, lightBlock = '', darkBlock = ''] =
  /:root \{(.*?)\n\}.*?prefers-color-scheme: dark\) \{\s*:root \{(.*?)\n {2}\}/s.exec(css) ?? [];
const LIGHT = tokens(lightBlock);
const THEMES = { light: LIGHT, dark: { ...LIGHT, ...tokens(darkBlock) } };

/** Text on its ground, as the window uses them; WCAG 2.2 1.4.3 asks for 4.5. */
const TEXT_ON: readonly (readonly [string, string])[] = [
  ...['ink', 'dim', 'faint'].flatMap((ink) =>
    ['bg', 'panel', 'raised', 'hover', 'chip'].map((ground) => [ink, ground] as const),
  ),
  ...['ink', 'dim'].map((ink) => [ink, 'sel'] as const),
  ...['bg', 'panel', 'accent-soft', 'hover'].map((ground) => ['accent', ground] as const),
  ...['ink', 'dim'].map((ink) => [ink, 'accent-soft'] as const),
  ['on-accent', 'accent'],
  ['warn', 'warn-soft'],
  ['ink', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['bad', 'bg'],
];

for (const [theme, values] of Object.entries(THEMES)) {
  test.each(TEXT_ON)(`${theme}: %s is read on %s`, (ink, ground) => {
    expect(contrast(values[ink], values[ground])).toBeGreaterThanOrEqual(4.5);
  });
  // WCAG 2.2 1.4.11: what marks the edge of a control, and the focus.
  test.each([
    ['line-strong', 'panel'],
    ['line-strong', 'bg'],
    ['accent', 'panel'],
    ['accent', 'sel'],
  ])(`${theme}: %s is seen on %s`, (edge, ground) => {
    expect(contrast(values[edge], values[ground])).toBeGreaterThanOrEqual(3);
  });
}

test('no colour is named outside the tokens', () => {
  const files = globSync('**/*.{css,tsx}', { cwd: ROOT }).filter((file) => !/tokens\.css$|^testing/.test(file));
  const named = files.filter((file) =>
    /#[0-9a-f]{3,8}\b(?=[;, )])|\b(?:rgb|hsl|oklch)a?\(/i.test(readFileSync(path.join(ROOT, file), 'utf8')),
  );
  expect(named).toEqual([]);
});

function tokens(block: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [lighter = 0, darker = 0] = [luminance(one ?? ''), luminance(other ?? '')].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
