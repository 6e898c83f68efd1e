/** What each model took and cost since the library began, and what of it was chosen. */
import { useTranslation } from 'react-i18next';
import { ModelUseTable } from '#renderer/features/ledger/index.ts';
import styles from './queue-page.module.css';

const everything = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };

export function ModelsView() {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.text}>{t('queuePage.modelsText')}</p>
      <ModelUseTable filter={everything} />
    </>
  );
}
