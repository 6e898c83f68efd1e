/** The words for edits that can be taken back. */

/** Names an edit for people. */
export type HistoryLabel = { key: HistoryKey; count: number };

/** Every kind of edit that can be undone. */
export const historyKeys = [
  'createProject',
  'updateProject',
  'deleteProject',
  'importScript',
  'importFile',
  'createScene',
  'updateScene',
  'moveScene',
  'deleteScene',
  'createShot',
  'updateShot',
  'moveShot',
  'duplicateShot',
  'deleteShot',
  'setBoard',
  'setVoice',
  'setLastFrame',
  'addReference',
  'selectTake',
  'updateTake',
  'createElement',
  'updateElement',
  'renameElement',
  'deleteElement',
  'addElementPicture',
  'removeElementPicture',
  'moveElementPicture',
  'splitShot',
  'mergeShots',
  'pasteShots',
  'cutShots',
  'lockNumbers',
  'unlockNumbers',
  'createField',
  'updateField',
  'deleteField',
  'retarget',
  'createSoundLane',
  'updateSoundLane',
  'moveSoundLane',
  'deleteSoundLane',
  'addSound',
  'updateSound',
  'moveSound',
  'splitSound',
  'deleteSound',
  'restore',
] as const;

/** One kind of edit; a key of the catalogue under `history`. */
export type HistoryKey = (typeof historyKeys)[number];
