/** What a browser without the key is shown: a few words, nothing about the library. */
import { secured } from '#main/host/security-headers.ts';
import type { i18n } from 'i18next';

/** A page with status 403 and no script, no style, no link. */
export function signInPage(words: i18n): Response {
  const title = words.t('host.signInTitle');
  const body = [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    `<title>${words.t('app.name')}</title><h1>${title}</h1><p>${words.t('host.signIn')}</p></html>`,
  ].join('');
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return secured(new Response(body, { status: 403, headers }), "default-src 'none'; frame-ancestors 'none'");
}
