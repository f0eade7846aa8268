/**
 * Who may import whom: docs/ARCHITECTURE.md has the table, this file holds it. Each folder names what it may reach; all else
 * is refused, and a file that belongs to no folder below is refused too.
 */
const node =
  '^(node:)?(assert|buffer|child_process|crypto|dns|events|fs|http|https|module|net|os|path|process|readline|stream|string_decoder|timers|tls|tty|url|util|v8|worker_threads|zlib)(/|$)';
const pkg = (/** @type {string[]} */ ...names) =>
  `^node_modules/(${names.map((name) => `(@types/)?${name}`).join('|')})(/|$)`;

/** @type {readonly { from: string, may: readonly string[] }[]} */
const ARROWS = [
  { from: '^app/domain/', may: ['^app/domain/', '^app/errors\\.ts$', pkg('punycode')] },
  {
    from: '^app/rules/',
    may: [
      '^app/(domain|rules)/',
      '^app/errors\\.ts$',
      '^app/contract/status-views\\.ts$',
      '^app/ports\\.ts$',
      pkg('tldts'),
    ],
  },
  { from: '^app/machines/', may: ['^app/(domain|machines)/', '^app/errors\\.ts$', '^app/ports\\.ts$'] },
  { from: '^app/contract/', may: ['^app/(domain|contract)/', '^app/errors\\.ts$', pkg('zod')] },
  { from: '^app/(ports|errors)\\.ts$', may: ['^app/domain/', '^app/errors\\.ts$'] },
  { from: '^resources/', may: ['^resources/', node, pkg('@formatjs/intl')] },
  { from: '^main/db/', may: ['^app/', '^main/db/', node, pkg('better-sqlite3')] },
  { from: '^main/mail/', may: ['^app/', '^main/mail/', node, pkg('imapflow')] },
  {
    // The thread beside the engine: sources, and what of the store needs no database.
    from: '^main/reading/',
    may: ['^app/', '^main/(reading|mail)/', '^main/db/pack-mail\\.ts$', node],
  },
  { from: '^main/auth/', may: ['^app/', '^main/auth/', node, pkg('@napi-rs/keyring')] },
  { from: '^main/crm/', may: ['^app/', '^main/crm/', node, pkg('kysely', 'better-sqlite3', 'zod')] },
  { from: '^main/queries/', may: ['^app/', '^main/(db|queries)/', node] },
  { from: '^main/services/', may: ['^app/', '^main/(db|services)/', node] },
  {
    from: '^main/(compose(\\.sample)?(\\.test)?\\.ts$|composition/)',
    may: ['^app/', '^main/(db|services|queries|crm|composition)/', '^main/(adapters|make-folder)\\.ts$', node],
  },
  {
    from: '^main/(adapters|clock|logger|make-folder|profile|rotating-file)(\\.test)?\\.ts$',
    may: [
      '^app/',
      '^main/(auth|mail|reading)/',
      '^main/(clock|logger|make-folder|profile|rotating-file)(\\.test)?\\.ts$',
      node,
      pkg('pino'),
    ],
  },
  {
    from: '^main/cli/',
    may: ['^app/', '^resources/', '^main/(cli/|(compose|adapters|make-folder|profile)\\.ts$)', node],
  },
  { from: '^main/electron/surface\\.ts$', may: [pkg('electron')] },
  { from: '^main/electron/', may: ['^app/', '^resources/', '^main/electron/', node] },
  {
    from: '^main/(index|preload)\\.ts$',
    may: ['^app/', '^main/electron/', '^main/(profile|logger)\\.ts$', node, pkg('electron')],
  },
  {
    from: '^main/engine\\.ts$',
    may: ['^app/', '^main/(compose|adapters|profile)\\.ts$', '^main/electron/engine-server\\.ts$', node],
  },
  { from: '^main/raw-imports\\.d\\.ts$', may: [] },
  {
    from: '^renderer/',
    may: [
      '^app/(contract|domain|rules)/',
      '^app/errors\\.ts$',
      '^resources/locales/',
      '^renderer/',
      pkg('react', 'react-dom', 'react-intl', '@tanstack/[^/]+', '@atlaskit/pragmatic-drag-and-drop', 'dompurify'),
    ],
  },
  {
    // The stand-in is held to the surface by type.
    from: '^e2e/standin/',
    may: ['^e2e/standin/', '^main/electron/surface\\.ts$', node, pkg('playwright', 'playwright-core', 'electron')],
  },
  {
    // The suite runs in the connectors' own folder; this is its command.
    from: '^e2e/conformance\\.ts$',
    may: ['^app/', '^main/crm/', '^e2e/servers/crm/', '^resources/locales/', node, pkg('@formatjs/intl')],
  },
  {
    // CRMs that keep their state; they check what they are told and read the mail they are given, as the real ones do.
    from: '^e2e/servers/crm/',
    may: ['^app/(contract|domain)/', '^app/errors\\.ts$', '^resources/', '^e2e/', node, pkg('zod', 'postal-mime')],
  },
  {
    from: '^e2e/',
    may: [
      '^app/(contract|domain)/',
      '^app/errors\\.ts$',
      '^resources/',
      '^e2e/',
      node,
      pkg('@playwright/test', 'playwright', 'playwright-core', 'imapflow', 'electron'),
    ],
  },
  {
    from: '^bench/',
    may: [
      '^app/',
      '^bench/',
      '^e2e/(?:desktop[.]ts|pages/|servers/)',
      '^resources/sample/',
      '^out/',
      node,
      pkg('better-sqlite3', 'playwright'),
    ],
  },
];

/** Tests may also use the test runner, the real servers and the sample composer. */
const TEST_MAY = [
  '^e2e/servers/',
  '^resources/',
  '^main/',
  '^app/',
  node,
  pkg(
    'vitest',
    'fast-check',
    'better-sqlite3',
    'imapflow',
    'postal-mime',
    'playwright',
    'playwright-core',
    '@playwright/test',
    'app-builder-lib',
    'electron-builder',
    'vite',
    '@vitejs/plugin-react',
    'jsdom',
  ),
];
const isTest = '(\\.test\\.tsx?$|/testing/)';

const arrows = ARROWS.flatMap(({ from, may }) => [
  {
    name: `arrows of ${from}`,
    severity: 'error',
    from: { path: from, pathNot: [isTest, ...moreSpecific(from)] },
    to: { pathNot: [...may] },
  },
  {
    name: `arrows of the tests in ${from}`,
    severity: 'error',
    from: { path: `(?=.*${isTest})${from}` },
    to: { pathNot: [...may, ...TEST_MAY] },
  },
]);

/** Rules for a single file beat the rule of the folder around it. @param {string} from */
function moreSpecific(from) {
  return ARROWS.map((arrow) => arrow.from).filter((other) => other !== from && other.startsWith(from));
}

export default {
  forbidden: [
    ...arrows,
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'services do not know each other',
      severity: 'error',
      from: { path: '^main/services/([^/]+)/' },
      to: { path: '^main/services/[^/]+/', pathNot: '^main/services/$1/' },
    },
    {
      name: 'every file has a rule',
      severity: 'error',
      from: {
        pathNot: [
          ...ARROWS.map(({ from }) => from),
          '^node_modules/',
          node,
          '\\.(json|sql|css)$',
          '^out/',
          '^e2e/.*\\.(cjs|mjs)$',
          'launcher\\.mjs$',
        ],
      },
      to: {},
    },
    {
      name: 'only what is declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'], pathNot: ['\\?raw$', '\\.sql'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/types' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
