import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { saveText } from '#renderer/ui/save-text.ts';

const byteOrderMark = '\uFEFF';

export type CsvButtonProps = {
  /** Fetches what is on the screen, all of it, as comma-separated text. */
  load: () => Promise<{ fileName: string; text: string }>;
  disabled?: boolean;
};

/** Saves a log as a file for a spreadsheet. */
export function CsvButton({ load, disabled = false }: CsvButtonProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);

  async function save() {
    setBusy(true);
    try {
      const { fileName, text } = await load();
      // Without a byte-order mark spreadsheets take the text for the system's old encoding.
      saveText(fileName, text.startsWith(byteOrderMark) ? text : byteOrderMark + text, 'text/csv');
      showNotice({ id: 'csv', text: t('logFilters.csvSaved', { fileName }), tone: 'ok' });
    } catch (thrown) {
      showError(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <CommandButton
      command="page.saveTable"
      icon={<IconDownload size={16} stroke={1.6} />}
      isBusy={isBusy}
      disabled={disabled}
      title={t('logFilters.csvHint')}
      onClick={() => void save()}
    >
      {t('logFilters.csv')}
    </CommandButton>
  );
}
