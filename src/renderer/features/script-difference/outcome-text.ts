import { useTranslation } from 'react-i18next';
import type { Outcome } from './difference-rows.ts';

/** What would happen, in words: `3 shots change · 1 is new`. */
export function useOutcomeText(): (outcome: Outcome) => string {
  const { t } = useTranslation();
  return ({ changed, added, moved, trashed }) => {
    const parts = [
      changed > 0 && t('scriptDifference.changed', { count: changed }),
      added > 0 && t('scriptDifference.added', { count: added }),
      moved > 0 && t('scriptDifference.moved', { count: moved }),
      trashed > 0 && t('scriptDifference.trashed', { count: trashed }),
    ].filter((part) => part !== false);
    return parts.length > 0 ? `${parts.join(' · ')}.` : t('scriptDifference.onlyScript');
  };
}
