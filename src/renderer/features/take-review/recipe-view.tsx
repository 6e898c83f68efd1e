/** The whole recipe of a take: the words and files that were sent, what was asked, what came back. */
import { IconCopy } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { assetUrl, derivedUrl } from '#shared/contract/media-urls.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Take } from '#shared/domain/records.ts';
import { type FactSection, type RecipeInput, recipeInputs, recipeSections, recipeText } from './recipe-facts.ts';
import styles from './recipe-view.module.css';
import { useModelNames } from './use-model-names.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';

export function RecipeView({ take }: { take: Take }) {
  const { t, i18n } = useTranslation();
  const names = useModelNames();
  const startText = useStartText(take);
  const { promptAsSent } = take.recipe;
  const connection = names.connectionOf(take.connectionId);
  const sections = recipeSections({
    t,
    language: i18n.language,
    take,
    model: names.modelOf(take),
    modelLabel: names.labelOf(take),
    connectionLabel: connection?.label ?? (names.isLoaded ? t('recipe.removedConnection') : '…'),
  });
  const inputs = recipeInputs(take.recipe);
  return (
    <div className={styles.recipe}>
      <section className={styles.section}>
        <div className={styles.head}>
          <h3 className={styles.title}>{t('recipe.prompt')}</h3>
          <CommandButton
            size="small"
            command="take.copyRecipe"
            icon={<IconCopy size={14} />}
            onClick={() => void copy(recipeText(t, take, sections), t('recipe.copied'), t('recipe.copyFailed'))}
          >
            {t('recipe.copy')}
          </CommandButton>
        </div>
        <p className={promptAsSent ? styles.prompt : styles.none} dir="auto">
          {promptAsSent || t('recipe.noPrompt')}
        </p>
      </section>
      <section className={styles.section}>
        <h3 className={styles.title}>{t('recipe.inputs')}</h3>
        {inputs.length === 0 ? (
          <p className={styles.none}>{t('recipe.noInputs')}</p>
        ) : (
          <ul className={styles.inputs}>
            {inputs.map((input, index) => (
              // The same picture may go twice, for two roles.
              <InputFile key={`${input.assetId} ${index}`} {...input} />
            ))}
          </ul>
        )}
        {startText && <p className={styles.starts}>{startText}</p>}
      </section>
      {sections.map((section) => (
        <Facts key={section.title} {...section} />
      ))}
    </div>
  );
}

function Facts({ title, rows }: FactSection) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.rows}>
        {rows.map(({ label, value }) => (
          <div key={label} className={styles.row}>
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function InputFile({ role, assetId }: RecipeInput) {
  const { t } = useTranslation();
  const label = t(`recipe.roles.${role}`);
  return (
    <li className={styles.input}>
      {role === 'voice' ? (
        <audio controls preload="none" src={assetUrl(assetId)} aria-label={label} />
      ) : (
        <img src={derivedUrl(assetId, 'thumbnail')} alt="" loading="lazy" />
      )}
      <span className={styles.role}>{label}</span>
    </li>
  );
}

/** Which take the clip goes on from; null for one that begins by itself. */
function useStartText({ recipe: { startsFrom }, projectId }: Take): string | null {
  const { t } = useTranslation();
  const { data: from, isError } = useQuery(
    studioQuery.takes.get.queryOptions({ input: startsFrom ? { takeId: startsFrom.takeId } : skipToken, retry: false }),
  );
  const { data: storyboard } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  if (!startsFrom) return null;
  if (isError) return t('recipe.startsFromUnknown');
  if (!from || !storyboard) return '…';
  const shot = shotNumbers(storyboard.scenes, storyboard.shots).get(from.shotId);
  return shot ? t('recipe.startsFrom', { take: from.takeNumber, shot }) : t('recipe.startsFromUnknown');
}

async function copy(text: string, done: string, failed: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showNotice({ id: 'recipe', text: done, tone: 'ok' });
  } catch {
    showNotice({ id: 'recipe', text: failed, tone: 'bad' });
  }
}
