/**
 * The sample project: a short film of eight shots, written for Shotwright, with boards drawn for it in
 * `resources/sample/`. A person can learn from it, change it and delete it.
 */
import type { CameraMove } from '#shared/domain/camera-move.ts';

export type SampleShot = {
  title: string;
  prompt: string;
  dialogue: string;
  notes: string;
  seconds: number;
  cameraMove: CameraMove;
  /** File in `resources/sample/`; null leaves the plain card on purpose. */
  board: string | null;
};

export type SampleScene = { heading: string; synopsis: string; shots: SampleShot[] };

export const sampleTitle = 'The Lamp at Gull Point';

export const sampleStyleNotes = 'Muted teal and amber, low sun, film grain, 35 mm.';

export const sampleScenes: SampleScene[] = [
  {
    heading: 'EXT. HARBOUR - DAWN',
    synopsis: 'The boats leave. Mara counts them, as she does every morning.',
    shots: [
      {
        title: 'Boats leave',
        prompt: 'Fishing boats leave a small harbour under a low amber sun, long reflections on still water.',
        dialogue: '',
        notes: 'Hold long enough to hear the engines.',
        seconds: 4,
        cameraMove: { kind: 'push-in', strength: 0.3 },
        board: 'boats.jpg',
      },
      {
        title: 'Mara at the rail',
        prompt: 'Mara, sixty, stands at the rail of the lighthouse gallery, wind in her coat, counting the boats.',
        dialogue: 'MARA: Nine… ten… eleven.',
        notes: '',
        seconds: 3.5,
        cameraMove: { kind: 'pull-out', strength: 0.4 },
        board: 'rail.jpg',
      },
      {
        title: 'Gulls',
        prompt: 'Gulls scatter over grey water. The lighthouse stands small and white behind them.',
        dialogue: '',
        notes: '',
        seconds: 2.5,
        cameraMove: { kind: 'pan-right', strength: 0.5 },
        board: 'gulls.jpg',
      },
    ],
  },
  {
    heading: 'INT. LAMP ROOM - DAY',
    synopsis: 'She polishes the lens and writes the log.',
    shots: [
      {
        title: 'Dust in the light',
        prompt: 'Dust turns in a shaft of light. A great glass lens throws rings of amber on the wall.',
        dialogue: '',
        notes: '',
        seconds: 3,
        cameraMove: { kind: 'tilt-up', strength: 0.5 },
        board: 'lens.jpg',
      },
      {
        title: 'The logbook',
        prompt: 'A worn logbook under a brass lamp, a column of pencil strokes, one line still empty.',
        dialogue: 'MARA (V.O.): Eleven out. I only ever write down who comes back.',
        notes: 'Her hand enters at the end.',
        seconds: 4.5,
        cameraMove: { kind: 'push-in', strength: 0.5 },
        board: 'logbook.jpg',
      },
    ],
  },
  {
    heading: 'EXT. CLIFF - NIGHT',
    synopsis: 'A storm. The lamp goes out, and she lights it by hand.',
    shots: [
      {
        title: 'The lamp goes out',
        prompt: 'Storm at night. The beam of the lighthouse flickers over black waves and goes out.',
        dialogue: '',
        notes: 'Thunder after the cut, not before.',
        seconds: 3,
        cameraMove: { kind: 'static', strength: 0.3 },
        board: 'storm.jpg',
      },
      {
        title: 'Flare',
        prompt: 'Mara on the cliff edge holds a red flare high, rain lit like sparks around her.',
        dialogue: 'MARA: This way. This way home.',
        notes: '',
        seconds: 3,
        cameraMove: { kind: 'tilt-up', strength: 0.3 },
        board: 'flare.jpg',
      },
      {
        title: 'Eleven',
        prompt: 'Morning after. The page of the logbook: eleven strokes, and the pencil laid down beside them.',
        dialogue: '',
        notes: 'No board yet: this is how a plain card looks.',
        seconds: 3,
        cameraMove: { kind: 'static', strength: 0.3 },
        board: null,
      },
    ],
  },
];
