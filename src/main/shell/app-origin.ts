/** The window's own address. */
export const appScheme = 'app';
export const appOrigin = 'app://app';
export const windowUrl = `${appOrigin}/`;

/** Whether an address lies within the app: `app://app/…`, and neither `app://application/` nor `app://app.evil/`. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(windowUrl);
}

/** Whether an address is the window's page itself, whatever its fragment: the only one it may navigate to. */
export function isWindowUrl(url: string): boolean {
  return isAppUrl(url) && ['/', '/index.html'].includes(new URL(url).pathname);
}
