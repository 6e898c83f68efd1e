/** What a person sets on this machine, and facts about the studio and its library. */
import { SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import type { Preferences } from '#shared/contract/answers.ts';
import { FfmpegSettings } from './ffmpeg-settings.tsx';
import { KeySettings } from './key-settings.tsx';
import { LibrarySettings } from './library-settings.tsx';
import styles from './settings-view.module.css';

export function SettingsView() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  const { data: preferences } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));

  /** @returns whether the studio took it; by then a notice says why not. */
  async function setPreferences(patch: Partial<Preferences>): Promise<boolean> {
    try {
      const answer = await studio.studio.setPreferences(patch);
      queryClient.setQueryData(studioQuery.studio.preferences.queryKey({ input: {} }), answer);
      if (patch.ffmpegPath !== undefined) {
        await queryClient.invalidateQueries({ queryKey: studioQuery.studio.info.key() });
      }
      return true;
    } catch (thrown) {
      showError(thrown);
      return false;
    }
  }

  return (
    <main className={styles.scroll}>
      <div className={styles.page}>
        <h1 className={styles.title}>{t('app.settings')}</h1>
        <Section title={t('settings.look')}>
          <SegmentedControl
            aria-label={t('settings.theme')}
            data={[
              { value: 'system', label: t('settings.themeSystem') },
              { value: 'light', label: t('settings.themeLight') },
              { value: 'dark', label: t('settings.themeDark') },
            ]}
            value={preferences?.theme ?? 'system'}
            disabled={!preferences}
            onChange={(theme) => void setPreferences({ theme: theme as Preferences['theme'] })}
          />
        </Section>
        <Section title={t('settings.library')} text={t('settings.libraryText')}>
          {info && <LibrarySettings library={info.library} />}
        </Section>
        <Section title={t('settings.ffmpeg')} text={t('settings.ffmpegText')}>
          {info && preferences && (
            <FfmpegSettings
              key={preferences.ffmpegPath}
              status={info.ffmpeg}
              path={preferences.ffmpegPath}
              onChange={(ffmpegPath) => setPreferences({ ffmpegPath })}
            />
          )}
        </Section>
        <Section title={t('keySettings.title')} text={t('keySettings.text')}>
          {preferences && <KeySettings keys={preferences.keys} onChange={(keys) => setPreferences({ keys })} />}
        </Section>
        <Section title={t('settings.about')} text={t('settings.aboutText')}>
          {info && (
            <p>
              {t('app.name')} <span className={styles.mono}>{t('settings.version', { version: info.version })}</span>
            </p>
          )}
          <h3 className={styles.subtitle}>{t('settings.licences')}</h3>
          <p className={styles.text}>{t('settings.licencesText')}</p>
        </Section>
      </div>
    </main>
  );
}

function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div>
        <h2 className={styles.heading}>{title}</h2>
        {text && <p className={styles.text}>{text}</p>}
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  );
}
