import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { aspectRatioLabel, frameSizeLabel, frameSizes } from '#shared/domain/frame-size.ts';
import { frameRateLabel, frameRates, frameRateText } from '#shared/domain/time.ts';
import type { ProjectFormat } from './project-format.ts';

export type FormatFieldsProps = {
  format: ProjectFormat;
  onChange: (format: ProjectFormat) => void;
  isDisabled?: boolean;
};

/** Picture size and frame rate, from the lists that the studio offers. */
export function FormatFields({ format, onChange, isDisabled = false }: FormatFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        label={t('home.fieldSize')}
        disabled={isDisabled}
        data={frameSizes.map((size) => ({
          value: frameSizeLabel(size),
          label: `${frameSizeLabel(size)}  ·  ${aspectRatioLabel(size)}`,
        }))}
        value={frameSizeLabel(format.frameSize)}
        onChange={(value) => {
          const frameSize = frameSizes.find((size) => frameSizeLabel(size) === value);
          if (frameSize) onChange({ ...format, frameSize });
        }}
      />
      <Select
        label={t('home.fieldRate')}
        disabled={isDisabled}
        data={frameRates.map((rate) => ({
          value: frameRateText(rate),
          label: t('home.fps', { rate: frameRateLabel(rate) }),
        }))}
        value={frameRateText(format.frameRate)}
        onChange={(value) => {
          const frameRate = frameRates.find((rate) => frameRateText(rate) === value);
          if (frameRate) onChange({ ...format, frameRate });
        }}
      />
    </>
  );
}
