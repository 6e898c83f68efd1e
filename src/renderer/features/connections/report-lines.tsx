/** What a test of a connection found, in words. */
import { useTranslation } from 'react-i18next';
import { Pill, type PillTone } from '#renderer/ui/pill.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import {
  type BindingSource,
  bindingSources,
  type ConnectionKind,
  type ConnectionReport,
} from '#shared/domain/connection.ts';
import styles from './report-lines.module.css';
import { creditOf, findingKey, missingParts } from './report-words.ts';

const tones: Record<ConnectionReport['kind'], PillTone> = { works: 'ok', 'works-with-limits': 'ask', fails: 'bad' };

export function ReportLines({ report, kind }: { report: ConnectionReport; kind: ConnectionKind }) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(60_000);
  return (
    <div className={styles.report}>
      <p className={styles.head}>
        <Pill tone={tones[report.kind]}>{t(`connections.reportKind.${report.kind}`)}</Pill>
        <span className={styles.ago}>
          {t('connections.checked', { ago: timeAgo(report.checkedAtMs, nowMs, i18n.language) })}
        </span>
      </p>
      <ul className={styles.findings}>
        {report.findings.map((finding, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a report never changes
          <FindingLine key={index} finding={finding} kind={kind} modelCount={report.modelCount} />
        ))}
      </ul>
    </div>
  );
}

type FindingLineProps = {
  finding: ConnectionReport['findings'][number];
  kind: ConnectionKind;
  modelCount: number;
};

function FindingLine({ finding, kind, modelCount }: FindingLineProps) {
  const { t, i18n } = useTranslation();
  // The keys are checked by their type; their values are as many kinds as there are findings.
  const say = t as unknown as (key: string, values: Record<string, string | number>) => string;
  const { key, params } = finding;
  const credit = creditOf(params, i18n.language);
  if (key === 'credits' && !credit) return null;
  const missing = missingParts(params).map((part) => (isBindingSource(part) ? t(`connections.source.${part}`) : part));
  const values = {
    count: modelCount,
    ...params,
    credits:
      credit === null ? '' : 'money' in credit ? credit.money : t('connections.credits', { count: credit.credits }),
    missing: missing.join(', '),
  };
  return <li>{say(`connections.${findingKey(finding, kind)}`, values)}</li>;
}

function isBindingSource(text: string): text is BindingSource {
  return (bindingSources as readonly string[]).includes(text);
}
