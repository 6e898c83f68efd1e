/** The chevron in front of what can be folded. */
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import styles from './fold-button.module.css';

export type FoldButtonProps = {
  isFolded: boolean;
  /** What a press does now. */
  label: string;
  onToggle: () => void;
};

export function FoldButton({ isFolded, label, onToggle }: FoldButtonProps) {
  const Icon = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <button type="button" className={styles.fold} aria-expanded={!isFolded} aria-label={label} onClick={onToggle}>
      <Icon size={16} aria-hidden />
    </button>
  );
}
