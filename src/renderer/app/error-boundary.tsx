/** Where the window ends up when a view throws: what was kept, a way on, and a report without content. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorReport } from './error-report.ts';
import styles from './error-boundary.module.css';
import { CommandButton } from '#renderer/ui/command-button.tsx';

type State = { report: string | null };

export class ErrorBoundary extends Component<{ children: ReactNode; onReset?: () => void }, State> {
  override state: State = { report: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { report: errorReport(thrown) };
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo) {
    this.setState({ report: errorReport(thrown, info.componentStack) });
  }

  override render() {
    const { report } = this.state;
    if (report === null) return this.props.children;
    return (
      <Failure
        report={report}
        onReset={() => {
          this.props.onReset?.();
          this.setState({ report: null });
        }}
      />
    );
  }
}

function Failure({ report, onReset }: { report: string; onReset: () => void }) {
  const { t } = useTranslation();
  return (
    <main className={styles.failure} role="alert">
      <h1 className={styles.title}>{t('app.failureTitle')}</h1>
      <p className={styles.text}>{t('app.failureText')}</p>
      <pre className={styles.report} tabIndex={0}>
        {report}
      </pre>
      <div className={styles.actions}>
        <CommandButton command="window.copyReport" onClick={() => void navigator.clipboard.writeText(report)}>
          {t('app.copyReport')}
        </CommandButton>
        <CommandButton variant="primary" command="window.leaveFailure" onClick={onReset}>
          {t('app.failureContinue')}
        </CommandButton>
      </div>
    </main>
  );
}
