/**
 * Whole-app tests: each scenario runs in a browser against the local host and in the desktop app.
 * `npm test -- --e2e` prepares what they need; by hand: `npm run build`, then `npx playwright test`.
 */
import { defineConfig } from '@playwright/test';
import type { E2eOptions } from './tests/support/e2e-app.ts';

export default defineConfig<object, E2eOptions>({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'artifacts/e2e',
  // Two at a time is what two cores carry; a file's own tests stay in order.
  workers: 2,
  // They end what hangs and judge no speed: a computer that does other things too may need many times as long.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  globalTimeout: 27 * 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: { viewport: { width: 1440, height: 900 }, actionTimeout: 20_000, trace: 'retain-on-failure' },
  projects: [
    { name: 'browser', use: { kind: 'browser' } },
    { name: 'electron', use: { kind: 'electron' } },
  ],
});
