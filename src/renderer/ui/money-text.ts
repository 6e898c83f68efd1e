/** How amounts of money are written everywhere: cents, and below one cent every digit that counts. */

const microsPerDollar = 1_000_000;
const microsPerCent = 10_000;

/**
 * `$4.18`, `$0.00`, and `$0.0042` for what is less than one cent, so that nothing that was paid reads as nothing.
 *
 * @param micros whole millionths of a US dollar.
 */
export function formatMoney(micros: number, language = 'en'): string {
  const isUnderOneCent = micros !== 0 && Math.abs(micros) < microsPerCent;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    ...(isUnderOneCent ? { maximumSignificantDigits: 4 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  }).format(micros / microsPerDollar);
}
