/**
 * Whatever differs between the desktop app and the local host, in one small interface. Two implementations, one
 * test suite. A host that cannot do a thing throws NOT_AVAILABLE_HERE.
 */
import type { HostKind, Preferences } from '#shared/contract/answers.ts';
import type { KeyStoreState } from '#shared/contract/generation-answers.ts';

export interface Host {
  readonly kind: HostKind;
  /** Asks for a folder; null when the person closed the dialog. */
  openFolder(options: { title: string }): Promise<string | null>;
  /**
   * Asks where to save a file; null when the person closed the dialog. Where there is no dialog it is a free name in
   * `fallbackFolder`, and `isInLibrary` is true: the window then offers a download.
   */
  saveFile(options: {
    title: string;
    suggestedName: string;
    fallbackFolder: string;
    /** Whether a free path is to be written soon, so that another one is taken. */
    isPromised?: (path: string) => boolean;
  }): Promise<{ path: string; isInLibrary: boolean } | null>;
  /** Shows a file or folder in the system's file manager; false where there is none. */
  reveal(path: string): Promise<boolean>;
  /**
   * Opens a file with the program that the system has for its kind.
   *
   * @throws {AppError} NOT_AVAILABLE_HERE, FILE_NOT_OPENED
   */
  openFile(path: string): Promise<void>;
  /** Shows a notice outside the window, where the system has such notices. */
  notify(options: { title: string; body: string }): void;
  /** Opens an https link in the person's browser; refuses every other kind of link. */
  openExternal(url: string): Promise<void>;
  /**
   * Where a file lies that a person dropped or chose in the window, by the id that the window got for it; null for any
   * other id, and where the window is a browser, which tells nobody.
   */
  chosenFile(id: string): string | null;
  readonly secrets: SecretStore;
  readonly preferences: PreferenceStore;
  /** Closes this library and opens the one in that folder, with a new window or page. */
  switchLibrary(folder: string): Promise<void>;
}

/**
 * Keeps keys: where the system keeps them, else in a file that a passphrase of the person opens. Nothing here ever
 * reaches the window, the database or a log.
 */
export interface SecretStore {
  state(): KeyStoreState;
  /** Whether a secret is kept under this name, readable now or not. */
  has(name: string): boolean;
  /** Null when there is none, or it cannot be read now: locked, or encrypted under another account. */
  get(name: string): string | null;
  /** @throws {AppError} KEY_STORE_MISSING, KEYS_LOCKED */
  set(name: string, secret: string): void;
  remove(name: string): void;
  /**
   * Chooses the passphrase, or changes it; secrets that are there stay.
   *
   * @throws {AppError} NOT_AVAILABLE_HERE where the system keeps keys, KEYS_LOCKED when the old one was not given yet
   */
  setPassphrase(passphrase: string): Promise<void>;
  /** @throws {AppError} PASSPHRASE_WRONG, KEY_STORE_MISSING */
  unlock(passphrase: string): Promise<void>;
  /** Forgets every secret, and the passphrase. */
  reset(): void;
}

/** What a host remembers for this machine. */
export interface PreferenceStore {
  get(): Preferences;
  /** Fields that are left out stay as they are. Written whole or not at all. */
  set(patch: Partial<Preferences>): Preferences;
}
