/**
 * A dialog: title, content, buttons at the end. Escape and a click outside close it, unless it is busy; the focus goes
 * back to where it was.
 */
import { Modal } from '@mantine/core';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useCommands } from './commands.ts';
import styles from './dialog.module.css';
import { useIsTopDialog } from './open-dialogs.ts';
import { useFocusReturn } from './use-focus-return.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLateFocus } from './use-late-focus.ts';

export type DialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Stands at the start of the row of buttons. */
  note?: ReactNode;
  /** Largest width in pixels, or nearly the whole window. @default 480 */
  width?: number | 'wide';
  /** Keeps Escape and clicks outside from closing it. */
  isBusy?: boolean;
  /** Keeps a click outside from closing it, so that nothing typed is lost by a slip. @default false */
  hasChanges?: boolean;
  /** Name of the button that closes it. */
  closeLabel: string;
};

export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
  note,
  width = 480,
  isBusy = false,
  hasChanges = false,
  closeLabel,
}: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  useFocusReturn(isOpen, content);
  const [element, setElement] = useState<HTMLElement | null>(null);
  useLateFocus(element);
  useKeptFocus(element);
  const hold = useCallback((mounted: HTMLDivElement | null) => {
    content.current = mounted;
    setElement(mounted);
  }, []);
  const isTop = useIsTopDialog(isOpen);
  useCommands({ 'dialog.confirm': isOpen ? () => mainButton(content.current)?.click() : null }, content);
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={width === 'wide' ? 'min(1240px, calc(100vw - 48px))' : width}
      closeOnClickOutside={!isBusy && !hasChanges}
      closeOnEscape={!isBusy && isTop}
      returnFocus={false}
      padding={0}
      yOffset={24}
    >
      <Modal.Overlay />
      <Modal.Content ref={hold}>
        {/* Mantine's own is a <header>, which would be a second banner of the page. */}
        <div className={styles.header}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={closeLabel} disabled={isBusy} />
        </div>
        <Modal.Body>
          {children}
          {(actions || note) && (
            <div className={styles.actions}>
              {note && <div className={styles.note}>{note}</div>}
              {actions}
            </div>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The one main action, wherever it stands in the dialog. */
function mainButton(content: HTMLElement | null): HTMLElement | null {
  return content?.querySelector<HTMLElement>('button[data-variant="primary"]:not(:disabled)') ?? null;
}
