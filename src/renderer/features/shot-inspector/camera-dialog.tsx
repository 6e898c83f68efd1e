import { useTranslation } from 'react-i18next';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { CameraField, type CameraFieldProps } from './camera-field.tsx';
import styles from './shot-inspector.module.css';

export type CameraDialogProps = CameraFieldProps & { isOpen: boolean; onClose: () => void };

/** The camera of shots as in the inspector, larger, where only a row of the table stands. */
export function CameraDialog({ isOpen, onClose, ...field }: CameraDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('inspector.camera')} closeLabel={t('app.close')} width={640}>
      <div className={styles.dialogBody}>
        <CameraField {...field} />
      </div>
    </Dialog>
  );
}
