import { Menu } from '@mantine/core';
import { IconCheck, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { ShotColumn } from './table-columns.ts';

export type ColumnMenuProps = {
  columns: readonly ShotColumn[];
  hidden: readonly string[];
  onToggle: (key: string) => void;
};

/** Chooses the columns. The number of the shot always stands. */
export function ColumnMenu({ columns, hidden, onToggle }: ColumnMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton label={t('shotTable.columns')} aria-haspopup="menu">
          <IconColumns3 size={17} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: '70vh', overflowY: 'auto' }}>
        {columns
          .filter(({ key }) => key !== 'number')
          .map(({ key, label }) => {
            const isShown = !hidden.includes(key);
            return (
              <Menu.Item
                key={key}
                role="menuitemcheckbox"
                aria-checked={isShown}
                leftSection={<IconCheck size={15} style={{ visibility: isShown ? 'visible' : 'hidden' }} />}
                onClick={() => onToggle(key)}
              >
                {label}
              </Menu.Item>
            );
          })}
      </Menu.Dropdown>
    </Menu>
  );
}
