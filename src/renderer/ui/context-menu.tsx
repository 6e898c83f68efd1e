/** A menu at the pointer, or under what has the focus when it was asked for by keyboard. One at a time. */
import { Menu } from '@mantine/core';
import { type MouseEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import type { CommandId } from './command-list.ts';
import { Kbd } from './kbd.tsx';
import { keysOf } from './keymap.ts';
import { rememberMenuOrigin, useFocusReturn } from './use-focus-return.ts';

export type MenuItem =
  | {
      kind?: 'item';
      label: string;
      icon?: ReactNode;
      /** The command that does the same for what is selected or has the focus; its present keys are shown. */
      command: CommandId;
      /** Keys that are the system's own, as written here: see platform-keys.ts. */
      keys?: string;
      isDanger?: boolean;
      isDisabled?: boolean;
      run: () => void;
    }
  | { kind: 'divider' }
  | { kind: 'label'; label: string }
  /** Choices that a picture says enough of, side by side under their label. */
  | { kind: 'row'; label: string; items: readonly RowItem[] };

type RowItem = { label: string; icon: ReactNode; command: CommandId; run: () => void };

type Opened = { x: number; y: number; items: readonly MenuItem[]; label: string; origin: Element };

export type ContextMenu = {
  /** Opens the menu for a `contextmenu` or `click` event and keeps the browser's own away. */
  open: (event: MouseEvent, items: readonly MenuItem[], label: string) => void;
  /** Put it once into what the component renders. */
  element: ReactNode;
};

/** How far a menu stays away from the window's edge. */
const edgePx = 8;
const slidesFreely = { fn: ({ x, y }: { x: number; y: number }) => ({ x, y }) };

/** One context menu for a whole view. */
export function useContextMenu(): ContextMenu {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback((event: MouseEvent, items: readonly MenuItem[], label: string) => {
    event.preventDefault();
    event.stopPropagation();
    // The menu key and Shift+F10 give no place of their own in every browser.
    const box = event.currentTarget.getBoundingClientRect();
    const isByPointer = event.clientX > 0 || event.clientY > 0;
    setOpened({
      x: isByPointer ? event.clientX : box.left,
      y: isByPointer ? event.clientY : box.bottom,
      items,
      label,
      origin: originOf(event.currentTarget),
    });
  }, []);
  const element = opened && (
    <OpenMenu key={`${opened.x}:${opened.y}`} opened={opened} onClose={() => setOpened(null)} />
  );
  return { open, element };
}

/** What has the focus, where it is what was asked about or lies in it; a right click need not move it there. */
function originOf(target: Element): Element {
  const { activeElement } = document;
  return activeElement && target.contains(activeElement) ? activeElement : target;
}

function OpenMenu({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { origin } = opened;
  const dropdown = useRef<HTMLDivElement>(null);
  useFocusReturn(true, dropdown, origin);
  return (
    <Menu
      opened
      onChange={(isOpen) => !isOpen && onClose()}
      // Beside the pointer, and as far up or down as it takes to stand in the window whole. Flipping between above and
      // below would have a long menu jump to and fro where neither has room.
      position="right-start"
      offset={2}
      middlewares={{ flip: { crossAxis: false }, shift: { padding: edgePx, limiter: slidesFreely } }}
      withinPortal
    >
      <Menu.Target>
        <span aria-hidden style={{ position: 'fixed', left: opened.x, top: opened.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown
        ref={(menu) => {
          dropdown.current = menu;
          if (menu) rememberMenuOrigin(menu, origin);
        }}
        aria-label={opened.label}
        style={{ maxHeight: `calc(100vh - ${2 * edgePx}px)`, overflowY: 'auto' }}
      >
        <MenuItems items={opened.items} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same items inside a Mantine `Menu.Dropdown`. */
export function MenuItems({ items }: { items: readonly MenuItem[] }) {
  return items.map((item, index) => {
    if (item.kind === 'divider') return <Menu.Divider key={`divider-${index}`} />;
    if (item.kind === 'label') return <Menu.Label key={item.label}>{item.label}</Menu.Label>;
    if (item.kind === 'row') return <MenuRow key={item.label} {...item} />;
    const keys = item.keys ?? keysOf(item.command);
    return (
      <Menu.Item
        key={item.label}
        leftSection={item.icon}
        rightSection={keys && <Kbd keys={keys} />}
        disabled={item.isDisabled ?? false}
        onClick={item.run}
        {...(item.isDanger ? { c: 'var(--bad)' } : {})}
      >
        {item.label}
      </Menu.Item>
    );
  });
}

function MenuRow({ label, items }: Extract<MenuItem, { kind: 'row' }>) {
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      <div role="group" aria-label={label} style={{ display: 'flex' }}>
        {items.map((item) => (
          <Menu.Item
            key={item.label}
            aria-label={item.label}
            title={item.label}
            onClick={item.run}
            style={{ width: 'auto', minWidth: 26, padding: 6, textAlign: 'center' }}
          >
            {item.icon}
          </Menu.Item>
        ))}
      </div>
    </>
  );
}
