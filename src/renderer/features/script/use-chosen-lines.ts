/** Lines of the script that a person chose: by click and Shift, by drawing over them, or by command. */
import { type RefObject, useEffect, useState } from 'react';
import type { Lines } from './script-lines.ts';

type Chosen = { anchor: number; focus: number };

export type ChosenLinesOptions = {
  page: RefObject<HTMLElement | null>;
  /** Where choosing by command begins while nothing is chosen. */
  firstLine: number;
  lineCount: number;
};

export type ChosenLines = {
  chosen: Lines | null;
  choose: (lines: Lines | null) => void;
  /** With Shift from where the last choice began. */
  chooseByClick: (lineNumber: number, isRange: boolean) => void;
  /** Chooses a line more, or less. @returns the line at which the choice ends now */
  extend: (step: 1 | -1) => number;
};

export function useChosenLines({ page, firstLine, lineCount }: ChosenLinesOptions): ChosenLines {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => {
    const element = page.current;
    const handleUp = () => {
      const selection = getSelection();
      if (!selection || selection.isCollapsed || !element?.contains(selection.anchorNode)) return;
      const [anchor, focus] = [lineOfNode(selection.anchorNode), lineOfNode(selection.focusNode)];
      if (anchor !== null && focus !== null && anchor !== focus) setChosen({ anchor, focus });
    };
    document.addEventListener('mouseup', handleUp);
    return () => document.removeEventListener('mouseup', handleUp);
  }, [page]);
  return {
    chosen: chosen && {
      startLine: Math.min(chosen.anchor, chosen.focus),
      endLine: Math.max(chosen.anchor, chosen.focus),
    },
    choose: (lines) => setChosen(lines && { anchor: lines.startLine, focus: lines.endLine }),
    chooseByClick: (line, isRange) =>
      setChosen((now) => ({ anchor: isRange ? (now?.anchor ?? line) : line, focus: line })),
    extend(step) {
      const focus = chosen ? Math.min(lineCount, Math.max(1, chosen.focus + step)) : firstLine;
      setChosen({ anchor: chosen?.anchor ?? focus, focus });
      return focus;
    },
  };
}

/** Number of the line that an element belongs to; null for none. */
export function lineOfTarget(target: EventTarget | null): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
  return line ? Number(line.dataset.line) : null;
}

function lineOfNode(node: Node | null): number | null {
  return lineOfTarget(node instanceof Element ? node : (node?.parentElement ?? null));
}
