import { describe, expect, it } from 'vitest';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { type RetiringModel, retirementNotes } from './retirements.ts';

const [film, trailer] = ['proj_a', 'proj_b'] as [ProjectId, ProjectId];
const projects = [
  { id: film, title: 'Film' },
  { id: trailer, title: 'Trailer' },
];

function aModel(modelId: string, fields: Partial<ListedModel> = {}): ListedModel {
  return {
    connectionId: 'conn_a' as ConnectionId,
    modelId,
    retiresOn: '2026-12-01',
    replacementModelId: null,
    ...fields,
  } as ListedModel;
}

function aShot(projectId: ProjectId, name: string): RetiringModel['shots'][number] {
  return { projectId, shotId: `shot_${name}` as ShotId };
}

const retiring: RetiringModel[] = [
  {
    model: aModel('gen-4', { replacementModelId: 'gen-5' }),
    shots: [aShot(trailer, '1'), aShot(film, '2'), aShot(film, '3')],
  },
  { model: aModel('gen-3'), shots: [] },
];

describe('retirementNotes', () => {
  it('are one for each model in each project that uses it', () => {
    const notes = retirementNotes(retiring, projects, null);
    expect(notes.map(({ projectTitle, shotIds }) => [projectTitle, shotIds])).toEqual([
      ['Film', ['shot_2', 'shot_3']],
      ['Trailer', ['shot_1']],
    ]);
    expect(notes[0]?.replacement).toEqual({ connectionId: 'conn_a', modelId: 'gen-5' });
    expect(new Set(notes.map(({ key }) => key)).size).toBe(2);
  });

  it('are those of one project', () => {
    expect(retirementNotes(retiring, projects, trailer).map(({ projectTitle }) => projectTitle)).toEqual(['Trailer']);
  });
});
