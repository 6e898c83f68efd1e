/** What the card of a project says, as plain data. */
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import { nominalRate } from '#shared/domain/time.ts';

/** Length in words for people: `48 s`, `3 min 12 s`, `1 h 4 min`. */
export function lengthText(frames: number, rate: ProjectSummary['frameRate']): string {
  const seconds = Math.round(frames / nominalRate(rate));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 60)} h`;
}

/** Where the picture of a project is; null while it has none. */
export function coverUrl({ cover }: Pick<ProjectSummary, 'cover'>): string | null {
  if (!cover) return null;
  return derivedUrl(cover.assetId, cover.kind === 'take' ? 'cover' : 'board');
}

/** Projects whose title holds all the words, in whatever case. */
export function filterProjects<Project extends { title: string }>(
  projects: readonly Project[],
  query: string,
): Project[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return projects.filter(({ title }) => {
    const text = title.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
