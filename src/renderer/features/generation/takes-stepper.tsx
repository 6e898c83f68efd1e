import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import styles from './plan-dialog.module.css';

/** As many as one request makes of a shot. */
const mostTakes = 10;

/** How many takes of each shot. */
export function TakesStepper({ count, onChange }: { count: number; onChange: (count: number) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.field} role="group" aria-label={t('generation.takesPerShot')}>
      <span className={styles.label}>{t('generation.takesPerShot')}</span>
      <span className={styles.stepper}>
        <IconButton label={t('generation.fewerTakes')} disabled={count <= 1} onClick={() => onChange(count - 1)}>
          <IconMinus size={16} />
        </IconButton>
        <output aria-live="polite">{count}</output>
        <IconButton label={t('generation.moreTakes')} disabled={count >= mostTakes} onClick={() => onChange(count + 1)}>
          <IconPlus size={16} />
        </IconButton>
      </span>
    </div>
  );
}
