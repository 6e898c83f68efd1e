/** A key or a chord, as it is written on this system. */
import styles from './kbd.module.css';

export function Kbd({ keys }: { keys: string }) {
  return <kbd className={styles.kbd}>{keys}</kbd>;
}
