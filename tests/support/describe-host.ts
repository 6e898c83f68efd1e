/** What every `Host` promises, as one suite; each implementation runs it with its own beginnings. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';

export type HostUnderTest = {
  host: Host;
  /** A host made anew on what the first one stored, as at the next start. */
  startAgain(): Host;
  /** Links that were handed to the system. */
  openedLinks: string[];
};

export type HostAbilities = { hasDialogs: boolean; hasSecrets: boolean };

/** @param create makes a host that stores in that folder, and answers every dialog with a place in it. */
export function describeHost(
  name: string,
  create: (folder: string) => HostUnderTest,
  { hasDialogs, hasSecrets }: HostAbilities,
): void {
  describe(`${name} as a host`, () => {
    let folder: string;
    let made: HostUnderTest;

    beforeEach(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'host-'));
      made = create(folder);
    });

    it('begins with the default preferences', () => {
      expect(made.host.preferences.get()).toEqual({
        theme: 'system',
        ffmpegPath: null,
        isOffline: false,
        alwaysPreviews: false,
        keys: { preset: 'default', overrides: {} },
      });
    });

    it('keeps preferences for the next start, and leaves out fields as they were', () => {
      made.host.preferences.set({ ffmpegPath: '/opt/ffmpeg' });
      expect(made.host.preferences.set({ theme: 'dark' })).toMatchObject({ theme: 'dark', ffmpegPath: '/opt/ffmpeg' });
      expect(made.startAgain().preferences.get()).toMatchObject({ theme: 'dark', ffmpegPath: '/opt/ffmpeg' });
    });

    it('reads damaged preferences as the defaults', () => {
      made.host.preferences.set({ theme: 'neon' as 'dark', ffmpegPath: 7 as unknown as string });
      expect(made.host.preferences.get()).toEqual({
        theme: 'system',
        ffmpegPath: null,
        isOffline: false,
        alwaysPreviews: false,
        keys: { preset: 'default', overrides: {} },
      });
    });

    it('opens https links and no others', async () => {
      await made.host.openExternal('https://example.com/help');
      const refused = [
        'http://example.com',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'https://a:b@example.com',
        '-x',
      ];
      for (const link of refused) {
        await expect(made.host.openExternal(link)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      }
      expect(made.openedLinks).toEqual(['https://example.com/help']);
    });

    it('says that it cannot show a file that is not there', async () => {
      await expect(made.host.reveal(path.join(folder, 'gone.mp4'))).resolves.toBe(false);
    });

    it('opens a file with the program of the system, or says that it cannot', async () => {
      const file = path.join(folder, 'board.png');
      await writeFile(file, 'board');
      const opening = made.host.openFile(file);
      if (hasDialogs) await expect(opening).resolves.toBeUndefined();
      else await expect(opening).rejects.toMatchObject({ code: 'NOT_AVAILABLE_HERE' });
    });

    it('shows a file and a folder that are there', async () => {
      const file = path.join(folder, 'film.mp4');
      await writeFile(file, 'film');
      await expect(made.host.reveal(file)).resolves.toBe(true);
      await expect(made.host.reveal(folder)).resolves.toBe(true);
    });

    it('finds a place for a film under a name that every system takes', async () => {
      const ask = {
        title: 'Export',
        suggestedName: '../Rain: act 1/2.mp4',
        fallbackFolder: path.join(folder, 'films'),
      };
      const place = await made.host.saveFile(ask);
      expect(place?.isInLibrary).toBe(!hasDialogs);
      expect(path.basename(place?.path ?? '')).toBe('Rain act 1 2.mp4');
    });

    it('takes notices without complaint', () => {
      expect(() => made.host.notify({ title: 'Done', body: 'The film is ready.' })).not.toThrow();
    });

    if (hasDialogs) {
      it('asks for a folder', async () => {
        await expect(made.host.openFolder({ title: 'Open' })).resolves.toBe(folder);
      });
    } else {
      it('says that it has no dialogs', async () => {
        await expect(made.host.openFolder({ title: 'Open' })).rejects.toMatchObject({ code: 'NOT_AVAILABLE_HERE' });
        await expect(made.host.switchLibrary(folder)).rejects.toMatchObject({ code: 'NOT_AVAILABLE_HERE' });
      });
    }

    if (hasSecrets) {
      it('keeps a secret for the next start, and forgets it when told', () => {
        made.host.secrets.set('connection.1', 'key');
        made.host.secrets.set('connection.2', 'other key');
        expect(made.startAgain().secrets.get('connection.1')).toBe('key');
        made.host.secrets.remove('connection.1');
        expect(made.startAgain().secrets.get('connection.1')).toBeNull();
        expect(made.startAgain().secrets.get('connection.2')).toBe('other key');
      });
    } else {
      it('keeps no secret before a passphrase was chosen', () => {
        expect(made.host.secrets.state()).toEqual({ kind: 'none' });
        expect(() => made.host.secrets.set('connection.1', 'key')).toThrow(
          expect.objectContaining({ code: 'KEY_STORE_MISSING' }),
        );
        expect(made.host.secrets.get('connection.1')).toBeNull();
        made.host.secrets.remove('connection.1');
      });

      it('keeps secrets behind a passphrase, which each start asks for', async () => {
        await made.host.secrets.setPassphrase('correct horse battery');
        made.host.secrets.set('connection.1', 'key-one');
        made.host.secrets.set('connection.2', 'key-two');
        const { secrets } = made.startAgain();
        expect(secrets.state()).toEqual({ kind: 'passphrase', isLocked: true });
        expect(secrets.has('connection.1')).toBe(true);
        expect(secrets.get('connection.1')).toBeNull();
        expect(() => secrets.set('connection.3', 'key')).toThrow(expect.objectContaining({ code: 'KEYS_LOCKED' }));
        await expect(secrets.unlock('wrong')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
        await secrets.unlock('correct horse battery');
        expect(secrets.get('connection.1')).toBe('key-one');
      });

      it('keeps the secrets when the passphrase changes, and forgets them when told', async () => {
        const { secrets } = made.host;
        await secrets.setPassphrase('first passphrase');
        secrets.set('connection.1', 'key-one');
        await secrets.setPassphrase('second passphrase');
        const later = made.startAgain().secrets;
        await expect(later.unlock('first passphrase')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
        await later.unlock('second passphrase');
        expect(later.get('connection.1')).toBe('key-one');
        later.reset();
        expect(made.startAgain().secrets.state()).toEqual({ kind: 'none' });
        expect(made.startAgain().secrets.has('connection.1')).toBe(false);
      });
    }
  });
}
