/** Shots whose prompts name an element, and the way to them. */
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { useRowCommands } from '#renderer/ui/commands.ts';
import type { ElementMention, StoryElement } from '#shared/domain/element.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import styles from './element-editor.module.css';

const rowHeightPx = 28;

export type ElementShotsProps = { element: StoryElement; onOpenShot: (shotId: ShotId) => void };

export function ElementShots({ element: { id, name }, onOpenShot }: ElementShotsProps) {
  const { t } = useTranslation();
  const { data: shots } = useQuery(studioQuery.elements.mentions.queryOptions({ input: { elementId: id } }));
  return (
    <section aria-label={t('elements.shots', { name })}>
      <h3 className={styles.label} dir="auto">
        {t('elements.shots', { name })}
        {shots && shots.length > 0 && <span className={styles.count}>{shots.length}</span>}
      </h3>
      {shots?.length === 0 && (
        <p className={styles.hint} dir="auto">
          {t('elements.shotsNone', { name })}
        </p>
      )}
      {shots && shots.length > 0 && <ShotList shots={shots} onOpenShot={onOpenShot} />}
    </section>
  );
}

function ShotList({ shots, onOpenShot }: { shots: readonly ElementMention[]; onOpenShot: (shotId: ShotId) => void }) {
  const { t } = useTranslation();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rowCommands = useRowCommands('li');
  const list = useVirtualizer({
    count: shots.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  return (
    <div ref={setScroller} className={styles.shots} {...rowCommands}>
      <ul className={styles.sizer} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const shot = shots[index];
          if (!shot) return null;
          const { shotId, shotNumber, title } = shot;
          return (
            <li key={shotId} className={styles.shotRow} style={{ transform: `translateY(${start}px)` }}>
              <button
                type="button"
                className={styles.shot}
                {...commandAttributes('elements.openShot')}
                onClick={() => onOpenShot(shotId)}
              >
                <span className={styles.number}>{shotNumber}</span>
                <span className={styles.shotTitle} dir="auto">
                  {title || t('storyboard.untitledShot')}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
