/** The window: what every page stands in. */
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { I18nextProvider } from 'react-i18next';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeysFromPreferences } from './keys-from-preferences.tsx';
import { cssVariables, mantineTheme, overlaysId } from './mantine-theme.ts';
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
              <Notifications position="bottom-left" limit={3} containerWidth={380} />
              <Shell />
              <section id={overlaysId} aria-label={translator.t('app.overlays')} />
            </ModalsProvider>
          </ErrorBoundary>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
