/** Serves window and media at `app://app/`, inside the program: no port, no server. */
import { type Session, net, protocol } from 'electron';
import { developmentCsp, secured } from '#main/host/security-headers.ts';
import { appOrigin, appScheme } from './app-origin.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** @param handle answers requests whose address is within `app://app/`; all others get 404. */
export function serveApp(session: Session, handle: (request: Request) => Promise<Response>): void {
  session.protocol.handle(appScheme, (request) =>
    request.url.startsWith(`${appOrigin}/`) ? handle(request) : new Response('Not found', { status: 404 }),
  );
}

/** While developing: hands the window's files through from the development server, at the app's own address. */
export function serveFromDevServer(devServerUrl: string): (request: Request) => Promise<Response> {
  const policy = developmentCsp(devServerUrl);
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await net.fetch(new URL(pathname + search, devServerUrl).href);
    const headers = { 'content-type': answer.headers.get('content-type') ?? 'application/octet-stream' };
    return secured(new Response(answer.body, { status: answer.status, headers }), policy);
  };
}
