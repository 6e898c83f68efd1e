/** Mantine, dressed in the tokens of theme.css. */
import {
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  Menu,
  ModalRoot,
  NumberInput,
  Popover,
  Portal,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { overlaysId } from '#renderer/ui/overlays.ts';

const input = { size: 'sm', radius: 'sm' } as const;

export const mantineTheme = createTheme({
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font-ui)', fontWeight: '600' },
  fontSizes: { xs: '0.71875rem', sm: '0.8125rem', md: '0.8125rem', lg: '1rem', xl: '1.5rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '99px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    TextInput: TextInput.extend({ defaultProps: input }),
    Textarea: Textarea.extend({ defaultProps: input }),
    NumberInput: NumberInput.extend({ defaultProps: input }),
    Select: Select.extend({
      defaultProps: {
        ...input,
        allowDeselect: false,
        comboboxProps: { shadow: 'none', transitionProps: { duration: 120 } },
      },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { color: 'var(--accent)', iconColor: 'var(--accent-ink)' } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm', withThumbIndicator: false } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'sm', radius: 'sm' } }),
    // Without the placeholder the first item gets the focus; the placeholder is no child that a menu may have.
    Menu: Menu.extend({
      defaultProps: { shadow: 'none', transitionProps: { duration: 120 }, withInitialFocusPlaceholder: false },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'none', transitionProps: { duration: 120 } } }),
    Portal: Portal.extend({ defaultProps: { target: `#${overlaysId}` } }),
    ModalRoot: ModalRoot.extend({
      defaultProps: { centered: true, transitionProps: { duration: 140, transition: 'fade' } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { transitionProps: { duration: 120 }, withArrow: false } }),
  },
});

const variables = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--raise)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-light': 'var(--accent-wash)',
  '--mantine-primary-color-light-hover': 'var(--accent-wash)',
  '--mantine-primary-color-light-color': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables });
