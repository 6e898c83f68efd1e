/** Short notices in the corner: what was done, with a way back, or what went wrong. */
import { notifications } from '@mantine/notifications';
import { errorText } from '#shared/messages/translate.ts';
import { NoticeBody } from '#renderer/ui/notice-body.tsx';
import { toErrorData } from './client.ts';
import { translator } from './translator.ts';

export type Notice = {
  text: string;
  /** @default 'plain' */
  tone?: 'plain' | 'ok' | 'ask' | 'bad';
  /** One button, such as Undo. */
  action?: { label: string; run: () => void };
  /** A notice with the same id takes its place. */
  id?: string;
  /** @default 6000, and 12000 with an action or for an error */
  closeAfterMs?: number;
};

const colours = { plain: 'var(--line-strong)', ok: 'var(--ok)', ask: 'var(--ask)', bad: 'var(--bad)' } as const;

/** Ids under which notices that replace one another were last shown. */
const shown = new Map<string, string>();
let shownCount = 0;

/** Shows a notice. */
export function showNotice({ text, tone = 'plain', action, id, closeAfterMs }: Notice): void {
  shownCount += 1;
  const noticeId = `notice-${shownCount}`;
  if (id) {
    // Never the same id twice: Mantine would keep the old notice's clock running for the new one.
    const before = shown.get(id);
    if (before) notifications.hide(before);
    shown.set(id, noticeId);
  }
  notifications.show({
    id: noticeId,
    color: colours[tone],
    autoClose: closeAfterMs ?? (action || tone === 'bad' ? 12_000 : 6_000),
    withCloseButton: true,
    closeButtonProps: { 'aria-label': translator.t('app.close') },
    message: (
      <NoticeBody
        text={text}
        onClose={() => notifications.hide(noticeId)}
        action={
          action && {
            label: action.label,
            run() {
              notifications.hide(noticeId);
              action.run();
            },
          }
        }
      />
    ),
  });
}

/** Says what went wrong, in words of the catalogue. A cancelled call is no error and says nothing. */
export function showError(thrown: unknown, { action }: Pick<Notice, 'action'> = {}): void {
  const data = toErrorData(thrown);
  if (data.code === 'CANCELLED') return;
  showNotice({
    text: errorText(translator, data),
    tone: 'bad',
    id: `error-${data.code}`,
    ...(action ? { action } : {}),
  });
}
