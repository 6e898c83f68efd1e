/**
 * Tells whether a folder is kept in step by a cloud service. A live database is at risk there: the service may copy
 * or put back its files one by one, in the middle of a change.
 */

export type SyncQuestion = {
  /** Absolute, with links resolved. */
  folder: string;
  /** Names of the environment that say where a service keeps its folder are read from it. */
  env: Readonly<Record<string, string | undefined>>;
};

const services: ReadonlyArray<{ name: string; segment: RegExp }> = [
  // OneDrive, OneDrive - Contoso, OneDrive-Personal
  { name: 'OneDrive', segment: /^onedrive(?:\s*-\s*.+)?$/i },
  // Dropbox, Dropbox (Personal), Dropbox-Contoso
  { name: 'Dropbox', segment: /^dropbox(?:\s*\(.+\)|-.+)?$/i },
  // Google Drive, GoogleDrive-name@example.com
  { name: 'Google Drive', segment: /^google ?drive(?:-.+)?$/i },
  // ~/Library/Mobile Documents/com~apple~CloudDocs, C:\Users\name\iCloudDrive
  { name: 'iCloud', segment: /^(?:mobile documents|icloud ?drive|com~apple~clouddocs)$/i },
  // ~/Library/CloudStorage/Box-Box
  { name: 'Box', segment: /^box(?:-box| sync)$/i },
  { name: 'Nextcloud', segment: /^nextcloud$/i },
];

/** Name of the service, such as `Dropbox`; null for a folder of this machine only. */
export function detectSyncService({ folder, env }: SyncQuestion): string | null {
  const oneDrives = [env.OneDrive, env.OneDriveConsumer, env.OneDriveCommercial];
  if (oneDrives.some((root) => root && isInside(folder, root))) return 'OneDrive';
  const segments = toSegments(folder);
  // Google Drive for desktop shows a drive of its own: G:\My Drive
  if (/^[a-z]:$/i.test(segments[0] ?? '') && segments[1]?.toLowerCase() === 'my drive') return 'Google Drive';
  for (const { name, segment } of services) {
    if (segments.some((text) => segment.test(text))) return name;
  }
  return null;
}

function isInside(folder: string, root: string): boolean {
  const outer = toSegments(root).map((text) => text.toLowerCase());
  const inner = toSegments(folder).map((text) => text.toLowerCase());
  return outer.length > 0 && outer.every((text, index) => text === inner[index]);
}

function toSegments(folder: string): string[] {
  return folder.split(/[\\/]+/).filter((text) => text !== '');
}
