import IconChevron from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconMore from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { Connection, ConnectionReport, SendPermissions } from '#shared/domain/connection.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import styles from './connection-card.module.css';
import { hostOf, keptBack, placeOf } from './connection-facts.ts';
import { ModelsPanel } from './models-panel.tsx';
import { ReportLines } from './report-lines.tsx';

export type ConnectionCardProps = {
  connection: Connection;
  /** Null for the built-in engine, and while it is not known. */
  kind: ConnectionKindInfo | null;
  /** Its models; null while they are not known. */
  models: readonly ListedModel[] | null;
  report: ConnectionReport | null;
  isTesting: boolean;
  isOpen: boolean;
  onTest: () => void;
  onEdit: () => void;
  onToggleModels: () => void;
  onMenu: (event: MouseEvent) => void;
  /** The focus came to something in it. */
  onFocus: () => void;
};

/** One connection: what it is, where it leads, how it stands. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, kind, models, report, isTesting, isOpen, onTest, onEdit, onToggleModels, onMenu, onFocus } =
    props;
  const { t } = useTranslation();
  const { label } = connection;
  const isBuiltIn = connection.id === animaticConnectionId;
  return (
    // Where the focus is decides whose keys are heard; it comes by what is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={styles.card} onFocus={onFocus}>
      {/* The menu stands on a button too; the right click is a second way to it. */}
      <div className={styles.head} onContextMenu={isBuiltIn ? undefined : onMenu}>
        <div className={styles.words}>
          <h2 className={styles.title} dir="auto">
            {label}
          </h2>
          <p className={styles.facts}>{isBuiltIn ? t('connections.builtIn') : <Where {...{ connection, kind }} />}</p>
        </div>
        <div className={styles.buttons}>
          {!isBuiltIn && (
            <>
              <Button
                size="small"
                isBusy={isTesting}
                command="connections.test"
                aria-label={t('connections.testOf', { label })}
                onClick={onTest}
              >
                {t('connections.test')}
              </Button>
              <Button
                size="small"
                command="connections.edit"
                aria-label={t('connections.editOf', { label })}
                onClick={onEdit}
              >
                {t('connections.edit')}
              </Button>
            </>
          )}
          <Button
            size="small"
            command="connections.models"
            aria-expanded={isOpen}
            aria-label={t('connections.showModelsOf', { label })}
            icon={<IconChevron size={14} stroke={1.8} className={isOpen ? styles.open : ''} />}
            onClick={onToggleModels}
          >
            {t('connections.showModels')}
          </Button>
          {!isBuiltIn && (
            <IconButton label={t('connections.more', { label })} aria-haspopup="menu" onClick={onMenu}>
              <IconMore size={18} stroke={1.6} />
            </IconButton>
          )}
        </div>
      </div>
      <p className={styles.states}>
        {isBuiltIn ? <Pill tone="ok">{t('connections.alwaysThere')}</Pill> : <KeyState {...{ connection, kind }} />}
        {connection.isPaused && <Pill tone="ask">{t('connections.pausedState')}</Pill>}
        {models && <Pill>{t('connections.models', { count: models.length })}</Pill>}
        {!isBuiltIn && <KeptBack maySend={connection.maySend} />}
      </p>
      <div className={styles.report} role="status">
        {report && <ReportLines report={report} kind={connection.kind} />}
      </div>
      {isOpen && models && <ModelsPanel connection={connection} models={models} />}
    </li>
  );
}

type Facts = Pick<ConnectionCardProps, 'connection' | 'kind'>;

/** `ComfyUI · 127.0.0.1:8188 · on this computer` */
function Where({ connection: { baseUrl, label }, kind }: Facts) {
  const { t } = useTranslation();
  const place = placeOf(baseUrl);
  const facts = [
    ...(kind && kind.label !== label ? [kind.label] : []),
    ...(baseUrl ? [hostOf(baseUrl) || baseUrl] : []),
    ...(place ? [t(`connections.place.${place}`)] : []),
  ];
  return facts.join(' · ');
}

function KeyState({ connection: { hasKey }, kind }: Facts) {
  const { t } = useTranslation();
  if (hasKey) return <Pill tone="ok">{t('connections.keyKept')}</Pill>;
  if (kind?.isKeyOptional) return <Pill>{t('connections.noKeyNeeded')}</Pill>;
  return <Pill tone="ask">{t('connections.noKey')}</Pill>;
}

/** What a person forbade to send, so that nobody wonders later. */
function KeptBack({ maySend }: { maySend: SendPermissions }) {
  const { t, i18n } = useTranslation();
  const kinds = keptBack(maySend).map((kind) => t(`connections.keptBack.${kind}`));
  if (kinds.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(kinds);
  return <Pill>{t('connections.keepsBack', { kinds: list })}</Pill>;
}
