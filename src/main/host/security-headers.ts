/** The headers that both hosts put on their answers. */

/** For the window's own files: nothing from elsewhere, no inline script, nothing may frame it. */
const windowPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Mantine and the virtual lists set style attributes.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** For what a person brought in: should it ever be opened as a page, it can do nothing. */
const mediaPolicy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

export const windowCsp = toPolicy(windowPolicy);

/** While developing, the page comes from a development server: it adds inline scripts and its own socket. */
export function developmentCsp(devServerUrl: string): string {
  const socketUrl = devServerUrl.replace(/^http/, 'ws').replace(/\/$/, '');
  return toPolicy({
    ...windowPolicy,
    'script-src': "'self' 'unsafe-inline'",
    'connect-src': `'self' ${socketUrl}`,
  });
}

/** On every answer, of either host. */
const everywhere: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy':
    'microphone=(self), camera=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=(), payment=()',
};

/** Sets the headers in place and hands the answer back. */
export function secured(response: Response, contentPolicy: string): Response {
  for (const [name, value] of Object.entries(everywhere)) response.headers.set(name, value);
  response.headers.set('content-security-policy', contentPolicy);
  return response;
}

/** As `secured`, for an answer of the media routes. */
export function securedMedia(response: Response): Response {
  return secured(response, mediaPolicy);
}

function toPolicy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
