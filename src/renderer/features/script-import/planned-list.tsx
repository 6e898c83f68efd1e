import { useVirtualizer } from '@tanstack/react-virtual';
import IconPicture from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs';
import IconSound from '@tabler/icons-react/dist/esm/icons/IconVolume.mjs';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Timecode } from '#renderer/ui/timecode.tsx';
import type { ImportPreview } from '#shared/contract/import-answers.ts';
import { type FrameRate, toShortTimecode } from '#shared/domain/time.ts';
import { type PlannedRow, plannedRows } from './preview-rows.ts';
import fileStyles from './file-import.module.css';
import styles from './script-preview-panes.module.css';

export type PlannedListProps = { preview: ImportPreview; frameRate: FrameRate };

/** The scenes and shots that would be created. */
export function PlannedList({ preview, frameRate }: PlannedListProps) {
  const { t } = useTranslation();
  const rows = useMemo(() => plannedRows(preview.scenes), [preview.scenes]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'scene' ? 40 : 58),
    overscan: 8,
  });
  const shownCount = rows.filter(({ kind }) => kind === 'shot').length;
  return (
    <section className={styles.pane} aria-label={t('scriptImport.resultPane')}>
      <h3 className={styles.title}>
        {t('scriptImport.resultPane')}
        {shownCount < preview.shotCount && ` · ${t('imports.firstOnly', { count: shownCount })}`}
      </h3>
      <div ref={scroller} className={styles.scroll} tabIndex={0} role="group" aria-label={t('scriptImport.resultPane')}>
        <div className={styles.sizer} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                <PlannedLine row={row} frameRate={frameRate} />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function PlannedLine({ row, frameRate }: { row: PlannedRow; frameRate: FrameRate }) {
  const { t } = useTranslation();
  if (row.kind === 'scene') {
    return (
      <div className={`${styles.scene} ${fileStyles.plain}`}>
        <span className={styles.number}>{row.number}</span>
        <span className={styles.heading} dir="auto">
          {row.heading || t('storyboard.untitledScene')}
        </span>
        <Timecode className={styles.length ?? ''}>{toShortTimecode(row.durationFrames, frameRate)}</Timecode>
      </div>
    );
  }
  const { shot } = row;
  const words = [shot.action ?? '', shot.prompt, shot.dialogue.split('\n').join('  '), shot.notes].filter(
    (text) => text !== '',
  );
  const [first = t('storyboard.untitledShot'), ...more] = shot.title === '' ? words : [shot.title, ...words];
  return (
    <div className={`${styles.shot} ${fileStyles.plain}`}>
      <span className={styles.number}>{row.number}</span>
      <span className={styles.shotWords}>
        <span className={styles.shotTitle} dir="auto">
          {first}
        </span>
        {more.length > 0 && (
          <span className={styles.shotText} dir="auto">
            {more.join(' · ')}
          </span>
        )}
      </span>
      <span className={fileStyles.facts}>
        {shot.hasPicture && <IconPicture size={14} stroke={1.5} role="img" aria-label={t('imports.withPicture')} />}
        {shot.hasSound && <IconSound size={14} stroke={1.5} role="img" aria-label={t('imports.withSound')} />}
        <Timecode className={styles.length ?? ''}>{toShortTimecode(shot.durationFrames, frameRate)}</Timecode>
      </span>
    </div>
  );
}
