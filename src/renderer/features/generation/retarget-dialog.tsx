/** Gives shots, or the whole project, another model: shows what that changes, then does it as one step to undo. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetargetPlan, RetargetRow } from '#shared/contract/generation-answers.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { type TableColumn, TableSkeleton, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import { AdjustmentList } from './adjustment-list.tsx';
import { countAdjustments } from './adjustment-text.ts';
import { findNamed } from './model-catalog.ts';
import { ModelPicker, type PickedModel } from './model-picker.tsx';
import { priceText } from './model-text.ts';
import styles from './plan-dialog.module.css';
import { MoneyCell, ShotName } from './plan-table.tsx';
import { priceView } from './plan-view.ts';
import { useCatalog } from './use-catalog.ts';
import { useSpeech } from './use-speech.ts';

export type RetargetDialogProps = {
  projectId: ProjectId;
  /** Null means the whole project. */
  shotIds: ShotId[] | null;
  /** The model to begin with. */
  initial: ModelRef | null;
  onClose: () => void;
};

export function RetargetDialog({ projectId, shotIds, initial, onClose }: RetargetDialogProps) {
  const { t } = useSpeech();
  const { catalog } = useCatalog();
  const [to, setTo] = useState(initial);
  const [isBusy, setBusy] = useState(false);
  const { data: plan, error } = useQuery(
    studioQuery.generation.retargetPlan.queryOptions({
      input: to ? { projectId, shotIds, ...to } : skipToken,
      placeholderData: keepPreviousData,
    }),
  );
  const apply = async () => {
    if (!to || !plan) return;
    setBusy(true);
    const answer = await edit(() => studio.generation.retarget({ projectId, shotIds, ...to }));
    setBusy(false);
    if (!answer) return;
    onClose();
    showUndoNotice(t('generation.retargeted', { count: plan.rows.length }), projectId);
  };
  const picked: PickedModel = to ? { kind: 'model', named: findNamed(catalog, to) } : { kind: 'none' };
  const count = shotIds?.length ?? plan?.rows.length ?? 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={shotIds ? t('generation.retargetOf', { count }) : t('generation.retargetWhole')}
      closeLabel={t('app.close')}
      width={880}
      isBusy={isBusy}
      note={t('generation.retargetKept')}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button
            variant="primary"
            disabled={!to || !plan || Boolean(error)}
            isBusy={isBusy}
            onClick={() => void apply()}
          >
            {t('generation.retargetOf', { count })}
          </Button>
        </>
      }
    >
      <div className={styles.single}>
        <ModelPicker
          label={t('generation.retargetTo')}
          catalog={catalog}
          picked={picked}
          onPick={setTo}
          {...(shotIds === null ? { hint: t('generation.retargetProject') } : {})}
        />
      </div>
      <RetargetBody isChosen={to !== null} plan={plan ?? null} error={error} />
    </Dialog>
  );
}

type RetargetBodyProps = { isChosen: boolean; plan: RetargetPlan | null; error: unknown };

function RetargetBody({ isChosen, plan, error }: RetargetBodyProps) {
  const speech = useSpeech();
  const { t } = speech;
  const errorText = useErrorText();
  const columns = useRetargetColumns();
  if (!isChosen) return <p className={styles.intro}>{t('generation.retargetEmpty')}</p>;
  if (error) return <EmptyState title={t('generation.planFailed')}>{errorText(error)}</EmptyState>;
  if (!plan) return <TableSkeleton columns={columns} minWidthPx={0} loadingLabel={t('generation.planLoading')} />;
  const unknownBefore = plan.rows.filter(({ estimateBefore }) => estimateBefore === null).length;
  return (
    <>
      <div className={styles.table}>
        <VirtualTable
          label={t('generation.retargetTable')}
          columns={columns}
          rows={plan.rows}
          rowKey={({ shotId }) => shotId}
          minWidthPx={640}
          rowHeights="measured"
        />
      </div>
      <p className={styles.totals}>
        {t('generation.retargetSum', {
          before: priceText(speech, priceView({ total: plan.totalBefore, unknownCount: unknownBefore })),
          after: priceText(speech, priceView({ total: plan.totalAfter, unknownCount: plan.unknownCount })),
        })}
      </p>
    </>
  );
}

function useRetargetColumns(): Array<TableColumn<RetargetRow>> {
  const { t } = useSpeech();
  return [
    {
      key: 'shot',
      label: t('generation.columnShot'),
      width: 'minmax(110px, 1fr)',
      render: ({ shotNumber, title }) => <ShotName number={shotNumber} title={title} />,
    },
    {
      key: 'from',
      label: t('generation.columnFrom'),
      width: 'minmax(100px, 1fr)',
      render: ({ from }) => <span dir="auto">{from.label}</span>,
    },
    {
      key: 'lost',
      label: t('generation.columnLost'),
      width: 'minmax(180px, 2fr)',
      render: (row) =>
        row.adjustments.length === 0 ? (
          <span className={styles.faint}>{t('generation.asItIs')}</span>
        ) : (
          <AdjustmentList adjustments={countAdjustments([row])} shotCount={1} />
        ),
    },
    {
      key: 'before',
      label: t('generation.columnBefore'),
      width: '84px',
      align: 'end',
      render: ({ estimateBefore }) => <MoneyCell amount={estimateBefore} />,
    },
    {
      key: 'after',
      label: t('generation.columnAfter'),
      width: '84px',
      align: 'end',
      render: ({ estimateAfter }) => <MoneyCell amount={estimateAfter} />,
    },
  ];
}
