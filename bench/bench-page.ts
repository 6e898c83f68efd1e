/**
 * A page that nothing watches. Playwright listens to every request of a page of its own and to each message of its
 * sockets: while pictures come, that costs a fifth of a core, which no window of a person pays. This one is opened and
 * driven by the protocol alone; Playwright only starts the browser.
 */
import type { Browser } from '@playwright/test';

/** Of every window here. */
export const windowSize = { width: 1440, height: 900 };

export type BenchPage = {
  /** Runs a function in the page; it knows nothing but its argument. */
  evaluate<Argument, Answer>(
    run: (argument: Argument) => Answer | Promise<Answer>,
    argument: Argument,
  ): Promise<Answer>;
  /** A call of the DevTools protocol. */
  send(method: string, params?: object): Promise<unknown>;
  bringToFront(): Promise<void>;
  /** Until there is such an element. */
  waitFor(found: Found): Promise<void>;
  /** With the mouse, in its middle. */
  click(found: Found): Promise<void>;
  mouse(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', point: { x: number; y: number }): Promise<void>;
  /** A character, with `Control+` where that is held. */
  press(keys: string): Promise<void>;
  close(): Promise<void>;
};

/** The first element of a selector, or the one at an index, of those with exactly this text. */
export type Found = { selector: string; text?: string; index?: number };

type Answered = { id: number; result?: unknown; error?: { message: string } };
type Evaluated<Answer> = { result: { value: Answer }; exceptionDetails?: { text: string; exception?: object } };

/** Opens a window of `windowSize` with cookies and a cache of its own. The caller closes, or closes the browser. */
export async function openBenchPage(browser: Browser, url: string): Promise<BenchPage> {
  const session = await browser.newBrowserCDPSession();
  const { browserContextId } = await session.send('Target.createBrowserContext');
  const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (answered: Answered) => void>();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const answered = JSON.parse(event.message) as Answered;
    waiting.get(answered.id)?.(answered);
    waiting.delete(answered.id);
  });
  let count = 0;
  const send = async (method: string, params: object = {}): Promise<unknown> => {
    const id = (count += 1);
    const answer = new Promise<Answered>((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const evaluate: BenchPage['evaluate'] = async (run, argument) => {
    const expression = `(${run.toString()})(${JSON.stringify(argument) ?? ''})`;
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = (await send('Runtime.evaluate', options)) as Evaluated<never>;
    if (exceptionDetails) throw new Error(`in the page: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  };
  const mouse: BenchPage['mouse'] = async (type, point) => {
    const button = type === 'mouseMoved' ? {} : { button: 'left', clickCount: 1 };
    await send('Input.dispatchMouseEvent', { type, ...point, ...button });
  };
  await send('Emulation.setDeviceMetricsOverride', { ...windowSize, deviceScaleFactor: 1, mobile: false });
  await send('Page.navigate', { url });
  await evaluate(untilLoaded, null);
  return {
    evaluate,
    send,
    mouse,
    bringToFront: async () => void (await send('Page.bringToFront')),
    waitFor: async (found) => void (await evaluate(untilThere, found)),
    async click(found) {
      const point = await evaluate(untilThere, found);
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'] as const) await mouse(type, point);
    },
    async press(keys) {
      const isHeld = keys.startsWith('Control+');
      const key = isHeld ? keys.slice('Control+'.length) : keys;
      const modifiers = { modifiers: isHeld ? 2 : 0 };
      const common = { key, ...(/^[a-z]$/i.test(key) ? { code: `Key${key.toUpperCase()}` } : {}) };
      const text = isHeld ? {} : { text: key };
      if (isHeld) await send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Control', ...modifiers });
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...common, ...modifiers, ...text });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...common, ...modifiers });
      if (isHeld) await send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Control' });
    },
    async close() {
      await session.send('Target.disposeBrowserContext', { browserContextId });
      await session.detach();
    },
  };
}

/** A page of that text. */
export function htmlUrl(html: string): string {
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}

async function untilLoaded(): Promise<void> {
  while (location.href === 'about:blank' || document.readyState !== 'complete')
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** @returns its middle, in pixels of the window; elements without a size are passed over */
async function untilThere({ selector, text, index = 0 }: Found): Promise<{ x: number; y: number }> {
  for (;;) {
    const element = [...document.querySelectorAll(selector)].filter(
      (one) => (text === undefined || one.textContent.trim() === text) && one.getBoundingClientRect().width > 0,
    )[index];
    if (element) {
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
