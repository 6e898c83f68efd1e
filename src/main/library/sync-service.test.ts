import { describe, expect, it } from 'vitest';
import { detectSyncService } from './sync-service.ts';

describe('detectSyncService', () => {
  const cases: Array<[string, string | null]> = [
    ['C:\\Users\\ann\\OneDrive\\Films', 'OneDrive'],
    ['C:\\Users\\ann\\OneDrive - Contoso\\Films', 'OneDrive'],
    ['/Users/ann/Library/CloudStorage/OneDrive-Personal/Films', 'OneDrive'],
    ['/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/Films', 'iCloud'],
    ['C:\\Users\\ann\\iCloudDrive\\Films', 'iCloud'],
    ['/home/ann/Dropbox/Films', 'Dropbox'],
    ['/home/ann/Dropbox (Personal)/Films', 'Dropbox'],
    ['/Users/ann/Library/CloudStorage/Dropbox/Films', 'Dropbox'],
    ['G:\\My Drive\\Films', 'Google Drive'],
    ['/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.com/My Drive/Films', 'Google Drive'],
    ['/home/ann/Google Drive/Films', 'Google Drive'],
    ['/home/ann/Nextcloud/Films', 'Nextcloud'],
    ['/home/ann/Films', null],
    ['/home/ann/Dropboxes are fun', null],
    ['/home/ann/box/Films', null],
    ['C:\\Films', null],
    ['/', null],
  ];
  for (const [folder, service] of cases) {
    it(`says ${service ?? 'nothing'} about ${folder}`, () => {
      expect(detectSyncService({ folder, env: {} })).toBe(service);
    });
  }

  it('knows a OneDrive folder of any name from the environment', () => {
    const env = { OneDriveCommercial: 'D:\\Work files' };
    expect(detectSyncService({ folder: 'd:\\work files\\Films', env })).toBe('OneDrive');
    expect(detectSyncService({ folder: 'D:\\Work files 2\\Films', env })).toBe(null);
  });
});
