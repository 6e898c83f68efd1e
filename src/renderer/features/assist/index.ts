export { openDraftDialog, type ShotPlace } from './assist-dialogs.ts';
export {
  DraftShotsButton,
  draftShotsItem,
  ImprovePromptButton,
  MakePictureButton,
  makePictureItem,
  VoiceButtons,
} from './assist-entries.tsx';
export { AssistHost } from './assist-host.tsx';
