/** Starts the window. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/500.css';
import '@fontsource/courier-prime/400.css';
import '@fontsource/courier-prime/700.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/theme.css';
import './app/mantine.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { openFirstPage } from './app/first-page.ts';
import { followStudio } from './rpc/live.ts';
import { queryClient } from './rpc/query-client.ts';
import { jobsStore } from './rpc/use-jobs.ts';
import { savedState } from './rpc/use-saved-state.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// Lives as long as the window.
const lifetime = new AbortController();
followStudio({ queryClient, jobsStore, signal: lifetime.signal });

// What a field still holds back goes out before the window is hidden or closed.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void savedState.flush();
});
window.addEventListener('beforeunload', (event) => {
  void savedState.flush();
  if (savedState.pendingCount() > 0) event.preventDefault();
});

openFirstPage();
createRoot(root).render(<App />);
