/** What stands beside a model's name, in small: its price and its end. */
import { useNow } from '#renderer/ui/use-now.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { retirementOf } from '#shared/domain/model-facts.ts';
import styles from './model-picker.module.css';
import { endHint, priceHint } from './model-text.ts';
import { useSpeech } from './use-speech.ts';

export function ModelFacts({ model }: { model: ListedModel }) {
  const speech = useSpeech();
  return (
    <span className={styles.facts}>
      {priceHint(speech, model)}
      {model.retiresOn && ' · '}
      <ModelEnd model={model} />
    </span>
  );
}

/** When it ends; nothing for a model without an announced end. */
export function ModelEnd({ model: { retiresOn } }: { model: Pick<ListedModel, 'retiresOn'> }) {
  const speech = useSpeech();
  const nowMs = useNow(null);
  const end = endHint(speech, retiresOn, nowMs);
  if (!end) return null;
  return <span className={retirementOf(retiresOn, nowMs) === 'ended' ? styles.ended : styles.ends}>{end}</span>;
}
