/** Says which shots use a model that ends, with the way out. Hidden ones come back with the next window. */
import IconClose from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useQuery } from '@tanstack/react-query';
import { studioQuery } from '#renderer/rpc/client.ts';
import { createObservable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { CommandButton, CommandIconButton } from '#renderer/ui/command-button.tsx';
import { dayText } from '#renderer/ui/day-text.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { retirementOf } from '#shared/domain/model-facts.ts';
import { openRetarget } from './dialogs.ts';
import styles from './retirement-notes.module.css';
import { type RetirementNote, retirementNotes } from './retirements.ts';
import { useSpeech } from './use-speech.ts';

const hidden = createObservable<ReadonlySet<string>>(new Set());

/** @param projectId narrows them to one project; null means all. */
export function RetirementNotes({ projectId }: { projectId: ProjectId | null }) {
  const { data: retiring } = useQuery(studioQuery.models.retiring.queryOptions({ input: {} }));
  const { data: projects } = useQuery(studioQuery.projects.list.queryOptions({ input: {} }));
  const hiddenKeys = useObservable(hidden);
  const notes = retirementNotes(retiring ?? [], projects ?? [], projectId);
  return notes
    .filter(({ key }) => !hiddenKeys.has(key))
    .map((note) => <NoteLine key={note.key} note={note} isNamed={projectId === null} />);
}

/** @param isNamed whether the project is not clear from where the note stands. */
function NoteLine({ note, isNamed }: { note: RetirementNote; isNamed: boolean }) {
  const { t, language } = useSpeech();
  const { model, retiresOn, projectId, projectTitle, shotIds, replacement } = note;
  const isEnded = retirementOf(retiresOn, useNow(null)) === 'ended';
  const named = isEnded ? 'generation.retirementEnded' : 'generation.retirementEnds';
  const here = isEnded ? 'generation.retirementHereEnded' : 'generation.retirementHere';
  const words = t(isNamed ? named : here, {
    count: shotIds.length,
    title: projectTitle || t('app.untitled'),
    model: model.label || model.modelId,
    on: dayText(retiresOn, language),
  });
  return (
    <div className={styles.line} role="status">
      <span className={styles.dot} aria-hidden />
      <p className={styles.words}>{words}</p>
      <CommandButton
        size="small"
        command="page.replaceModel"
        onClick={() => openRetarget(projectId, shotIds, replacement)}
      >
        {t('generation.retargetShort')}
      </CommandButton>
      <CommandIconButton
        command="page.dismiss"
        label={t('generation.retirementHide')}
        onClick={() => hidden.set(new Set([...hidden.get(), note.key]))}
      >
        <IconClose size={16} />
      </CommandIconButton>
    </div>
  );
}
