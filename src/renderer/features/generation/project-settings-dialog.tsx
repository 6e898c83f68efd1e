/** What a project generates with where its shots name nothing, and how much it may spend. */
import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import { dollarsFromMicros, type Micros, mostDollars, readDollars } from '#shared/domain/money.ts';
import type { Project } from '#shared/domain/records.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { defaultModelOf, findNamed } from './model-catalog.ts';
import { ModelPicker } from './model-picker.tsx';
import styles from './project-settings-dialog.module.css';
import { useCatalog } from './use-catalog.ts';
import { useSpeech } from './use-speech.ts';

export type ProjectSettingsDialogProps = { projectId: ProjectId; onClose: () => void };

export function ProjectSettingsDialog({ projectId, onClose }: ProjectSettingsDialogProps) {
  const { data: projects } = useQuery(studioQuery.projects.list.queryOptions({ input: {} }));
  const project = projects?.find(({ id }) => id === projectId);
  return project ? <SettingsForm project={project} onClose={onClose} /> : null;
}

/** In dollars while it is typed; empty means no limit. */
function toTyped(limit: Micros | null): number | string {
  return limit === null ? '' : dollarsFromMicros(limit);
}

function SettingsForm({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t, language } = useSpeech();
  const errorText = useErrorText();
  const { catalog } = useCatalog();
  const { data: budgets } = useQuery(studioQuery.ledger.budgets.queryOptions({ input: { projectId: project.id } }));
  const [model, setModel] = useState<ModelRef | null>(null);
  const [perJob, setPerJob] = useState(() => toTyped(project.budget.perJob));
  const [perMonth, setPerMonth] = useState(() => toTyped(project.budget.perMonth));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const budget = { perJob: readDollars(perJob), perMonth: readDollars(perMonth) };
  const invalid = t('generation.budgetInvalid', { most: mostDollars.toLocaleString(language) });
  const spent = budgets?.project?.spent ?? null;

  async function save(event: FormEvent) {
    event.preventDefault();
    const { perJob: most, perMonth: monthly } = budget;
    if (isBusy || most === undefined || monthly === undefined) return;
    setBusy(true);
    const changedModel = model && { defaultConnectionId: model.connectionId, defaultModelId: model.modelId };
    const patch = { ...changedModel, budget: { perJob: most, perMonth: monthly } };
    const answer = await edit(() => studio.projects.update({ projectId: project.id, patch }), {
      onError: (thrown) => setError(errorText(thrown)),
    });
    setBusy(false);
    if (!answer) return;
    onClose();
    showNotice({ id: 'project-settings', text: t('generation.settingsSaved'), tone: 'ok' });
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('generation.settingsOf', { title: project.title || t('app.untitled') })}
      closeLabel={t('app.close')}
      width={520}
      isBusy={isBusy}
    >
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        <ModelPicker
          label={t('generation.defaultModel')}
          hint={t('generation.defaultModelHint')}
          catalog={catalog}
          picked={{ kind: 'model', named: model ? findNamed(catalog, model) : defaultModelOf(catalog, project) }}
          onPick={setModel}
        />
        <fieldset className={styles.budgets}>
          <legend className={styles.legend}>{t('generation.budgets')}</legend>
          <p className={styles.text}>{t('generation.budgetsText')}</p>
          <div className={styles.pair}>
            <BudgetInput
              label={t('generation.budgetPerTake')}
              hint={t('generation.budgetHint')}
              value={perJob}
              onChange={setPerJob}
              error={budget.perJob === undefined && invalid}
            />
            <BudgetInput
              label={t('generation.budgetPerMonth')}
              hint={
                spent === null
                  ? t('generation.budgetHint')
                  : t('generation.budgetSpent', { spent: formatMoney(spent, language) })
              }
              value={perMonth}
              onChange={setPerMonth}
              error={budget.perMonth === undefined && invalid}
            />
          </div>
        </fieldset>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            isBusy={isBusy}
            disabled={budget.perJob === undefined || budget.perMonth === undefined}
          >
            {t('generation.saveSettings')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type BudgetInputProps = {
  label: string;
  hint: string;
  value: number | string;
  onChange: (value: number | string) => void;
  error: string | false;
};

function BudgetInput({ label, hint, value, onChange, error }: BudgetInputProps) {
  return (
    <NumberInput
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      prefix="$"
      min={0}
      max={mostDollars}
      decimalScale={2}
      allowNegative={false}
      clampBehavior="none"
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
