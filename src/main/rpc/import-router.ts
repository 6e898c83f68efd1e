/** Imports of subtitles, tables and Storyboarder projects. No decisions are made here. */
import { os } from './base.ts';
import type { StudioServices } from './studio-services.ts';

export function importRoutes({ imports }: Pick<StudioServices, 'imports'>) {
  return {
    imports: {
      preview: os.imports.preview.handler(({ input: { source, target }, signal }) =>
        imports.preview(source, target, signal),
      ),
      run: os.imports.run.handler(({ input: { source, target }, signal }) => imports.run(source, target, signal)),
    },
  };
}
