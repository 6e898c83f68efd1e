import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { scriptRows } from '#renderer/features/script-import/index.ts';
import { sceneNumbers } from '#shared/domain/numbering.ts';
import type { Outline } from '#shared/domain/outline.ts';
import styles from './script-page.module.css';

export type ScriptPageProps = { fileName: string; outline: Outline };

/** The script on a page, its scenes as a list on the left that leads to them. */
export function ScriptPage({ fileName, outline }: ScriptPageProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => scriptRows(outline), [outline]);
  const numbers = useMemo(() => sceneNumbers(outline.scenes), [outline]);
  const page = useRef<HTMLElement>(null);
  const aside = useRef<HTMLElement>(null);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => page.current,
    estimateSize: () => 22,
    overscan: 20,
    paddingStart: 40,
    paddingEnd: 80,
  });
  const scenes = useVirtualizer({
    count: outline.scenes.length,
    getScrollElement: () => aside.current,
    estimateSize: () => 32,
    overscan: 12,
  });
  // The faces arrive after the first measurement; lines are measured again in them.
  const measure = list.measure;
  useEffect(() => void document.fonts.ready.then(measure), [measure]);

  const firstLine = lines[list.range?.startIndex ?? 0]?.lineNumber ?? 1;
  const currentScene = outline.scenes.findLastIndex(({ startLine }) => startLine <= firstLine + 1);

  return (
    <div className={styles.view}>
      <nav ref={aside} className={styles.outline} aria-label={t('script.outline')}>
        <h2 className={styles.title}>{t('script.scenes')}</h2>
        <ol className={styles.sizer} style={{ height: scenes.getTotalSize() }}>
          {scenes.getVirtualItems().map(({ index, key, start }) => {
            const scene = outline.scenes[index];
            if (!scene) return null;
            return (
              <li key={key} className={styles.item} style={{ transform: `translateY(${start}px)` }}>
                <button
                  type="button"
                  className={styles.scene}
                  aria-current={index === currentScene ? 'true' : undefined}
                  onClick={() => {
                    const target = lines.findIndex(({ lineNumber }) => lineNumber >= scene.startLine);
                    list.scrollToIndex(Math.max(0, target), { align: 'start' });
                  }}
                >
                  <span className={styles.number}>{numbers[index]}</span>
                  <span className={styles.heading} dir="auto">
                    {scene.heading}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </nav>
      <main ref={page} className={styles.page} tabIndex={0} aria-label={t('script.page')}>
        <p className={styles.source}>{t('script.inFile', { fileName })}</p>
        <div className={styles.sizer} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (!line) return null;
            return (
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                <p className={styles.line} data-kind={line.kind} dir="auto">
                  {line.text || ' '}
                </p>
              </div>
            );
          })}
        </div>
      </main>
    </div>
  );
}
