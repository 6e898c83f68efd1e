/** What the page cannot do, tried from inside the page, as content that turned hostile would. */
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, type Shell, test } from '../support/e2e-app.ts';

test.describe('the page, in both hosts', () => {
  test('runs no inline script, evaluates no text and loads nothing from elsewhere', async ({ shell }) => {
    const expected = [
      'connect-src',
      'frame-src',
      'img-src',
      'media-src',
      'object-src',
      'script-src-elem',
      'style-src-elem',
    ];
    const blocked = await shell.page.evaluate(async (wanted) => {
      const directives = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
      const add = (tag: string, attributes: Record<string, string>, text = '') => {
        const element = Object.assign(document.createElement(tag), attributes);
        element.textContent = text;
        document.body.append(element);
      };
      add('script', {}, 'window.hasRunInline = true');
      add('script', { src: 'https://example.com/x.js' });
      add('img', { src: 'https://example.com/x.png' });
      add('video', { src: 'https://example.com/x.mp4' });
      add('iframe', { src: 'https://example.com/' });
      add('object', { data: 'https://example.com/' });
      add('link', { rel: 'stylesheet', href: 'https://example.com/x.css' });
      await fetch('https://example.com/').catch(() => {});
      // In a turn of its own: what the test's own call runs is exempt from the policy.
      const canEvaluate = await new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line typescript/no-implied-eval -- what the policy has to refuse
            resolve(new Function('return true')() as boolean);
          } catch {
            resolve(false);
          }
        });
      });
      // Each refusal is reported in its own time; one that never comes ends the test by its time limit.
      while (!wanted.every((directive) => directives.has(directive))) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return { directives: [...directives].sort(), canEvaluate, hasRunInline: 'hasRunInline' in window };
    }, expected);
    expect(blocked.canEvaluate).toBe(false);
    expect(blocked.hasRunInline).toBe(false);
    expect(blocked.directives).toEqual(expect.arrayContaining(expected));
  });

  test('cannot leave the media routes or the window’s files', async ({ shell }) => {
    const addresses = [
      '/media/..%2flibrary.db',
      '/media/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/media/asset/..%5c..%5clibrary.db',
      '/media/%252e%252e/library.db',
      '/..%2f..%2fpackage.json',
      '/package.json',
      '/media/asset/../../../library.db',
      '/media/%00',
    ];
    const answers = await shell.page.evaluate(
      // An address that the browser itself refuses counts as refused.
      (list) =>
        Promise.all(
          list.map((address) =>
            fetch(address).then(
              ({ status }) => status,
              () => 400,
            ),
          ),
        ),
      addresses,
    );
    for (const status of answers) expect([400, 404]).toContain(status);
  });

  test('knows nothing of Node and no cookie', async ({ shell }) => {
    const found = await shell.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
      cookie: document.cookie,
      bridge: Object.keys((window as { shell?: object }).shell ?? {}).sort(),
    }));
    expect(found).toEqual({
      globals: [],
      cookie: '',
      bridge: shell.kind === 'electron' ? ['chosenFileId', 'kind', 'onCommand', 'platform'] : [],
    });
  });
});

