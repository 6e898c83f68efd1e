import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionState } from '#renderer/rpc/connection-state.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import styles from './connection-banner.module.css';

const patienceMs = { lost: 700, connecting: 4_000 } as const;

/** Says that the studio does not answer, once that is more than a blink, and goes away when it does again. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const state = useObservable(connectionState);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (state === 'connected') return;
    const timer = setTimeout(() => setShown(true), patienceMs[state]);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [state]);
  return (
    <div role="status" aria-live="polite">
      {isShown && state !== 'connected' && (
        <p className={styles.banner}>
          <span className={styles.dot} aria-hidden />
          {state === 'lost' ? t('app.connectionLost') : t('app.connecting')}
        </p>
      )}
    </div>
  );
}
