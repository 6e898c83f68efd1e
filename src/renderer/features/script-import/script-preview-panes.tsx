import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Timecode } from '#renderer/ui/timecode.tsx';
import type { Outline } from '#shared/domain/outline.ts';
import { type FrameRate, toShortTimecode } from '#shared/domain/time.ts';
import { type ResultRow, resultRows, rowOfLine, scriptRows } from './preview-rows.ts';
import { ScriptLine } from './script-line.tsx';
import styles from './script-preview-panes.module.css';

/** The lines that a scene or shot stands for, both included. */
type LineSpan = { startLine: number; endLine: number };

export type ScriptPreviewPanesProps = { outline: Outline; frameRate: FrameRate };

/** The script beside what it becomes; choosing a line or a shot shows the other side of it. */
export function ScriptPreviewPanes({ outline, frameRate }: ScriptPreviewPanesProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => scriptRows(outline), [outline]);
  const results = useMemo(() => resultRows(outline), [outline]);
  const [span, setSpan] = useState<LineSpan | null>(null);
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  const leftList = useVirtualizer({
    count: lines.length,
    getScrollElement: () => left.current,
    estimateSize: () => 22,
    overscan: 12,
  });
  const rightList = useVirtualizer({
    count: results.length,
    getScrollElement: () => right.current,
    estimateSize: (index) => (results[index]?.kind === 'scene' ? 40 : 58),
    overscan: 8,
  });

  function chooseLine(lineNumber: number) {
    const index = rowOfLine(results, lineNumber);
    const row = results[index];
    if (!row) return;
    setSpan(row.kind === 'scene' ? { startLine: row.scene.startLine, endLine: row.scene.startLine } : row.shot);
    rightList.scrollToIndex(index, { align: 'auto' });
  }

  function chooseResult(row: ResultRow) {
    const { startLine, endLine } = row.kind === 'scene' ? row.scene : row.shot;
    setSpan({ startLine, endLine });
    leftList.scrollToIndex(
      Math.max(
        0,
        lines.findIndex((line) => line.lineNumber >= startLine),
      ),
      { align: 'start' },
    );
  }

  return (
    <div className={styles.panes}>
      <section className={styles.pane} aria-label={t('scriptImport.scriptPane')}>
        <h3 className={styles.title}>{t('scriptImport.scriptPane')}</h3>
        <div ref={left} className={styles.scroll} tabIndex={0} role="group" aria-label={t('scriptImport.scriptPane')}>
          <div className={styles.sizer} style={{ height: leftList.getTotalSize() }}>
            {leftList.getVirtualItems().map(({ index, key, start }) => {
              const line = lines[index];
              if (!line) return null;
              const isMarked = span !== null && line.lineNumber >= span.startLine && line.lineNumber <= span.endLine;
              return (
                <div
                  key={key}
                  ref={leftList.measureElement}
                  data-index={index}
                  className={styles.row}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ScriptLine line={line} isMarked={isMarked} onChoose={chooseLine} />
                </div>
              );
            })}
          </div>
        </div>
      </section>
      <section className={styles.pane} aria-label={t('scriptImport.resultPane')}>
        <h3 className={styles.title}>{t('scriptImport.resultPane')}</h3>
        <div ref={right} className={styles.scroll} tabIndex={0} role="group" aria-label={t('scriptImport.resultPane')}>
          <div className={styles.sizer} style={{ height: rightList.getTotalSize() }}>
            {rightList.getVirtualItems().map(({ index, key, start }) => {
              const row = results[index];
              if (!row) return null;
              return (
                <div
                  key={key}
                  ref={rightList.measureElement}
                  data-index={index}
                  className={styles.row}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ResultLine row={row} frameRate={frameRate} span={span} onChoose={chooseResult} />
                </div>
              );
            })}
          </div>
        </div>
      </section>
    </div>
  );
}

type ResultLineProps = {
  row: ResultRow;
  frameRate: FrameRate;
  span: LineSpan | null;
  onChoose: (row: ResultRow) => void;
};

function ResultLine({ row, frameRate, span, onChoose }: ResultLineProps) {
  if (row.kind === 'scene') {
    return (
      <button type="button" className={styles.scene} tabIndex={-1} onClick={() => onChoose(row)}>
        <span className={styles.number}>{row.number}</span>
        <span className={styles.heading} dir="auto">
          {row.scene.heading}
        </span>
        <Timecode className={styles.length ?? ''}>{toShortTimecode(row.durationFrames, frameRate)}</Timecode>
      </button>
    );
  }
  const { shot } = row;
  const isMarked = span !== null && span.startLine === shot.startLine && span.endLine === shot.endLine;
  const dialogue = shot.dialogue.split('\n').join('  ');
  return (
    <button
      type="button"
      className={styles.shot}
      data-marked={isMarked || undefined}
      tabIndex={-1}
      onClick={() => onChoose(row)}
    >
      <span className={styles.number}>{row.number}</span>
      <span className={styles.shotWords}>
        <span className={styles.shotTitle} dir="auto">
          {shot.prompt || shot.title || dialogue}
        </span>
        {dialogue && (
          <span className={styles.shotText} dir="auto">
            {dialogue}
          </span>
        )}
      </span>
      <Timecode className={styles.length ?? ''}>{toShortTimecode(shot.durationFrames, frameRate)}</Timecode>
    </button>
  );
}
