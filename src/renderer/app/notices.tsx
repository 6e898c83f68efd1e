/** Where notices stand, and how much room they take: no dialog reaches down to them. */
import { Notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useHeightProperty } from '#renderer/ui/use-height-property.ts';

export function Notices() {
  const measure = useHeightProperty('--notices-height');
  // Mantine has an element for each corner and hands the reference to all of them.
  const measureUsed = useCallback(
    (element: HTMLElement | null) => (element?.dataset.position === 'bottom-left' ? measure(element) : undefined),
    [measure],
  );
  return <Notifications ref={measureUsed} position="bottom-left" limit={3} containerWidth={380} />;
}
