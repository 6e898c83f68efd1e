/** Asks what to do with what pasted shots name and this project does not have. */
import { useTranslation } from 'react-i18next';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { askedPaste } from './structure-actions.ts';

export function PasteDialog() {
  const { t } = useTranslation();
  const asked = useObservable(askedPaste);
  const close = () => askedPaste.set(null);
  if (!asked) return null;
  const { plan, paste } = asked;
  const hasElements = plan.missingElements.length > 0;
  const run = (withElements: boolean) => {
    close();
    paste(withElements);
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('structure.pasteTitle', { count: plan.shotCount })}
      closeLabel={t('app.cancel')}
      actions={
        <>
          <Button onClick={close}>{t('app.cancel')}</Button>
          {hasElements && <Button onClick={() => run(false)}>{t('structure.pasteWithout')}</Button>}
          <Button variant="primary" onClick={() => run(hasElements)}>
            {hasElements ? t('structure.pasteWith') : t('structure.paste')}
          </Button>
        </>
      }
    >
      {hasElements && (
        <p>{t('structure.missingElements', { names: plan.missingElements.map((name) => `@${name}`).join(', ') })}</p>
      )}
      {plan.missingFields.length > 0 && <p>{t('structure.missingFields', { names: plan.missingFields.join(', ') })}</p>}
    </Dialog>
  );
}
