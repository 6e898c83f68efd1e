/** How the selected shots are generated: the model, what can be asked of it, and what it makes of that. */
import { useTranslation } from 'react-i18next';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { edit } from '#renderer/rpc/edits.ts';
import {
  defaultModelOf,
  isSameModel,
  ModelPicker,
  modelOfShot,
  namedModelText,
  openProjectSettings,
  type PickedModel,
  useCatalog,
} from '#renderer/features/generation/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ListedModel, ModelRef, VideoCapability } from '#shared/domain/model.ts';
import { commonValue } from './common-value.ts';
import { GenerationFields, type ShotBefore } from './generation-fields.tsx';
import { formOf } from './generation-form.ts';
import { GenerationOutcome } from './generation-outcome.tsx';
import { LastFrameField, ReferencesField } from './generation-pictures.tsx';
import styles from './generation.module.css';
import { saveShots } from './save-shots.ts';
import { SettingFields } from './setting-fields.tsx';

export type GenerationSectionProps = {
  project: Project;
  shots: readonly StoryboardShot[];
  number: string;
  before: ShotBefore;
};

export function GenerationSection({ project, shots, number, before }: GenerationSectionProps) {
  const { t } = useTranslation();
  const { catalog, isLoading } = useCatalog();
  if (isLoading) return <Skeleton height={44} />;
  const named = commonValue(shots, (shot) => modelOfShot(catalog, project, shot), isSameModel);
  const model = named?.value.model ?? null;
  const isUnset = commonValue(shots, (shot) => shot.connectionId === null && shot.generation.modelId === null);
  const byDefault = defaultModelOf(catalog, project);
  const picked = (): PickedModel => {
    if (isUnset?.value) return { kind: 'unset' };
    // A name that leads to no model is common only to a single shot.
    return named && isUnset ? { kind: 'model', named: named.value } : { kind: 'several' };
  };
  const pick = (ref: ModelRef | null) => {
    const { connectionId, modelId } = ref ?? { connectionId: null, modelId: null };
    void edit(() => saveShots(shots, { connectionId, generation: { modelId } }));
  };
  return (
    <section className={styles.section} aria-label={t('generation.title')}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t('generation.title')}</h3>
        <Button size="small" variant="quiet" onClick={() => openProjectSettings(project.id)}>
          {t('generation.menuSettings')}
        </Button>
      </div>
      <ModelPicker
        label={t('generation.model')}
        catalog={catalog}
        picked={picked()}
        unset={{ text: t('generation.projectDefault', { model: namedModelText({ t }, byDefault) }), named: byDefault }}
        onPick={pick}
      />
      {catalog.connections.length === 1 && (
        <p className={styles.hint}>
          {t('generation.onlyAnimatic')} <a href="#/connections">{t('generation.addConnection')}</a>.
        </p>
      )}
      {!named && <p className={styles.hint}>{t('generation.severalForms')}</p>}
      {model?.video && (
        <ModelForm
          project={project}
          shots={shots}
          number={number}
          before={before}
          model={model}
          video={model.video}
          isBuiltIn={named?.value.connection?.kind === 'animatic'}
        />
      )}
      <GenerationOutcome project={project} shots={shots} catalog={catalog} />
    </section>
  );
}

type ModelFormProps = GenerationSectionProps & { model: ListedModel; video: VideoCapability; isBuiltIn: boolean };

function ModelForm({ project, shots, number, before, model, video, isBuiltIn }: ModelFormProps) {
  const only = shots.length === 1 ? shots[0] : undefined;
  const wishes = shots.map(({ generation }) => generation);
  const form = formOf(video, wishes, { frameSize: project.frameSize, isBuiltIn });
  return (
    <>
      <GenerationFields shots={shots} form={form} before={only ? before : undefined} />
      {only && (
        <>
          <LastFrameField shot={only} number={number} use={form.lastFrame} />
          <ReferencesField shot={only} number={number} use={form.references} most={form.mostReferences} />
        </>
      )}
      <SettingFields shots={shots} model={model} form={form} />
    </>
  );
}
