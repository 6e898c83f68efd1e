import { useTranslation } from 'react-i18next';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import styles from './page-skeleton.module.css';

/** Stands for a page while its code arrives; shows only after a moment, so that it never flickers. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.page} role="status">
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
      <Skeleton width="16rem" height="1.5rem" />
      <div className={styles.cards}>
        {[0, 1, 2, 3].map((index) => (
          <Skeleton key={index} height="100%" className={styles.card ?? ''} />
        ))}
      </div>
    </div>
  );
}
