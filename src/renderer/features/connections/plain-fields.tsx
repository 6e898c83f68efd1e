/** Where a connection leads, and how much may go over it. */
import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mostDollars } from '#shared/domain/money.ts';
import { type ConnectionDraft, type DraftProblems, mostConcurrency } from './connection-draft.ts';
import styles from './dialog-form.module.css';
import { FormSection } from './form-section.tsx';

export type PlainFieldsProps = {
  draft: ConnectionDraft;
  problems: DraftProblems;
  onChange: (patch: Partial<ConnectionDraft>) => void;
};

export function WhereFields({ draft, problems, onChange }: PlainFieldsProps) {
  const { t } = useTranslation();
  return (
    <FormSection title={t('connections.where')}>
      <TextInput
        label={t('connections.label')}
        dir="auto"
        maxLength={500}
        data-autofocus
        value={draft.label}
        error={problems.label && t(`connections.problem.${problems.label}`)}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextInput
          label={t('connections.address')}
          description={t('connections.addressHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="url"
          dir="ltr"
          spellCheck={false}
          maxLength={2000}
          value={draft.baseUrl}
          error={problems.baseUrl && t(`connections.problem.${problems.baseUrl}`)}
          onChange={(event) => onChange({ baseUrl: event.currentTarget.value })}
        />
        <TextInput
          label={t('connections.proxy')}
          description={t('connections.proxyHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="url"
          dir="ltr"
          spellCheck={false}
          maxLength={2000}
          value={draft.proxyUrl}
          error={problems.proxyUrl && t(`connections.problem.${problems.proxyUrl}`)}
          onChange={(event) => onChange({ proxyUrl: event.currentTarget.value })}
        />
      </div>
    </FormSection>
  );
}

export function LimitFields({ draft, problems, onChange }: PlainFieldsProps) {
  const { t } = useTranslation();
  return (
    <FormSection title={t('connections.limits')}>
      <div className={styles.pair}>
        <NumberInput
          label={t('connections.concurrency')}
          min={1}
          max={mostConcurrency}
          allowDecimal={false}
          clampBehavior="none"
          value={draft.concurrency}
          error={problems.concurrency && t('connections.problem.concurrency', { most: mostConcurrency })}
          onChange={(concurrency) => onChange({ concurrency })}
        />
        <NumberInput
          label={t('connections.budget')}
          description={t('connections.budgetHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          prefix="$"
          min={0}
          max={mostDollars}
          decimalScale={2}
          allowNegative={false}
          clampBehavior="none"
          value={draft.monthlyBudget}
          error={problems.monthlyBudget && t('connections.problem.budget', { most: mostDollars })}
          onChange={(monthlyBudget) => onChange({ monthlyBudget })}
        />
      </div>
      <Switch
        label={t('connections.isPaused')}
        description={t('connections.isPausedHint')}
        checked={draft.isPaused}
        onChange={(event) => onChange({ isPaused: event.currentTarget.checked })}
      />
    </FormSection>
  );
}
