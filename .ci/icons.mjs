/** Draws the program's icon and the four faces of its tray icon; run by hand when a drawing changes: node .ci/icons.mjs */
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';

const GREEN = '#2f5d50';
const PAPER = '#fdfcf8';

/** A letter with a pin in it, on a field of 64. */
const letter = (/** @type {string} */ ink, /** @type {string} */ fill) => `
  <rect x="6" y="16" width="52" height="38" rx="6" fill="${fill}" stroke="${ink}" stroke-width="5"/>
  <path d="M9 21 L32 39 L55 21" fill="none" stroke="${ink}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>`;

const icon = `
  <rect width="64" height="64" rx="14" fill="${GREEN}"/>
  <g transform="translate(9 12) scale(0.72)">${letter(GREEN, PAPER)}</g>
  <path d="M46 31 L46 44" stroke="${PAPER}" stroke-width="3" stroke-linecap="round"/>
  <circle cx="46" cy="24" r="8.5" fill="#e0803a" stroke="${GREEN}" stroke-width="2.5"/>`;

/** Marks differ in shape as well as in colour, and have a rim that stands out from light and dark bars alike. */
const MARKS = {
  fine: '',
  working: `<circle cx="49" cy="15" r="10" fill="${PAPER}" stroke="#6b7a8f" stroke-width="6" stroke-dasharray="11 5"/>`,
  'needs-you': `<circle cx="48" cy="16" r="14" fill="#d9822b" stroke="${PAPER}" stroke-width="3"/>`,
  broken: `<path d="M46 2 L62 30 L30 30 Z" fill="#c23b3b" stroke="${PAPER}" stroke-width="3" stroke-linejoin="round"/>`,
};

const svg = (/** @type {string} */ content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="100%" height="100%">${content}</svg>`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });

/** @param {string} content @param {number} size @param {string} file */
async function draw(content, size, file) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0;height:100%}svg{display:block}</style>${svg(content)}`);
  writeFileSync(file, await page.screenshot({ omitBackground: true }));
  await page.close();
}

mkdirSync('resources/tray', { recursive: true });
await draw(icon, 1024, 'resources/icon.png');
for (const [state, mark] of Object.entries(MARKS)) {
  // A green between the two themes' inks: readable on a white bar and on a black one.
  const face = letter('#5f9a86', 'none') + mark;
  await draw(face, 22, `resources/tray/${state}.png`);
  await draw(face, 44, `resources/tray/${state}@2x.png`);
}
await browser.close();
