/** The window: what every page stands in. */
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { QueryClientProvider } from '@tanstack/react-query';
import { I18nextProvider } from 'react-i18next';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { overlaysId } from '#renderer/ui/overlays.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeysFromPreferences } from './keys-from-preferences.tsx';
import { cssVariables, mantineTheme } from './mantine-theme.ts';
import { Notices } from './notices.tsx';
import { Shell } from './shell.tsx';
import { ThemeFromPreferences } from './theme-from-preferences.tsx';

export function App() {
  return (
    <I18nextProvider i18n={translator}>
      <MantineProvider theme={mantineTheme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary>
            <ModalsProvider>
              <ThemeFromPreferences />
              <KeysFromPreferences />
              <Notices />
              <Shell />
              <section id={overlaysId} aria-label={translator.t('app.overlays')} />
            </ModalsProvider>
          </ErrorBoundary>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
