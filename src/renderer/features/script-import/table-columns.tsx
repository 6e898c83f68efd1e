import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PreviewedColumn } from '#shared/contract/import-answers.ts';
import { type TableField, tableFieldNames } from '#shared/domain/table-fields.ts';
import styles from './file-import.module.css';
import paneStyles from './script-preview-panes.module.css';

export type TableColumnsProps = {
  columns: readonly PreviewedColumn[];
  hasHead: boolean;
  onHead: (hasHead: boolean) => void;
  onField: (index: number, field: TableField | null) => void;
};

/** Every column of a table with its first cells, and what it becomes. */
export function TableColumns({ columns, hasHead, onHead, onField }: TableColumnsProps) {
  const { t } = useTranslation();
  const fields = tableFieldNames.map((field) => ({ value: field, label: t(`imports.field.${field}`) }));
  return (
    <section className={paneStyles.pane} aria-label={t('imports.columns')}>
      <div className={styles.paneHead}>
        <h3 className={paneStyles.title}>{t('imports.columns')}</h3>
        <Checkbox
          size="xs"
          label={t('imports.hasHead')}
          checked={hasHead}
          onChange={(event) => onHead(event.currentTarget.checked)}
        />
      </div>
      <ul className={`${paneStyles.scroll} ${styles.columns}`}>
        {columns.map(({ head, field, samples }, index) => {
          const name = head || t('imports.column', { number: index + 1 });
          return (
            // A column has no name of its own but its place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles.column}>
              <div className={styles.columnWords}>
                <span className={styles.columnHead} dir="auto">
                  {name}
                </span>
                <span className={styles.samples} dir="auto">
                  {samples.length > 0 ? samples.join(' · ') : t('imports.emptyColumn')}
                </span>
              </div>
              <Select
                aria-label={t('imports.becomes', { name })}
                data={[{ value: '', label: t('imports.leftOut') }, ...fields]}
                value={field ?? ''}
                allowDeselect={false}
                onChange={(value) => onField(index, (value || null) as TableField | null)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
