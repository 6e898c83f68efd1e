import { describe, expect, it } from 'vitest';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { isCommandId } from '#renderer/ui/command-list.ts';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import { sceneMenuItems, shotMenuItems } from './menu-items.tsx';
import type { StructureActions } from './structure-actions.ts';
import type { StoryboardActions } from './use-storyboard-actions.ts';

const { t, exists } = createTranslator();
/** Nothing is run. */
const nothing = () => undefined;
const structure = {} as StructureActions;
const actions = { structure } as StoryboardActions;

function commandsIn(items: readonly MenuItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'row') return item.items.map(({ command }) => command);
    return item.kind === undefined || item.kind === 'item' ? [item.command] : [];
  });
}

describe('the menus of the storyboard', () => {
  const shot = shotMenuItems({
    ...{ t, actions, structure, count: 1, place: null, canMerge: true },
    ...{ onOpen: nothing, onCompare: nothing, onEditTitle: nothing, onEditDuration: nothing },
  });
  const scene = sceneMenuItems({
    ...{ t, structure, index: 0, sceneCount: 2, areNumbersLocked: false },
    ...{ projectId: 'project_0000000000000001' as ProjectId, sceneId: 'scene_0000000000000001' as SceneId },
    ...{ onAddShot: nothing, onAddScene: nothing, onMove: nothing, onDelete: nothing },
  });

  it('offer nothing that is not a command with words and perhaps keys', () => {
    const commands = [...commandsIn(shot), ...commandsIn(scene)];
    expect(commands.length).toBeGreaterThan(40);
    expect(commands.filter((id) => !isCommandId(id) || !exists(`commands.${id}`))).toEqual([]);
  });

  it('name each command once', () => {
    for (const items of [shot, scene]) {
      const commands = commandsIn(items);
      expect(new Set(commands).size).toBe(commands.length);
    }
  });
});
