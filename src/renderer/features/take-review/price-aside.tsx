import { useTranslation } from 'react-i18next';
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { RunAgainPrice } from './run-again-rules.ts';

/** What stands at the end of a button that sends a request: what it will cost. */
export function PriceAside({ price }: { price: RunAgainPrice }) {
  const { t, i18n } = useTranslation();
  switch (price.kind) {
    case 'free':
      return t('recipe.runAgain.free');
    case 'known':
      return t('recipe.runAgain.price', { amount: formatMoney(price.amount, i18n.language) });
    case 'unknown':
      return t('recipe.runAgain.unknownPrice');
    case 'gone':
      return null;
  }
}