test.describe('the desktop app', () => {
  test.skip(({ kind }) => kind !== 'electron', 'a browser guards its own windows');

  test('takes the place of a file from nobody but the browser itself', async ({ shell }) => {
    const answers = await shell.page.evaluate(async () => {
      const { shell: bridge } = window as unknown as { shell: { chosenFileId(file: unknown): Promise<unknown> } };
      const name = '/etc/x.storyboarder';
      const made = Object.assign(new File(['{}'], name), {});
      Object.defineProperty(made, 'path', { value: name });
      const posed = { path: name, name, __proto__: File.prototype };
      const tries = [made, new File(['{}'], 'x.storyboarder'), posed, name, null];
      return Promise.all(tries.map((file) => bridge.chosenFileId(file).catch(() => null)));
    });
    expect(answers).toEqual([null, null, null, null, null]);
  });

  test('refuses to navigate anywhere', async ({ shell }) => {
    for (const address of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://app/media/asset/x',
      'data:text/html,x',
    ]) {
      await shell.page.evaluate((to) => {
        location.href = to;
      }, address);
      // An answer from the same page proves that it is still there.
      expect(await shell.page.evaluate(() => location.origin + location.pathname)).toBe('app://app/');
    }
  });

  test('opens no windows, and outside links only over https and after a click', async ({ shell }) => {
    const app = desktop(shell);
    await app.evaluate(({ shell: system }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      system.openExternal = async (url) => void opened.push(url);
    });
    await shell.page.evaluate(() => {
      window.open('https://example.com/without-a-click');
      window.open('app://app/');
      document.body.replaceChildren();
      for (const href of ['http://example.com/', 'file:///etc/passwd', 'https://example.com/help']) {
        const link = Object.assign(document.createElement('a'), { href, target: '_blank', textContent: href });
        link.style.display = 'block';
        document.body.append(link);
      }
    });
    for (const link of await shell.page.locator('a').all()) await link.click();
    await expect.poll(() => openedLinks(app)).toEqual(['https://example.com/help']);
    expect(app.windows()).toHaveLength(1);
  });

  test('answers only its own window', async ({ shell }) => {
    const app = desktop(shell);
    expect(await askForPort(shell.page)).toBe('answered');
    const opening = app.waitForEvent('window');
    await app.evaluate(async ({ app: electron, BrowserWindow }) => {
      const preload = `${electron.getAppPath()}/out/preload/index.cjs`;
      const second = new BrowserWindow({ show: false, webPreferences: { preload } });
      await second.loadURL('app://app/');
    });
    const second = await opening;
    await second.waitForLoadState();
    expect(await askForPort(second)).toBe('closed');
    await second.close();
  });

  test('grants the page nothing but the microphone', async ({ shell }) => {
    const states = await shell.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'midi', 'clipboard-read', 'microphone'];
      const entries = names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, state] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    });
    expect(states).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      camera: 'denied',
      midi: 'denied',
      'clipboard-read': 'denied',
      microphone: 'granted',
    });
  });

  test('opens the page again when it crashes, and says so', async ({ shell }) => {
    const app = desktop(shell);
    await app.evaluate(({ dialog, BrowserWindow }) => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      dialog.showMessageBox = async (...given: unknown[]) => {
        said.push((given.at(-1) as { message: string }).message);
        return { response: 0, checkboxChecked: false };
      };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.once('did-finish-load', () => Object.assign(globalThis, { isLoadedAgain: true }));
      contents?.forcefullyCrashRenderer();
    });
    // Playwright's own page object ends with the crash.
    await expect.poll(() => app.evaluate(() => 'isLoadedAgain' in globalThis)).toBe(true);
    await expect
      .poll(() =>
        app.evaluate(
          ({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
              'document.querySelectorAll("#root > div").length',
            ) as Promise<number>,
        ),
      )
      .toBeGreaterThan(0);
    const said = await app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    expect(said).toEqual([expect.stringContaining('everything saved is safe')]);
  });
});

function desktop({ electronApp }: Shell): ElectronApplication {
  if (!electronApp) throw new Error('this test runs in the desktop app only');
  return electronApp;
}

function openedLinks(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
}

/** Asks for a connection as the window's client does, and sends bytes that are no call: any answer will do. */
function askForPort(page: Page): Promise<'answered' | 'closed'> {
  return page.evaluate(
    () =>
      new Promise<'answered' | 'closed'>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('close', () => resolve('closed'));
        port1.addEventListener('message', () => resolve('answered'));
        port1.start();
        window.postMessage('shotwright:rpc-port', location.origin, [port2]);
        port1.postMessage(JSON.stringify({ i: '1', p: { u: '/studio/info', b: { json: {} } } }));
      }),
  );
}
