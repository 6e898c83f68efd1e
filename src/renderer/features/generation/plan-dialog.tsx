/** What generating would do and cost, shot by shot, before anything is queued. */
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import { animaticConnectionId, type ShotId } from '#shared/domain/ids.ts';
import { PreviewDialog } from '#renderer/features/request-preview/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { TableSkeleton } from '#renderer/ui/virtual-table.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { findNamed } from './model-catalog.ts';
import { ModelPicker, type PickedModel } from './model-picker.tsx';
import { priceText } from './model-text.ts';
import styles from './plan-dialog.module.css';
import { PlanNotes, ProblemList } from './plan-notes.tsx';
import { PlanTable, usePlanColumns } from './plan-table.tsx';
import { obstacleOf, priceView, takesThatLeave } from './plan-view.ts';
import { toPreviewSubjects } from './preview-subjects.ts';
import { queueTakes } from './start-generation.ts';
import { StartTimeField, type StartTime, startNow, startMsOfTime } from './start-time-field.tsx';
import { TakesStepper } from './takes-stepper.tsx';
import { useCatalog } from './use-catalog.ts';
import { usePlan } from './use-plan.ts';
import { useSpeech } from './use-speech.ts';

const minuteMs = 60_000;

export type PlanDialogProps = {
  request: GenerationRequest;
  onRequest: (request: GenerationRequest) => void;
  onClose: () => void;
};

/** What stands on the screen: the plan, or what would be sent for it, to be looked at or to be approved. */
type View = 'plan' | 'look' | 'approve';

export function PlanDialog({ request, onRequest, onClose }: PlanDialogProps) {
  const [start, setStart] = useState<StartTime>(startNow);
  const [isSkipping, setSkipping] = useState(false);
  const [view, setView] = useState<View>('plan');
  const [isBusy, setBusy] = useState(false);
  const query = usePlan(request);
  const { data: preferences } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  const { plan } = query;

  const run = async (shotIds: ShotId[] | null, isApproved: boolean) => {
    const notBeforeMs = startMsOfTime(start, Date.now());
    if (!plan || notBeforeMs === undefined) return;
    setView('plan');
    setBusy(true);
    const scope = shotIds ?? (plan.problems.length > 0 ? plan.takes.map(({ shotId }) => shotId) : request.scope);
    const isQueued = await queueTakes({ ...request, scope, notBeforeMs, isApproved });
    setBusy(false);
    if (isQueued) onClose();
  };
  const approved = (leaving: string[]) => {
    const kept = new Set<string>(leaving);
    const takes = plan?.takes ?? [];
    void run(
      takes
        .filter(({ shotId, connectionId }) => connectionId === animaticConnectionId || kept.has(shotId))
        .map(({ shotId }) => shotId),
      true,
    );
  };

  if (plan && view !== 'plan') {
    return (
      <PreviewDialog
        subjects={toPreviewSubjects(
          view === 'approve' ? takesThatLeave(plan, animaticConnectionId) : plan.takes,
          request,
        )}
        onClose={() => setView('plan')}
        {...(view === 'approve' ? { onApproved: approved } : {})}
      />
    );
  }
  return (
    <PlanForm
      request={request}
      onRequest={onRequest}
      query={query}
      start={start}
      onStart={setStart}
      isSkipping={isSkipping}
      onSkip={setSkipping}
      isBusy={isBusy}
      onLook={() => setView('look')}
      onRun={(current) => {
        const needsNoWord =
          preferences?.alwaysPreviews === false || takesThatLeave(current, animaticConnectionId).length === 0;
        if (needsNoWord) void run(null, false);
        else setView('approve');
      }}
      onClose={onClose}
    />
  );
}

type PlanFormProps = {
  request: GenerationRequest;
  onRequest: (request: GenerationRequest) => void;
  query: ReturnType<typeof usePlan>;
  start: StartTime;
  onStart: (start: StartTime) => void;
  isSkipping: boolean;
  onSkip: (isSkipping: boolean) => void;
  isBusy: boolean;
  onLook: () => void;
  onRun: (plan: GenerationPlan) => void;
  onClose: () => void;
};

