import IconFile from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

/** Endings that the system's dialog shows first; the studio decides by the content. */
const accepted = '.fountain,.spmd,.fdx,.fdxt,.md,.markdown,.txt,.text,text/plain,text/markdown';

/** The first step: which file. */
export function FileChoice({ onChoose }: { onChoose: (file: File) => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconFile size={24} stroke={1.5} />}
      title={t('scriptImport.dropHere')}
      actions={<ChoiceButton label={t('scriptImport.choose')} onChoose={onChoose} isPrimary />}
    >
      {t('scriptImport.chooseText')}
    </EmptyState>
  );
}

type ChoiceButtonProps = {
  label: string;
  onChoose: (file: File) => void;
  isPrimary?: boolean;
  isDisabled?: boolean;
};

function ChoiceButton({ label, onChoose, isPrimary = false, isDisabled = false }: ChoiceButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accepted}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was changed.
          event.currentTarget.value = '';
          if (file) onChoose(file);
        }}
      />
      <Button
        variant={isPrimary ? 'primary' : 'plain'}
        disabled={isDisabled}
        onClick={() => input.current?.click()}
        {...(isPrimary ? { 'data-autofocus': true } : {})}
      >
        {label}
      </Button>
    </>
  );
}

FileChoice.Button = ChoiceButton;
