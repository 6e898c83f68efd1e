import { useTranslation } from 'react-i18next';
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import { sizeText } from '#renderer/ui/size-text.ts';
import styles from './preview-dialog.module.css';

export type RequestViewProps = { request: RequestPreview /** From 1. */; position: number; count: number };

/** One request as it would leave: where to, with which headers, body and files. */
export function RequestView({ request, position, count }: RequestViewProps) {
  const { t, i18n } = useTranslation();
  const { method, host, path, headers, body, media } = request;
  return (
    <article className={styles.request} aria-label={t('generation.request', { position, count })}>
      <h4 className={styles.requestTitle}>
        <span>{t('generation.requestTo', { method, host })}</span>
        {count > 1 && <span className={styles.place}>{t('generation.request', { position, count })}</span>}
      </h4>
      <dl className={styles.facts}>
        <dt>{t('generation.address')}</dt>
        <dd className={styles.mono}>{`${host}${path}`}</dd>
        <dt>{t('generation.headers')}</dt>
        <dd className={styles.mono}>
          {headers.length === 0
            ? t('generation.noHeaders')
            : headers.map(({ name, value }) => (
                <span key={name} className={styles.header}>
                  <b>{name}:</b> {value}
                </span>
              ))}
        </dd>
        <dt>{t('generation.body')}</dt>
        <dd>
          {body === '' ? (
            t('generation.noBody')
          ) : (
            // What scrolls must be reachable by keyboard.
            <pre className={styles.body} tabIndex={0} role="region" aria-label={t('generation.body')} dir="auto">
              {body}
            </pre>
          )}
        </dd>
        <dt>{t('generation.pictures')}</dt>
        <dd>
          {media.length === 0 ? (
            t('generation.noPictures')
          ) : (
            <ul>
              {media.map(({ kind, mime, sizeBytes, sha256 }) => (
                <li key={sha256}>
                  {t(`generation.picture.${kind}`)}{' '}
                  <span className={styles.place}>
                    {t('generation.pictureFacts', { mime, size: sizeText(sizeBytes, i18n.language) })}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </article>
  );
}