function PlanForm({
  request,
  onRequest,
  query,
  start,
  onStart,
  isSkipping,
  onSkip,
  isBusy,
  onLook,
  onRun,
  onClose,
}: PlanFormProps) {
  const speech = useSpeech();
  const { t } = speech;
  const { catalog } = useCatalog();
  const { plan, isOfEarlier } = query;
  const obstacle = plan && obstacleOf(plan, isSkipping);
  const isStartable = startMsOfTime(start, useNow(minuteMs)) !== undefined;
  const { connectionId, modelId } = request;
  const picked: PickedModel = connectionId
    ? { kind: 'model', named: findNamed(catalog, { connectionId, modelId }) }
    : { kind: 'unset' };
  const reason = obstacle && obstacle !== 'nothing' ? obstacle : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('generation.plan')}
      closeLabel={t('app.close')}
      width={880}
      isBusy={isBusy}
      note={
        <span id="plan-note" className={styles.sum}>
          {reason
            ? t(reason === 'problems' ? 'generation.blockedByProblems' : 'generation.blockedByBudget')
            : plan && plan.takes.length > 0 && sumText(speech, plan)}
        </span>
      }
      actions={
        <>
          <CommandButton
            variant="quiet"
            command="dialog.showSent"
            disabled={!plan || plan.takes.length === 0}
            onClick={onLook}
          >
            {t('generation.showSent')}
          </CommandButton>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button
            variant="primary"
            aside={plan && plan.takes.length > 0 ? priceText(speech, priceView(plan)) : undefined}
            aria-describedby="plan-note"
            disabled={!plan || isOfEarlier || obstacle !== null || !isStartable}
            isBusy={isBusy}
            onClick={() => plan && onRun(plan)}
          >
            {t(start.choice === 'now' ? 'generation.run' : 'generation.runLater')}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <ModelPicker
          label={t('generation.planFor')}
          catalog={catalog}
          picked={picked}
          unset={{ text: t('generation.ownModels'), named: null }}
          onPick={(ref) => onRequest({ ...request, connectionId: null, modelId: null, ...ref })}
        />
        <TakesStepper
          count={request.takesPerShot}
          onChange={(takesPerShot) => onRequest({ ...request, takesPerShot })}
        />
        <StartTimeField start={start} onChange={onStart} />
      </div>
      <PlanBody query={query} />
      {plan && plan.problems.length > 0 && (
        <ProblemList plan={plan}>
          <Checkbox
            size="sm"
            label={t('generation.skip', { count: plan.problems.length })}
            checked={isSkipping}
            onChange={(event) => onSkip(event.currentTarget.checked)}
          />
        </ProblemList>
      )}
      {plan && <PlanNotes plan={plan} projectId={request.projectId} />}
    </Dialog>
  );
}

function PlanBody({ query: { plan, error, retry } }: { query: PlanFormProps['query'] }) {
  const { t } = useSpeech();
  const errorText = useErrorText();
  const columns = usePlanColumns(plan?.takesPerShot ?? 1);
  if (plan && plan.takes.length > 0) return <PlanTable plan={plan} columns={columns} />;
  if (plan) return plan.problems.length > 0 ? null : <EmptyState title={t('generation.planNothing')} />;
  if (error) {
    return (
      <EmptyState
        title={t('generation.planFailed')}
        actions={
          <CommandButton command="window.retry" onClick={retry}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(error)}
      </EmptyState>
    );
  }
  return <TableSkeleton columns={columns} minWidthPx={0} loadingLabel={t('generation.planLoading')} />;
}

function sumText({ t }: Pick<ReturnType<typeof useSpeech>, 't'>, { takes, takesPerShot }: GenerationPlan): string {
  return t('generation.sum', {
    shots: t('app.shots', { count: takes.length }),
    takes: t('app.takes', { count: takes.length * takesPerShot }),
  });
}
