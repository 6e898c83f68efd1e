/** What stands in the way of a plan, and what should be known before it runs. */
import IconWarning from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import type { ReactNode } from 'react';
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { retirementOf } from '#shared/domain/model-facts.ts';
import { errorText } from '#shared/messages/translate.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { dayText } from '#renderer/ui/day-text.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { openProjectSettings, openRetarget } from './dialogs.ts';
import styles from './plan-dialog.module.css';
import { firstOf, groupProblems } from './plan-view.ts';
import { useSpeech } from './use-speech.ts';

/** Shots that are named; the others are counted. */
const mostNames = 12;

/** Shots that cannot be generated, by reason. */
export function ProblemList({ plan, children }: { plan: GenerationPlan; children?: ReactNode }) {
  const { t } = useSpeech();
  return (
    <section className={styles.problems} aria-label={t('generation.problems', { count: plan.problems.length })}>
      <h3 className={styles.trouble}>
        <IconWarning size={16} aria-hidden /> {t('generation.problems', { count: plan.problems.length })}
      </h3>
      <ul className={styles.reasons}>
        {groupProblems(plan.problems).map(({ error, shots }) => {
          const { shown, moreCount } = firstOf(
            shots.map(({ shotNumber }) => shotNumber),
            mostNames,
          );
          const names = shown.join(', ');
          return (
            <li key={JSON.stringify(error)}>
              <b>
                {t('generation.problemShots', {
                  shots: moreCount > 0 ? t('generation.problemMore', { shots: names, count: moreCount }) : names,
                })}
              </b>{' '}
              {errorText(translator, error)}
            </li>
          );
        })}
      </ul>
      {children}
    </section>
  );
}

/** Budgets that it would go over, prices that are not known, models that end. */
export function PlanNotes({ plan, projectId }: { plan: GenerationPlan; projectId: ProjectId }) {
  const { t, language } = useSpeech();
  const nowMs = useNow(null);
  const { overBudget, unknownCount, retiring, takes } = plan;
  return (
    <ul className={styles.notes}>
      {overBudget.map((error) => (
        <li key={JSON.stringify(error)} className={styles.trouble} role="alert">
          <IconWarning size={16} aria-hidden />
          <span>{errorText(translator, error)}</span>
          <CommandButton size="small" command="project.settings" onClick={() => openProjectSettings(projectId)}>
            {t('generation.changeBudgets')}
          </CommandButton>
        </li>
      ))}
      {unknownCount > 0 && <li>{t('generation.sumUnknown', { count: unknownCount })}</li>}
      {retiring.map(({ connectionId, modelId, label, retiresOn }) => {
        const isEnded = retirementOf(retiresOn, nowMs) === 'ended';
        const shotIds = takes
          .filter((take) => take.connectionId === connectionId && take.modelId === modelId)
          .map(({ shotId }) => shotId);
        return (
          <li key={`${connectionId} ${modelId}`} className={styles.warning}>
            <span>
              {t(isEnded ? 'generation.retired' : 'generation.retiring', {
                model: label,
                on: dayText(retiresOn, language),
              })}
            </span>
            <CommandButton
              size="small"
              command="storyboard.changeModel"
              onClick={() => openRetarget(projectId, shotIds)}
            >
              {t('generation.retargetShort')}
            </CommandButton>
          </li>
        );
      })}
    </ul>
  );
}
