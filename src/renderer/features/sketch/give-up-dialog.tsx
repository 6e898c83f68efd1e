/** Asked before strokes are lost. */
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

export type GiveUpDialogProps = { onGoOn: () => void; onGiveUp: () => void; onSave: () => void };

export function GiveUpDialog({ onGoOn, onGiveUp, onSave }: GiveUpDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      onClose={onGoOn}
      title={t('sketch.giveUpTitle')}
      closeLabel={t('app.close')}
      actions={
        <>
          <Button onClick={onGoOn}>{t('sketch.goOn')}</Button>
          <Button variant="danger" onClick={onGiveUp}>
            {t('sketch.giveUp')}
          </Button>
          <Button variant="primary" onClick={onSave} data-autofocus>
            {t('sketch.save')}
          </Button>
        </>
      }
    >
      <p>{t('sketch.giveUpText')}</p>
    </Dialog>
  );
}
