/** Asks what a new project begins with: a template of the studio, or the plan of a project of one's own. */
import { Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import type { TemplateSummary } from '#shared/domain/template.ts';
import formStyles from './dialog-form.module.css';
import { FormatFields } from './format-fields.tsx';
import type { ProjectFormat } from './project-format.ts';
import { formatOf, type Picked, toChoice } from './template-choice.ts';
import styles from './template-dialog.module.css';

export type TemplateDialogProps = {
  projects: readonly ProjectSummary[];
  onClose: () => void;
  onMade: (projectId: ProjectId) => void;
};

export function TemplateDialog({ projects, onClose, onMade }: TemplateDialogProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data: templates, error: loadError } = useQuery(studioQuery.projects.templates.queryOptions({ input: {} }));
  const [picked, setPicked] = useState<Picked>({ template: 'ad', projectId: null, withPictures: true });
  const [chosenFormat, setFormat] = useState<ProjectFormat | null>(null);
  const [writtenTitle, setTitle] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const own = projects.find(({ id }) => id === picked.projectId);
  const name =
    picked.template === 'own'
      ? own
        ? t('templates.copyOf', { title: own.title })
        : ''
      : t(`templates.name.${picked.template}`);
  const title = writtenTitle ?? name;
  const format = chosenFormat ?? formatOf(picked, templates ?? [], projects);
  const choice = toChoice(picked);
  const pick = (change: Partial<Picked>) => {
    setPicked({ ...picked, ...change });
    setFormat(null);
  };

  async function make(event: FormEvent) {
    event.preventDefault();
    if (isBusy || !choice) return;
    setBusy(true);
    const answer = await edit(
      () => studio.projects.createFromTemplate({ project: { title: title.trim(), ...format }, template: choice }),
      { onError: (thrown) => setError(errorText(thrown)) },
    );
    setBusy(false);
    if (!answer) return;
    onClose();
    onMade(answer.project.id);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('templates.title')}
      closeLabel={t('app.close')}
      isBusy={isBusy}
      width={680}
    >
      <form onSubmit={(event) => void make(event)}>
        <fieldset className={styles.choices}>
          <legend className={styles.legend}>{t('templates.choose')}</legend>
          {templates?.map((template) => (
            <Choice
              key={template.id}
              title={t(`templates.name.${template.id}`)}
              text={t(`templates.text.${template.id}`)}
              template={template}
              isPicked={picked.template === template.id}
              onPick={() => pick({ template: template.id })}
            />
          ))}
          {!templates && !loadError && <Skeleton height={220} />}
          {projects.length > 0 && (
            <Choice
              title={t('templates.ownName')}
              text={t('templates.ownText')}
              template={null}
              isPicked={picked.template === 'own'}
              onPick={() => pick({ template: 'own', projectId: picked.projectId ?? projects[0]?.id ?? null })}
            />
          )}
        </fieldset>
        <div className={formStyles.fields}>
          {picked.template === 'own' && (
            <>
              <Select
                className={formStyles.wide ?? ''}
                label={t('templates.ownProject')}
                searchable
                allowDeselect={false}
                data={projects.map((project) => ({ value: project.id, label: project.title || t('app.untitled') }))}
                value={picked.projectId}
                onChange={(projectId) => pick({ projectId: projectId as ProjectId | null })}
              />
              <Checkbox
                className={formStyles.wide ?? ''}
                label={t('templates.withPictures')}
                checked={picked.withPictures}
                onChange={(event) => setPicked({ ...picked, withPictures: event.currentTarget.checked })}
              />
            </>
          )}
          <TextInput
            className={formStyles.wide ?? ''}
            label={t('home.fieldTitle')}
            placeholder={t('app.untitled')}
            dir="auto"
            maxLength={500}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <FormatFields format={format} onChange={setFormat} />
        </div>
        {(error ?? loadError) && (
          <p className={formStyles.error} role="alert">
            {error ?? errorText(loadError)}
          </p>
        )}
        <div className={formStyles.actions}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" isBusy={isBusy} disabled={!choice}>
            {t('home.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type ChoiceProps = {
  title: string;
  text: string;
  /** Null for a project of one's own. */
  template: TemplateSummary | null;
  isPicked: boolean;
  onPick: () => void;
};

function Choice({ title, text, template, isPicked, onPick }: ChoiceProps) {
  const { t } = useTranslation();
  const { widthPx, heightPx } = template?.frameSize ?? { widthPx: 16, heightPx: 9 };
  return (
    <label className={styles.choice}>
      <input
        type="radio"
        name="template"
        checked={isPicked}
        onChange={onPick}
        {...(isPicked && { 'data-autofocus': true })}
      />
      <span
        className={`${styles.shape} ${template ? '' : styles.own}`}
        style={{ aspectRatio: `${widthPx} / ${heightPx}`, width: widthPx >= heightPx ? 32 : 18 }}
        aria-hidden
      />
      <span>
        <span className={styles.name}>{title}</span>
        <span className={styles.text}>{text}</span>
        {template && (
          <span className={styles.facts}>
            {t('templates.facts', {
              shots: t('app.shots', { count: template.shotCount }),
              duration: t('templates.seconds', { count: template.seconds }),
            })}
          </span>
        )}
      </span>
    </label>
  );
}
