/** A job of which nobody knows whether its request arrived: why it stands, and the three things that can be done. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { Job } from '#shared/domain/records.ts';
import { errorText } from '#shared/messages/translate.ts';
import { type Decision, decideJob, decisions } from './job-commands.ts';
import styles from './queue.module.css';

const commandOf = {
  'look-again': 'queue.askAgain',
  'send-again': 'queue.sendAgain',
  'give-up': 'queue.giveUp',
} as const;

export type NeedsYouChoicesProps = {
  job: Job;
  /** Whether it stands in no list, which would offer the commands of the row that has the focus. @default false */
  isAlone?: boolean;
};

export function NeedsYouChoices({ job, isAlone = false }: NeedsYouChoicesProps) {
  const { t, i18n } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const [busyWith, setBusyWith] = useState<Decision | null>(null);
  const Choice = isAlone ? CommandButton : Button;
  const decide = async (choice: Decision) => {
    setBusyWith(choice);
    await decideJob(job, choice);
    setBusyWith(null);
  };
  return (
    <div className={styles.needsYou} role="group" aria-label={t('queue.choices', { label: job.label })}>
      <p>{job.error ? errorText(i18n, job.error) : t('queue.needsYouWhy')}</p>
      <ul className={styles.choices}>
        {decisions.map((choice) => (
          <li key={choice} className={styles.choice}>
            <Choice
              size="small"
              command={commandOf[choice]}
              isBusy={busyWith === choice}
              disabled={busyWith !== null && busyWith !== choice}
              onClick={() => (choice === 'send-again' ? setAsking(true) : void decide(choice))}
            >
              {t(`queue.decide.${choice}`)}
            </Choice>
            <span className={styles.choiceHint}>{t(`queue.decideHint.${choice}`)}</span>
          </li>
        ))}
      </ul>
      {isAsking && (
        <SendAgainDialog
          job={job}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void decide('send-again');
          }}
        />
      )}
    </div>
  );
}

function SendAgainDialog({ job, onClose, onConfirm }: { job: Job; onClose: () => void; onConfirm: () => void }) {
  const { t, i18n } = useTranslation();
  const price =
    job.estimate === null
      ? t('queue.sendAgainPriceUnknown')
      : t('queue.sendAgainPrice', { amount: formatMoney(job.estimate, i18n.language) });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('queue.sendAgainTitle', { label: job.label })}
      closeLabel={t('app.close')}
      actions={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('app.cancel')}
          </Button>
          <Button variant="danger" onClick={onConfirm}>
            {t('queue.sendAgainConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('queue.sendAgainText')}</p>
      {job.estimate !== 0 && <p className={styles.price}>{price}</p>}
    </Dialog>
  );
}
