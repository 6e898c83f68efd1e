/** What a take of the selected shots would be and cost, asked of the studio while they change. */
import { useTranslation } from 'react-i18next';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { errorText } from '#shared/messages/translate.ts';
import {
  AdjustmentList,
  countAdjustments,
  groupProblems,
  type ModelCatalog,
  isAllFree,
  modelOfShot,
  priceText,
  priceView,
  toRequest,
  usePlan,
} from '#renderer/features/generation/index.ts';
import { PromptAsSent } from '#renderer/features/element-mentions/index.ts';
import styles from './generation.module.css';

export type GenerationOutcomeProps = {
  project: Project;
  shots: readonly StoryboardShot[];
  catalog: ModelCatalog;
};

/** Of many free shots nothing is asked: there is hardly anything to say of them, and the plan of a film is large. */
const manyShots = 100;
/** Lines that are shown in full. */
const mostLines = 6;

export function GenerationOutcome({ project, shots, catalog }: GenerationOutcomeProps) {
  const { t, i18n } = useTranslation();
  const isAsked = shots.length <= manyShots || !isAllFree(catalog, project, shots);
  const { plan, isFetching } = usePlan(
    isAsked ? toRequest({ projectId: project.id, scope: shots.map(({ id }) => id) }) : null,
  );
  if (!plan) return null;
  const [only] = shots;
  const adjustments = countAdjustments(plan.takes);
  const problems = groupProblems(plan.problems);
  return (
    <section className={styles.outcome} aria-label={t('generation.becomes')} aria-busy={isFetching}>
      {problems.map(({ error, shots: inShots }) => (
        <p key={JSON.stringify(error)} className={styles.problem}>
          {shots.length === 1
            ? errorText(i18n, error)
            : t('generation.inShots', { text: errorText(i18n, error), count: inShots.length })}
        </p>
      ))}
      {adjustments.length > 0 && (
        <>
          <h4 className={styles.label}>{t('generation.becomes')}</h4>
          <AdjustmentList adjustments={adjustments} shotCount={shots.length} most={mostLines} />
        </>
      )}
      {shots.length === 1 && only && (
        <PromptAsSent
          project={project}
          shot={only}
          planned={plan.takes[0]?.promptAsSent ?? null}
          isBuiltIn={modelOfShot(catalog, project, only).connection?.kind === 'animatic'}
        />
      )}
      {plan.takes.length > 0 && (
        <p className={styles.estimate}>
          <span>{t('generation.estimate')}</span>
          <b>{priceText({ t, language: i18n.language }, priceView(plan))}</b>
        </p>
      )}
    </section>
  );
}
