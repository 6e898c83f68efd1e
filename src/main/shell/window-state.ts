/** Where the window was, and whether it can be there again. All figures in display-independent pixels. */

export type Bounds = { x: number; y: number; width: number; height: number };
export type WindowState = { bounds: Bounds; isMaximized: boolean };

export const smallestWindow = { width: 960, height: 600 };
const usualWindow = { width: 1440, height: 900 };

/**
 * What to open the window with. A remembered place counts only when a display that is there now holds it whole;
 * otherwise the window opens in its usual size, no larger than the first display, and the system places it.
 *
 * @param workAreas of the displays, the primary one first
 */
export function fitWindowState(remembered: unknown, workAreas: Bounds[]): Partial<Bounds> & { isMaximized: boolean } {
  const state = parseWindowState(remembered);
  if (state && workAreas.some((area) => holds(area, state.bounds))) {
    return { ...state.bounds, isMaximized: state.isMaximized };
  }
  const area = workAreas[0] ?? { ...usualWindow, x: 0, y: 0 };
  return {
    width: Math.min(usualWindow.width, area.width),
    height: Math.min(usualWindow.height, area.height),
    isMaximized: state?.isMaximized ?? false,
  };
}

function parseWindowState(stored: unknown): WindowState | null {
  const { bounds, isMaximized } = (stored ?? {}) as { bounds?: Partial<Bounds>; isMaximized?: unknown };
  if (!bounds) return null;
  const { x, y, width, height } = bounds;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null;
  if (width < smallestWindow.width || height < smallestWindow.height) return null;
  return { bounds: { x, y, width, height }, isMaximized: isMaximized === true };
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}

function holds(area: Bounds, { x, y, width, height }: Bounds): boolean {
  return x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height;
}
