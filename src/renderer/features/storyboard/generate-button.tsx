/** The main action of the storyboard, with what it will make and cost. */
import { Menu } from '@mantine/core';
import { IconChevronDown, IconDots, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Project, Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import {
  isAllFree,
  modelOfShot,
  openPlan,
  openPreview,
  openProjectSettings,
  openRetarget,
  priceText,
  priceView,
  startGeneration,
  toRequest,
  useCatalog,
  usePrice,
} from '#renderer/features/generation/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { differInWordsOnly } from '#renderer/rpc/storyboard-patch.ts';
import { useBusyShots, useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useCommands } from '#renderer/ui/commands.ts';
import { type MenuItem, MenuItems } from '#renderer/ui/context-menu.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useKept } from '#renderer/ui/use-kept.ts';
import { shotsWithoutTake } from './missing-takes.ts';
import styles from './storyboard.module.css';

export type GenerateButtonProps = {
  storyboard: Storyboard;
  numbers: ReadonlyMap<ShotId, string>;
  selectedIds: readonly ShotId[];
};

/** With several shots selected it makes a new take of each; else the takes that are missing in the whole film. */
export function GenerateButton({ storyboard, numbers, selectedIds }: GenerateButtonProps) {
  const { t } = useTranslation();
  const { project } = storyboard;
  // Which shots lack a take, and what their models are called, does not follow from words that are typed.
  const shots = useKept(storyboard.shots, differInWordsOnly);
  const busyShots = useBusyShots();
  const [isBusy, setBusy] = useState(false);
  const missing = useMemo(() => shotsWithoutTake(shots, busyShots), [shots, busyShots]);
  const isSelection = selectedIds.length > 1;
  const meant = useMemo(() => {
    if (!isSelection) return missing;
    const chosen = new Set(selectedIds);
    return shots.filter(({ id }) => chosen.has(id));
  }, [isSelection, missing, selectedIds, shots]);
  const count = meant.length;
  const price = usePriceOf(project, meant, isSelection ? [...selectedIds] : 'missing');
  const command = useMissingFfmpeg();
  const by = useModelNames(project, meant);
  const reason =
    command !== null
      ? t('storyboard.generateNoFfmpeg', { command })
      : count === 0
        ? t(shots.length === 0 ? 'storyboard.generateNoShots' : 'storyboard.generateNothing')
        : t('storyboard.generatePlan', { count, by });
  const start = async () => {
    setBusy(true);
    await startGeneration({ projectId: project.id, scope: isSelection ? [...selectedIds] : 'missing' });
    setBusy(false);
  };
  return (
    <div className={styles.generate}>
      <span id="generate-reason" title={reason} className={command === null ? styles.plan : styles.trouble}>
        {reason}
      </span>
      <span className={styles.split}>
        <Button
          variant="primary"
          icon={<IconSparkles size={16} />}
          aside={price}
          disabled={command !== null || count === 0}
          isBusy={isBusy}
          aria-describedby="generate-reason"
          onClick={() => void start()}
        >
          {isSelection ? t('storyboard.generateSelected', { count }) : t('storyboard.generateAll')}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant={count === 0 ? 'plain' : 'primary'}
              className={styles.more ?? ''}
              aria-label={t('generation.generateMore')}
              disabled={command !== null || shots.length === 0}
            >
              <IconChevronDown size={15} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <MenuItems items={useMoreItems({ project, shots, numbers, selectedIds, missingCount: missing.length })} />
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  );
}

type MoreItems = {
  project: Project;
  shots: readonly StoryboardShot[];
  numbers: GenerateButtonProps['numbers'];
  selectedIds: readonly ShotId[];
  missingCount: number;
};

function useMoreItems({ project, shots, numbers, selectedIds, missingCount }: MoreItems): MenuItem[] {
  const { t } = useTranslation();
  const projectId = project.id;
  const [only] = selectedIds;
  const selection = selectedIds.length > 0 ? [...selectedIds] : null;
  const generate = (scope: 'missing' | 'all' | ShotId[]) => void startGeneration({ projectId, scope });
  const scope = selection ?? 'missing';
  useCommands({
    'storyboard.generateMissing': missingCount > 0 ? () => generate('missing') : null,
    'storyboard.generateAll': shots.length > 0 ? () => generate('all') : null,
    'storyboard.changeProjectModel': () => openRetarget(projectId, null),
    'project.settings': () => openProjectSettings(projectId),
  });
  return [
    {
      label:
        selectedIds.length === 1 && only
          ? t('generation.menuShot', { number: numbers.get(only) ?? '' })
          : t('generation.menuSelected', { count: selectedIds.length }),
      command: 'storyboard.generate',
      isDisabled: !selection,
      run: () => selection && generate(selection),
    },
    {
      label: t('generation.menuMissing', { count: missingCount }),
      command: 'storyboard.generateMissing',
      isDisabled: missingCount === 0,
      run: () => generate('missing'),
    },
    {
      label: t('generation.menuAll', { count: shots.length }),
      command: 'storyboard.generateAll',
      run: () => generate('all'),
    },
    { kind: 'divider' },
    { label: t('generation.menuPlan'), command: 'storyboard.planTakes', run: () => openPlan({ projectId, scope }) },
    {
      label: t('generation.menuPreview'),
      command: 'storyboard.showWhatIsSent',
      run: () => openPreview({ projectId, scope }),
    },
    { kind: 'divider' },
    {
      label: t('generation.menuRetarget'),
      command: 'storyboard.changeModel',
      isDisabled: !selection,
      run: () => openRetarget(projectId, selection),
    },
    {
      label: t('generation.menuRetargetProject'),
      command: 'storyboard.changeProjectModel',
      run: () => openRetarget(projectId, null),
    },
    {
      label: t('generation.menuSettings'),
      command: 'project.settings',
      run: () => openProjectSettings(projectId),
    },
  ];
}

/** The command that installs ffmpeg, while there is none; null when all is well. */
function useMissingFfmpeg(): string | null {
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  return info?.ffmpeg.kind === 'missing' ? info.ffmpeg.command : null;
}

/** The price of one take of each shot. The studio is asked only where something may cost money. */
function usePriceOf(
  project: Project,
  shots: readonly StoryboardShot[],
  scope: 'missing' | ShotId[],
): string | undefined {
  const { t, i18n } = useTranslation();
  const { catalog, isLoading } = useCatalog();
  const isFree = useMemo(() => isAllFree(catalog, project, shots), [catalog, project, shots]);
  const isAsked = !isLoading && !isFree && shots.length > 0;
  const sum = usePrice(isAsked ? toRequest({ projectId: project.id, scope }) : null, shots.length);
  if (isLoading || shots.length === 0) return undefined;
  const speech = { t, language: i18n.language };
  if (isFree) return priceText(speech, { kind: 'free' });
  return sum && sum.shotCount > 0 ? priceText(speech, priceView(sum)) : undefined;
}

/** The one model that makes all of them, or how many there are. */
function useModelNames(project: Project, shots: readonly StoryboardShot[]): string {
  const { t } = useTranslation();
  const { catalog } = useCatalog();
  const names = useMemo(
    () =>
      new Set(
        shots.map((shot) => {
          const { model, modelId, connectionId } = modelOfShot(catalog, project, shot);
          return model?.label ?? modelId ?? connectionId;
        }),
      ),
    [catalog, project, shots],
  );
  const [name = ''] = names;
  return names.size === 1 ? name : t('generation.models', { count: names.size });
}

/** At the foot of the inspector: one more take of the shot that is open. */
export function GenerateShotButton({ project, shot }: { project: Project; shot: StoryboardShot }) {
  const { t } = useTranslation();
  const command = useMissingFfmpeg();
  const price = usePriceOf(project, [shot], [shot.id]);
  const hasJob = useJobsOfShot(shot.id).some(({ state }) => !isEnded(state));
  const target = { projectId: project.id, scope: [shot.id] };
  const items: MenuItem[] = [
    { label: t('generation.menuPlan'), command: 'storyboard.planTakes', run: () => openPlan(target) },
    { label: t('generation.menuPreview'), command: 'storyboard.showWhatIsSent', run: () => openPreview(target) },
    {
      label: t('generation.menuRetarget'),
      command: 'storyboard.changeModel',
      run: () => openRetarget(project.id, [shot.id]),
    },
  ];
  return (
    <div className={styles.generateShot}>
      <Button
        icon={<IconSparkles size={16} />}
        aside={hasJob ? t('storyboard.status.waiting') : price}
        disabled={hasJob || command !== null}
        onClick={() => void startGeneration(target)}
      >
        {t('storyboard.generateShots', { count: 1 })}
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <IconButton label={t('generation.generateMore')} disabled={command !== null}>
            <IconDots size={17} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <MenuItems items={items} />
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
