import IconProp from '@tabler/icons-react/dist/esm/icons/IconCube.mjs';
import IconPlace from '@tabler/icons-react/dist/esm/icons/IconMapPin.mjs';
import IconStyle from '@tabler/icons-react/dist/esm/icons/IconPalette.mjs';
import IconCharacter from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import type { ElementKind } from '#shared/domain/element.ts';

const icons = { character: IconCharacter, place: IconPlace, prop: IconProp, style: IconStyle } as const;

/** The sign of a kind of element; its word stands beside it. */
export function KindIcon({ kind, size }: { kind: ElementKind; size: number }) {
  const Icon = icons[kind];
  return <Icon size={size} stroke={1.5} aria-hidden />;
}
