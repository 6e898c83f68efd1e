import { useTranslation } from 'react-i18next';
import { useElements } from '#renderer/features/element-mentions/index.ts';
import { Pill } from '#renderer/ui/pill.tsx';
import type { Project, Shot, Take } from '#shared/domain/records.ts';
import { outdatedReasons } from './outdated-reasons.ts';

export type OutdatedProps = { take: Take; shot: Shot; project: Project };

/** Says that a take is outdated, and in its tooltip why. Nothing for one that is not. */
export function OutdatedPill({ take, shot, project }: OutdatedProps) {
  const { t } = useTranslation();
  const why = useOutdatedText({ take, shot, project });
  return (
    why && (
      <span title={why}>
        <Pill tone="ask">{t('takes.outdated')}</Pill>
      </span>
    )
  );
}

/** `Since this take was made, these changed: prompt, duration.`; null for a take that is up to date. */
export function useOutdatedText({ take, shot, project }: OutdatedProps): string | null {
  const { t, i18n } = useTranslation();
  const { elements, isPending } = useElements(shot.projectId, { isAsked: take.isOutdated });
  const reasons = outdatedReasons(take, shot, project, isPending ? null : elements);
  if (reasons.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return t('takes.outdatedBecause', {
    what: list.format(reasons.map((reason) => t(`takes.outdatedReasons.${reason}`))),
  });
}
