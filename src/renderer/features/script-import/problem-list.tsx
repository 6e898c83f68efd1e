import { useTranslation } from 'react-i18next';
import type { ImportDetails } from '#shared/contract/import-answers.ts';
import type { ImportProblems } from '#shared/domain/import-plan.ts';
import styles from './file-import.module.css';
import { problemWords } from './problem-words.ts';

export type ProblemListProps = { problems: ImportProblems; details: ImportDetails };

/** What of a file is not imported, or not as it stands there. */
export function ProblemList({ problems, details }: ProblemListProps) {
  const { t } = useTranslation();
  const title = t('imports.problemCount', { count: problems.count });
  return (
    <section className={styles.problems} aria-label={title}>
      <h3 className={styles.problemTitle}>{title}</h3>
      <ul className={styles.problemScroll} tabIndex={0} aria-label={title}>
        {problems.first.map((problem, index) => {
          const { place, text } = problemWords(t, problem, details);
          return (
            // The same can be wrong twice in one place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles.problem}>
              <span className={styles.place}>{place}</span>
              <span dir="auto">{text}</span>
            </li>
          );
        })}
        {problems.count > problems.first.length && (
          <li className={styles.problem}>
            <span />
            <span>{t('imports.moreProblems', { count: problems.count - problems.first.length })}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
