/** The prompt of one shot with everything that it names filled in. */
import { useTranslation } from 'react-i18next';
import { cameraSentence, composePrompt, shotSentence, shotWords } from '#shared/domain/compose-prompt.ts';
import { fillPrompt, findMentions, indexElements } from '#shared/domain/element-mentions.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import styles from './prompt-as-sent.module.css';
import { useElements } from './use-elements.ts';

export type PromptAsSentProps = {
  project: Project;
  shot: StoryboardShot;
  /** As the studio would send it; null while no model can be asked, when it stands here as a model would get it. */
  planned: string | null;
  /** Whether the built-in engine makes the take, to which nothing is sent. */
  isBuiltIn: boolean;
};

export function PromptAsSent({ project, shot, planned, isBuiltIn }: PromptAsSentProps) {
  const { t } = useTranslation();
  const { elements, isPending } = useElements(project.id);
  const text = planned ?? whole(project, shot, elements);
  if (text === '') return null;
  const unknown = unknownNames(shot, elements);
  return (
    <>
      {!isPending && unknown.length > 0 && (
        <p className={styles.hint}>
          {t('elements.unknownNames', { count: unknown.length, names: unknown.map((name) => `@${name}`).join(', ') })}
        </p>
      )}
      <details className={styles.details}>
        <summary>
          {isBuiltIn ? t('elements.promptFilled') : t('elements.promptAsSent')}
          <span className={styles.count}>{t('elements.promptAsSentCount', { count: text.length })}</span>
        </summary>
        <p className={styles.prompt} dir="auto">
          {text}
        </p>
      </details>
    </>
  );
}

/** Names that no element has, as they are written. */
function unknownNames(shot: StoryboardShot, elements: ReturnType<typeof useElements>['elements']): string[] {
  const known = indexElements(elements).byKey;
  const mentions = findMentions(shotWords(shot), known).filter(({ key }) => !known.has(key));
  return [...new Map(mentions.map(({ key, name }) => [key, name])).values()];
}

function whole(project: Project, shot: StoryboardShot, elements: ReturnType<typeof useElements>['elements']): string {
  const words = fillPrompt(shotWords(shot), indexElements(elements));
  const camera = cameraSentence(shot.cameraMove, shot.framing);
  return composePrompt({ words, shot: shotSentence(shot), styleNotes: project.styleNotes, camera });
}
