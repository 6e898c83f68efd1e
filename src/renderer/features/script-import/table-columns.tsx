import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PreviewedColumn } from '#shared/contract/import-answers.ts';
import type { CustomFieldDefinition } from '#shared/domain/shot-fields.ts';
import { type ColumnTarget, newFieldTarget, ownFieldTarget, tableFieldNames } from '#shared/domain/table-fields.ts';
import styles from './file-import.module.css';
import paneStyles from './script-preview-panes.module.css';

export type TableColumnsProps = {
  columns: readonly PreviewedColumn[];
  hasHead: boolean;
  /** Of the project that the table goes into. */
  ownFields: readonly CustomFieldDefinition[];
  onHead: (hasHead: boolean) => void;
  onField: (index: number, field: ColumnTarget | null) => void;
};

/** Every column of a table with its first cells, and what it becomes. */
export function TableColumns({ columns, hasHead, ownFields, onHead, onField }: TableColumnsProps) {
  const { t } = useTranslation();
  const targets = [
    { value: '', label: t('imports.leftOut') },
    {
      group: t('imports.everyShot'),
      items: tableFieldNames.map((field) => ({ value: field, label: t(`imports.field.${field}`) })),
    },
    {
      group: t('imports.ownFields'),
      items: [
        ...ownFields.map(({ id, name }) => ({ value: ownFieldTarget(id), label: name })),
        { value: newFieldTarget, label: t('imports.newField') },
      ],
    },
  ];
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
                data={targets}
                value={field ?? ''}
                allowDeselect={false}
                onChange={(value) => onField(index, (value || null) as ColumnTarget | null)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
