/** Budgets of this month as bars: what is spent, what the limit is, and a word when it comes near. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { Pill } from '#renderer/ui/pill.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import styles from './costs-view.module.css';
import { type BudgetLine, budgetLines, budgetUse } from './ledger-facts.ts';

export type BudgetsProps = {
  /** Whose budget is shown too; null for none. */
  projectId: ProjectId | null;
  onOpenConnections: () => void;
};

export function Budgets({ projectId, onOpenConnections }: BudgetsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data: projects = [] } = useQuery(studioQuery.projects.list.queryOptions({ input: {} }));
  const budgets = useQuery({
    ...studioQuery.ledger.budgets.queryOptions({ input: { projectId } }),
    refetchOnMount: 'always',
  });
  const title = projects.find(({ id }) => id === projectId)?.title || t('app.untitled');
  const lines = budgets.data ? budgetLines(budgets.data, title) : [];
  return (
    <section className={styles.budgets} aria-label={t('costs.budgets')}>
      <h2 className={styles.subtitle}>{t('costs.budgets')}</h2>
      {budgets.error && !budgets.data && (
        <p className={styles.problem} role="alert">
          {errorText(budgets.error)}
          <CommandButton size="small" command="window.retry" onClick={() => void budgets.refetch()}>
            {t('app.retry')}
          </CommandButton>
        </p>
      )}
      {budgets.data && lines.length === 0 && (
        <p className={styles.missing}>
          {t('costs.budgetMissing')}
          <Button size="small" command="window.connections" onClick={onOpenConnections}>
            {t('costs.budgetConnections')}
          </Button>
        </p>
      )}
      {lines.length > 0 && (
        <ul className={styles.bars}>
          {lines.map((line) => (
            <BudgetBar key={line.key} line={line} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BudgetBar({ line: { kind, label, spent, limit, perJob } }: { line: BudgetLine }) {
  const { t, i18n } = useTranslation();
  const money = (amount: number) => formatMoney(amount, i18n.language);
  const name = kind === 'project' ? t('costs.budgetProject', { title: label }) : label;
  const use = limit === null ? null : budgetUse(spent, limit);
  const text =
    limit === null
      ? t('costs.budgetNone', { spent: money(spent) })
      : t('costs.budgetOf', { spent: money(spent), limit: money(limit) });
  return (
    <li className={styles.bar}>
      <span className={styles.barName} dir="auto">
        {name}
      </span>
      <span className={styles.barText}>
        {text}
        {perJob !== null && `, ${t('costs.budgetPerJob', { limit: money(perJob) })}`}
      </span>
      {use && use.level !== 'fine' && (
        <Pill tone={use.level === 'reached' ? 'bad' : 'ask'}>
          {t(use.level === 'reached' ? 'costs.budgetReached' : 'costs.budgetNear')}
        </Pill>
      )}
      {use && (
        <div
          className={styles.track}
          role="meter"
          aria-label={name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(use.share * 100)}
          aria-valuetext={text}
        >
          <div className={`${styles.fill} ${styles[use.level]}`} style={{ width: `${use.share * 100}%` }} />
        </div>
      )}
    </li>
  );
}
