/** The paper on its stage: canvases, the boards that shine through, and the pointers. */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { OnionSkin } from '#shared/domain/onion-skin.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import type { LayerCache } from './layer-cache.ts';
import { createPainter, type Painter } from './painter.ts';
import { type PaperView, viewTransform, wheelFactor, zoomAt } from './paper-view.ts';
import type { SketchSession } from './sketch-session.ts';
import { chooseColour, currentTool, toolState } from './sketch-tool.ts';
import styles from './sketch.module.css';
import { createStagePointers, type StagePointers } from './stage-pointers.ts';

export type SketchStageProps = {
  session: SketchSession;
  cache: LayerCache;
  view: PaperView;
  onView: (view: PaperView) => void;
  /** Null while nothing shines through. */
  onion: (OnionSkin & { opacity: number }) | null;
  isSpaceDown: RefObject<boolean>;
  /** A stroke found no place: the layer is hidden, or the drawing is full. */
  onRefused: () => void;
  /** Over the stage, such as a hint. */
  children?: ReactNode;
};

/** Room around the paper that is seen whole, in CSS pixels. */
const marginPx = 28;

export function SketchStage({ session, cache, onion, children, ...props }: SketchStageProps) {
  const { t } = useTranslation();
  const { frameSize } = session.pad.get().document;
  const stage = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const belowCanvas = useRef<HTMLCanvasElement>(null);
  const activeCanvas = useRef<HTMLCanvasElement>(null);
  const aboveCanvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter | null>(null);
  const latest = useLatest(props);
  const { isHand, sizePx } = currentTool(useObservable(toolState));
  const fittedPx = useFittedWidth(stage, frameSize.widthPx / frameSize.heightPx);

  const pointers = useRef<StagePointers | null>(null);

  useLayoutEffect(() => {
    const [below, active, above] = [belowCanvas.current, activeCanvas.current, aboveCanvas.current];
    if (!below || !active || !above) return;
    const made = createPainter({ below, active, above }, cache, frameSize);
    painter.current = made;
    const show = () => made.show(session.pad.get());
    show();
    const followed = createStagePointers({
      frameSize,
      tool: () => currentTool(),
      view: () => latest.current.view,
      setView: (view) => latest.current.onView(view),
      isSpaceDown: () => latest.current.isSpaceDown.current,
      stage: () => stage.current,
      paper: () => paper.current,
      showLive: (stroke) => painter.current?.showLive(stroke),
      finish(stroke) {
        const before = session.pad.get();
        session.edit({ kind: 'draw', stroke });
        if (session.pad.get() !== before) return;
        painter.current?.showLive(null);
        latest.current.onRefused();
      },
      pickColour: (xPx, yPx) => chooseColour(painter.current?.colourAt(xPx, yPx) ?? currentTool().colour),
    });
    pointers.current = followed;
    const forgetHand = session.followHand(followed.letGo);
    const forgetPad = session.pad.subscribe(show);
    return () => {
      forgetHand();
      forgetPad();
    };
  }, [session, cache, frameSize, latest]);

  // The pad is there before the paper is: what opens it has given the focus away already.
  useEffect(() => stage.current?.focus({ preventScroll: true }), []);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    // React listens passively; the page must not scroll.
    const handleWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
      const { view, onView } = latest.current;
      onView(zoomAt(view, wheelFactor(event.deltaY, event.deltaMode), at));
    };
    element.addEventListener('wheel', handleWheel, { passive: false });
    return () => element.removeEventListener('wheel', handleWheel);
  }, [latest]);

  const { view } = props;
  const ringPx = (sizePx * fittedPx * view.zoom) / frameSize.widthPx;
  const heightPx = (fittedPx * frameSize.heightPx) / frameSize.widthPx;
  const size = { width: frameSize.widthPx, height: frameSize.heightPx };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={stage}
      className={styles.stage}
      data-hand={isHand || undefined}
      // Drawing is done with a pointer; everything else has keys and buttons.
      role="application"
      aria-label={t('sketch.stage')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.focus({ preventScroll: true });
        if (event.button === 1) event.preventDefault();
        pointers.current?.down(event);
      }}
      onPointerMove={(event) => {
        pointers.current?.move(event);
        const box = stage.current?.getBoundingClientRect();
        if (!ring.current || !box) return;
        ring.current.hidden = event.pointerType === 'touch';
        ring.current.style.translate = `${event.clientX - box.left}px ${event.clientY - box.top}px`;
      }}
      onPointerUp={(event) => pointers.current?.up(event)}
      onPointerCancel={(event) => pointers.current?.cancel(event)}
      onPointerLeave={() => {
        if (ring.current) ring.current.hidden = true;
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div
        ref={paper}
        className={styles.paper}
        style={{
          width: fittedPx,
          height: heightPx,
          margin: `${-heightPx / 2}px 0 0 ${-fittedPx / 2}px`,
          transform: viewTransform(view),
        }}
      >
        <canvas ref={belowCanvas} {...size} />
        <canvas ref={activeCanvas} {...size} />
        <canvas ref={aboveCanvas} {...size} />
        {onion?.previous && <OnionBoard kind="previous" url={derivedUrl(onion.previous, 'board')} {...onion} />}
        {onion?.next && <OnionBoard kind="next" url={derivedUrl(onion.next, 'board')} {...onion} />}
      </div>
      <div ref={ring} hidden className={styles.ring} style={{ width: ringPx, height: ringPx }} />
      {children}
    </div>
  );
}

type OnionBoardProps = { kind: 'previous' | 'next'; url: string; opacity: number };

function OnionBoard({ kind, url, opacity }: OnionBoardProps) {
  return (
    <div className={styles.onion} data-kind={kind} style={{ opacity: opacity / 100 }}>
      <img src={url} alt="" draggable={false} />
    </div>
  );
}

/** Width of the paper that fits the stage whole, in CSS pixels. */
function useFittedWidth(stage: RefObject<HTMLDivElement | null>, shape: number): number {
  const [widthPx, setWidthPx] = useState(640);
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const fit = () => {
      const [wide, high] = [element.clientWidth - 2 * marginPx, element.clientHeight - 2 * marginPx];
      setWidthPx(Math.max(80, Math.floor(Math.min(wide, high * shape))));
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage, shape]);
  return widthPx;
}
