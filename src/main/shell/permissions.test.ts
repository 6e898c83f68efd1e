import { describe, expect, it } from 'vitest';
import { isAppUrl, isWindowUrl } from './app-origin.ts';
import { isAllowed } from './permissions.ts';

const question = { permission: 'media', url: 'app://app/', isMainFrame: true, mediaTypes: ['audio'] };

describe('isAllowed', () => {
  it('lets the app itself use the microphone', () => {
    expect(isAllowed(question)).toBe(true);
  });

  it('lets nobody use the camera, also not together with the microphone', () => {
    for (const mediaTypes of [['video'], ['audio', 'video'], []]) {
      expect(isAllowed({ ...question, mediaTypes })).toBe(false);
    }
  });

  it('lets no frame and no other page use anything', () => {
    for (const permission of ['media', 'fullscreen', 'clipboard-sanitized-write']) {
      expect(isAllowed({ ...question, permission, isMainFrame: false })).toBe(false);
      for (const url of ['https://evil.test/', 'app://app.evil/', 'file:///', '']) {
        expect(isAllowed({ ...question, permission, url })).toBe(false);
      }
    }
  });

  it('refuses what no feature needs', () => {
    for (const permission of ['geolocation', 'notifications', 'clipboard-read', 'midiSysex', 'openExternal', 'hid']) {
      expect(isAllowed({ ...question, permission })).toBe(false);
    }
  });
});

describe('the addresses of the app', () => {
  it('are its own origin, and only the page itself for navigation', () => {
    expect(isAppUrl('app://app/media/x')).toBe(true);
    expect(isAppUrl('app://app')).toBe(false);
    expect(isWindowUrl('app://app/#/project/1')).toBe(true);
    expect(isWindowUrl('app://app/index.html')).toBe(true);
    expect(isWindowUrl('app://app/media/asset/x')).toBe(false);
    expect(isWindowUrl('app://app.evil/')).toBe(false);
  });
});
