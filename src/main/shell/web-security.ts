/** What no page of this app may do, whatever it contains: leave, open windows, reach the network, ask for devices. */
import { type App, type Session, type WebContents, shell } from 'electron';
import { isExternalLink } from '#main/host/external-link.ts';
import type { Logger } from '#main/logger.ts';
import { isAppUrl, isWindowUrl } from './app-origin.ts';
import { isAllowed } from './permissions.ts';

/** How long after a click or key a link may still open. */
const gestureMs = 1_000;

/** @param devServerUrl while developing, the one place on the network that the window may reach */
export function restrictSession(session: Session, devServerUrl: string | null): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isAllowed({ permission, url: details.requestingUrl, isMainFrame: details.isMainFrame, mediaTypes }));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { isMainFrame, mediaType }) =>
    // The origin comes with or without its slash, depending on the permission.
    isAllowed({
      permission,
      url: `${requestingOrigin.replace(/\/$/, '')}/`,
      isMainFrame,
      mediaTypes: mediaType ? [mediaType] : [],
    }),
  );
  session.setDevicePermissionHandler(() => false);
  const outside = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] };
  const devHost = devServerUrl ? new URL(devServerUrl).host : null;
  session.webRequest.onBeforeRequest(outside, ({ url }, answer) => {
    answer({ cancel: devHost === null || new URL(url).host !== devHost });
  });
  // Elsewhere than on macOS the spelling checker would download its dictionaries from a server on the network.
  session.setSpellCheckerEnabled(process.platform === 'darwin');
  session.on('will-download', (event, item) => {
    if (!/^(blob:)?app:\/\/app\//.test(item.getURL())) event.preventDefault();
  });
}

/** Applies to every page and frame that this app will ever hold. */
export function restrictContents(app: App, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (what: string) => logger.info('window.refused', { what });
    contents.on('will-navigate', (event, url) => {
      if (isWindowUrl(url)) return;
      event.preventDefault();
      refuse('navigation');
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame || isAppUrl(event.url)) return;
      event.preventDefault();
      refuse('frame navigation');
    });
    contents.on('will-redirect', (event, url) => {
      if (isAppUrl(url)) return;
      event.preventDefault();
      refuse('redirect');
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      refuse('webview');
    });
    const hasGesture = watchGestures(contents);
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternalLink(url) && hasGesture()) void openLink(url, logger);
      else refuse('window');
      return { action: 'deny' };
    });
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _details, _authInfo, answer) => {
    event.preventDefault();
    answer();
  });
}

/** Tells whether the person has just clicked or pressed a key: a script alone opens nothing. */
function watchGestures(contents: WebContents): () => boolean {
  let lastAtMs = Number.NEGATIVE_INFINITY;
  contents.on('input-event', (_event, { type }) => {
    if (['mouseDown', 'mouseUp', 'keyDown', 'rawKeyDown', 'gestureTap'].includes(type)) lastAtMs = performance.now();
  });
  return () => performance.now() - lastAtMs <= gestureMs;
}

async function openLink(url: string, logger: Logger): Promise<void> {
  try {
    await shell.openExternal(url);
  } catch (thrown) {
    logger.error('link.failed', thrown);
  }
}
