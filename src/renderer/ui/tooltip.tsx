/**
 * What a control is called, beside it while the mouse rests there.
 *
 * Mantine draws and places it; whether it is shown is decided here, because one that Mantine shows by itself keeps
 * Escape from whatever is heard by the window: with a mouse that rests on some button, Escape would not leave a field.
 */
import { Tooltip as MantineTooltip } from '@mantine/core';
import { type PointerEvent, type ReactElement, useEffect, useState } from 'react';

/** How long the mouse rests before it is shown, in milliseconds. */
const delayMs = 400;

export type TooltipHandlers = {
  onPointerEnter: (event: PointerEvent) => void;
  onPointerLeave: () => void;
  onPointerDown: () => void;
};

export type TooltipProps = {
  label: string;
  /** Whether there is nothing to say at the moment. @default false */
  isOff?: boolean;
  /** The control, with these handlers on it. */
  children: (handlers: TooltipHandlers) => ReactElement;
};

export function Tooltip({ label, isOff = false, children }: TooltipProps) {
  const [state, setState] = useState<'away' | 'resting' | 'shown'>('away');
  const leave = () => setState('away');
  useEffect(() => {
    if (state !== 'resting') return;
    const timer = setTimeout(() => setState('shown'), delayMs);
    return () => clearTimeout(timer);
  }, [state]);
  useEffect(() => {
    if (state === 'away') return;
    // Takes it away and goes on to whoever else hears Escape.
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setState('away');
    };
    window.addEventListener('keydown', handleKey, { capture: true });
    return () => window.removeEventListener('keydown', handleKey, { capture: true });
  }, [state]);
  return (
    <MantineTooltip label={label} opened={state === 'shown' && !isOff}>
      {children({
        onPointerEnter: ({ pointerType }) => pointerType === 'mouse' && setState('resting'),
        onPointerLeave: leave,
        onPointerDown: leave,
      })}
    </MantineTooltip>
  );
}
