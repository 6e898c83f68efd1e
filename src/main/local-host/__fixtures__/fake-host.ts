/** The local host with a studio that does nothing, as a process of its own. FAKE_FAILURE names the error it opens with. */
import { createFakeStudio } from '#main/host/__fixtures__/fake-studio.ts';
import { runLocalHost } from '#main/local-host/run-local-host.ts';
import { AppError, type ErrorCode } from '#shared/errors/app-error.ts';

void runLocalHost({
  openStudio: async () => {
    const failure = process.env.FAKE_FAILURE;
    if (failure) throw new AppError(failure as ErrorCode, 'as the test wants');
    const studio = createFakeStudio();
    return { ...studio, close: async () => void process.stderr.write('closed the studio\n') };
  },
  projectRoot: process.cwd(),
  appVersion: '1.2.3',
});
