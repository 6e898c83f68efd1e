/** Cards, table, strip or script. Where there is little room only the pictures stand. */
import { SegmentedControl } from '@mantine/core';
import { IconFileText, IconLayoutGrid, IconTable, IconTimeline } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './storyboard.module.css';
import { type BoardView, boardViews } from './use-board-view.ts';

const icons = {
  cards: <IconLayoutGrid size={14} aria-hidden />,
  table: <IconTable size={14} aria-hidden />,
  strip: <IconTimeline size={14} aria-hidden />,
  script: <IconFileText size={14} aria-hidden />,
};

export function BoardViewSwitch({ view, onView }: { view: BoardView; onView: (view: string) => void }) {
  const { t } = useTranslation();
  const data = boardViews.map((value) => ({
    value,
    label: (
      <span className={styles.view}>
        {icons[value]}
        <span className={styles.viewName}>{t(`boardViews.${value}`)}</span>
      </span>
    ),
  }));
  return <SegmentedControl size="xs" aria-label={t('boardViews.label')} data={data} value={view} onChange={onView} />;
}
