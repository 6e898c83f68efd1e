import IconFile from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { type Ref, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { type FolderFile, folderFiles } from './chosen-import.ts';

/** Endings that the system's dialog shows first; the studio decides by the content. */
const accepted = [
  '.fountain,.spmd,.fdx,.fdxt,.md,.markdown,.txt,.text,text/plain,text/markdown',
  '.srt,.vtt,.ttml,.dfxp,.csv,.tsv,.tab,.storyboarder',
].join();

export type FileChoiceProps = { onChoose: (files: FolderFile[]) => void };

/** The first step: which file or folder. */
export function FileChoice({ onChoose }: FileChoiceProps) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconFile size={24} stroke={1.5} />}
      title={t('imports.dropHere')}
      actions={
        <>
          <ChoiceButton label={t('scriptImport.choose')} onChoose={onChoose} isPrimary />
          <ChoiceButton label={t('imports.chooseFolder')} onChoose={onChoose} isFolder />
        </>
      }
    >
      {t('imports.chooseText')}
    </EmptyState>
  );
}

type ChoiceButtonProps = FileChoiceProps & {
  label: string;
  isPrimary?: boolean;
  isFolder?: boolean;
  isDisabled?: boolean;
};

function ChoiceButton({ label, onChoose, isPrimary = false, isFolder = false, isDisabled = false }: ChoiceButtonProps) {
  const input = useRef<HTMLInputElement | null>(null);
  // React has no property for folders.
  const setInput: Ref<HTMLInputElement> = useCallback(
    (element: HTMLInputElement | null) => {
      input.current = element;
      if (element) element.webkitdirectory = isFolder;
    },
    [isFolder],
  );
  return (
    <>
      <input
        ref={setInput}
        type="file"
        {...(isFolder ? {} : { accept: accepted })}
        hidden
        onChange={(event) => {
          const files = folderFiles(event.currentTarget.files ?? []);
          // The same file can be chosen again after it was changed.
          event.currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
      <CommandButton
        command={isFolder ? 'dialog.chooseFolder' : 'dialog.chooseFile'}
        variant={isPrimary ? 'primary' : 'plain'}
        disabled={isDisabled}
        onClick={() => input.current?.click()}
        {...(isPrimary ? { 'data-autofocus': true } : {})}
      >
        {label}
      </CommandButton>
    </>
  );
}

FileChoice.Button = ChoiceButton;
