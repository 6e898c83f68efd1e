/**
 * Which folder may import which. The one table behind `npm run check`'s layer rule.
 *
 * A layer is a folder (or a file without its ending) below `src/`; a file belongs to the longest name that fits.
 * It may import itself and what is listed. `everyone` may be imported from anywhere. A name with ` (types)` may be
 * imported with `import type` only. Test files are free: they build whatever they need.
 */

/** Folders that anyone may import. They import only each other and `shared/domain`. */
export const everyone = ['shared/util', 'shared/errors'];

/** Types that all of main shares. */
export const everyoneInMain = ['main/logger'];

/** @type {Record<string, string[]>} */
export const layers = {
  'shared/util': [],
  'shared/errors': [],
  'shared/domain': [],
  'shared/messages': [],
  'shared/contract': ['shared/domain'],

  'main/logger': [],
  'main/db': ['shared/domain', 'shared/contract (types)'],
  'main/media': ['shared/domain'],
  // The one way out to the network.
  'main/net': ['shared/domain', 'shared/contract (types)', 'main/db', 'main/assets', 'main/media'],
  'main/host': ['shared/domain', 'shared/contract', 'main/rpc (types)'],
  'main/scripts': ['shared/domain'],
  // Other files than scripts: subtitles, tables, Storyboarder projects.
  'main/imports': ['shared/domain', 'main/scripts'],
  'main/settings': ['shared/domain'],
  'main/library': ['shared/domain', 'shared/contract (types)', 'main/db'],
  'main/assets': ['shared/domain', 'shared/contract', 'main/db', 'main/media', 'main/library'],
  'main/queue': ['shared/domain', 'main/db'],
  'main/privacy': ['shared/domain', 'main/db', 'main/assets'],
  'main/exports': ['shared/domain', 'main/media'],
  'main/providers': ['shared/domain', 'shared/contract (types)', 'main/media', 'main/net', 'main/assets (types)'],
  'main/services': [
    'shared/domain',
    'shared/contract (types)',
    'shared/messages',
    'main/db',
    'main/queue',
    'main/media',
    'main/assets',
    'main/providers',
    'main/net',
    'main/scripts',
    'main/imports',
    'main/settings',
    'main/library',
    'main/jobs',
  ],
  // Jobs know no service: services queue them, and what a job makes is announced through a function handed to it.
  'main/jobs': ['shared/domain', 'main/queue', 'main/media', 'main/assets', 'main/providers', 'main/net', 'main/db'],
  'main/rpc': ['shared/domain', 'shared/contract', 'main/services', 'main/assets (types)'],
  'main/shell': ['shared/domain', 'shared/contract', 'shared/messages', 'main/rpc', 'main/host', 'preload/bridge'],
  'main/local-host': ['shared/domain', 'shared/contract', 'shared/messages', 'main/rpc', 'main/host'],
  'main/command-line': [
    'main/scripts',
    'shared/domain',
    'shared/contract (types)',
    'shared/messages',
    'main/compose',
    'main/host',
  ],
  'main/compose': ['shared/*', 'main/*'],
  'main/compose-providers': ['shared/*', 'main/*'],
  // The three entries: a few lines each, which compose the studio and hand it to its host.
  'main/index': ['shared/*', 'main/compose', 'main/shell', 'main/host', 'main/rpc'],
  'main/local-host-entry': ['shared/*', 'main/compose', 'main/local-host', 'main/host', 'main/rpc'],
  'main/command-line-entry': ['shared/*', 'main/compose', 'main/command-line'],

  // The bridge holds types and the name of one message, without Electron: both sides of it may read it.
  preload: ['preload/bridge', 'shared/domain (types)', 'shared/contract (types)'],
  'preload/bridge': ['shared/domain (types)', 'shared/contract (types)'],

  'renderer/main': ['renderer/app', 'renderer/rpc', 'renderer/ui', 'shared/messages'],
  'renderer/app': ['renderer/features', 'renderer/ui', 'renderer/rpc', 'shared/messages', 'shared/domain'],
  'renderer/features': ['shared/domain', 'shared/contract', 'shared/messages', 'renderer/ui', 'renderer/rpc'],
  'renderer/rpc': ['shared/domain', 'shared/contract', 'shared/messages', 'renderer/ui', 'preload/bridge'],
  'renderer/ui': ['shared/messages'],
};

/** Layers whose subfolders see each other only through their `index.ts`. */
export const closedSubfolders = ['renderer/features'];

/**
 * Packages and Node modules that only some layers may import. A name ending in `/*` means everything below it too.
 *
 * @type {{ packages: RegExp, only: string[], instead: string }[]}
 */
export const packageRules = [
  {
    packages: /^electron(\/|$)/,
    only: ['main/shell', 'main/index', 'preload'],
    instead: 'Ask the Host interface (main/host), which the shell implements.',
  },
  {
    packages: /^electron-store$/,
    only: ['main/shell', 'main/index'],
    instead: 'Keep settings in the library, or behind the Host interface.',
  },
  {
    packages: /^better-sqlite3(\/|$)/,
    only: ['main/db'],
    instead: 'Call a repository function of main/db with the handle that you were given.',
  },
  {
    packages: /^(fluent-ffmpeg|ffmpeg-static)(\/|$)/,
    only: ['main/media'],
    instead: 'Call the runner of main/media with a finished option list.',
  },
  {
    packages: /^undici(\/|$)/,
    only: ['main/net'],
    instead: 'Ask ProviderHttp (main/net): every request goes through the one gate.',
  },
  {
    packages: /^node:(http|https|http2|net|tls|dgram|dns)(\/|$)/,
    only: ['main/net', 'main/local-host'],
    instead: 'Ask ProviderHttp (main/net): every request goes through the one gate.',
  },
  {
    packages: /^(openai|@runwayml\/sdk)(\/|$)/,
    only: ['main/providers'],
    instead: 'Only the adapter of a service knows its package.',
  },
  {
    packages: /^@orpc\//,
    only: ['shared/contract', 'main/rpc', 'renderer/rpc'],
    instead: 'Use the contract, the routers of main/rpc or the client of renderer/rpc.',
  },
  {
    packages: /^(react|react-dom|react-i18next|@mantine\/.*|@dnd-kit\/.*|@tabler\/.*|@tanstack\/react-.*)(\/|$)/,
    only: ['renderer/*'],
    instead: 'Only the window knows React: put the decision in a plain function.',
  },
  {
    packages: /^node:child_process$/,
    only: ['main/media/run-ffmpeg', 'main/media/ffmpeg-locator', 'main/compose', 'main/shell', 'main/local-host'],
    instead: 'Take the function that starts a process as an argument; compose.ts passes it.',
  },
  {
    packages: /^node:/,
    only: ['main/*'],
    instead: 'The window, the preload and shared/ run without Node: ask main through the contract.',
  },
];
