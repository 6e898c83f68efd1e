/**
 * Storyboards to begin with: each shot says what it is for, and a person puts their own story in its place. Written for
 * Shotwright.
 */
import type { CameraMove } from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ShotAngle, ShotSize } from '#shared/domain/shot-fields.ts';
import type { TemplateId } from '#shared/domain/template.ts';

export type TemplateShot = {
  title: string;
  prompt: string;
  /** What the shot is for, for the person who fills it in. */
  notes: string;
  seconds: number;
  shotSize: ShotSize;
  angle?: ShotAngle;
  cameraMove?: CameraMove;
  dialogue?: string;
};

export type TemplateScene = { heading: string; synopsis: string; shots: readonly TemplateShot[] };

export type TemplateStory = { frameSize: FrameSize; styleNotes: string; scenes: readonly TemplateScene[] };

const wide: FrameSize = { widthPx: 1920, heightPx: 1080 };
const tall: FrameSize = { widthPx: 1080, heightPx: 1920 };

const push: CameraMove = { kind: 'push-in', strength: 0.3 };
const pull: CameraMove = { kind: 'pull-out', strength: 0.3 };
const panRight: CameraMove = { kind: 'pan-right', strength: 0.4 };
const panLeft: CameraMove = { kind: 'pan-left', strength: 0.4 };
const tiltUp: CameraMove = { kind: 'tilt-up', strength: 0.4 };

export const templateStories: Record<TemplateId, TemplateStory> = {
  ad: {
    frameSize: wide,
    styleNotes: 'Bright, clean light, shallow depth of field, one accent colour.',
    scenes: [
      {
        heading: 'The problem',
        synopsis: 'Somebody lacks what you offer.',
        shots: [
          {
            title: 'Hook',
            prompt: 'A kitchen in the morning rush: a hand searches a drawer in vain.',
            notes: 'The first two seconds decide who stays. Show the trouble, not the brand.',
            seconds: 2,
            shotSize: 'close-up',
            cameraMove: push,
          },
          {
            title: 'The person',
            prompt: 'A woman of thirty leans on the counter and lets out a breath.',
            notes: 'Whom do we feel with?',
            seconds: 3,
            shotSize: 'medium-close-up',
          },
        ],
      },
      {
        heading: 'The turn',
        synopsis: 'What you offer enters, and works.',
        shots: [
          {
            title: 'Reveal',
            prompt: 'The product stands on a clean table in soft window light.',
            notes: 'The first time it is seen. Hold still.',
            seconds: 3,
            shotSize: 'medium',
            cameraMove: push,
          },
          {
            title: 'How it works',
            prompt: 'Hands use the product; one movement, easily understood.',
            notes: 'One benefit, not three.',
            seconds: 4,
            shotSize: 'insert',
            angle: 'overhead',
          },
        ],
      },
      {
        heading: 'After',
        synopsis: 'Life with it, and what to do now.',
        shots: [
          {
            title: 'Better now',
            prompt: 'The same kitchen, calm. The woman laughs with a child over breakfast.',
            notes: 'The same place as in the hook, changed.',
            seconds: 4,
            shotSize: 'wide',
            cameraMove: pull,
          },
          {
            title: 'Pack shot',
            prompt: 'The product before a plain background, room for a logo and a line of text.',
            notes: 'Name and call to action are set over this.',
            seconds: 3,
            shotSize: 'close-up',
          },
        ],
      },
    ],
  },
  explainer: {
    frameSize: wide,
    styleNotes: 'Flat illustration, few colours, rounded shapes, white space.',
    scenes: [
      {
        heading: 'Question',
        synopsis: 'What will be understood at the end.',
        shots: [
          {
            title: 'The question',
            prompt: 'A single large object in the middle of an empty page: what this is about.',
            notes: 'Say the question in one sentence.',
            seconds: 4,
            shotSize: 'medium',
            dialogue: 'NARRATOR: Have you ever wondered how this works?',
          },
          {
            title: 'Why it matters',
            prompt: 'The object in everyday life, among people.',
            notes: 'What changes for the viewer?',
            seconds: 5,
            shotSize: 'wide',
            cameraMove: pull,
          },
        ],
      },
      {
        heading: 'Three steps',
        synopsis: 'One thought a shot.',
        shots: [
          {
            title: 'Step one',
            prompt: 'A simple diagram: the first part lights up.',
            notes: 'Begin with what everybody knows.',
            seconds: 6,
            shotSize: 'medium',
            dialogue: 'NARRATOR: First…',
          },
          {
            title: 'Step two',
            prompt: 'The same diagram: the second part joins the first.',
            notes: 'Only one new thing.',
            seconds: 6,
            shotSize: 'medium',
            dialogue: 'NARRATOR: Then…',
          },
          {
            title: 'Step three',
            prompt: 'The same diagram: all parts move together.',
            notes: 'Here it falls into place.',
            seconds: 6,
            shotSize: 'medium',
            cameraMove: push,
            dialogue: 'NARRATOR: And so…',
          },
        ],
      },
      {
        heading: 'Answer',
        synopsis: 'The question again, answered.',
        shots: [
          {
            title: 'Answer',
            prompt: 'The object from the beginning, now with what is inside it.',
            notes: 'Repeat the one sentence that should stay.',
            seconds: 5,
            shotSize: 'medium',
            cameraMove: pull,
          },
        ],
      },
    ],
  },
  'music-video': {
    frameSize: wide,
    styleNotes: 'High contrast, saturated night colours, haze, lens flares.',
    scenes: [
      {
        heading: 'Intro',
        synopsis: 'Place and mood, before the first word.',
        shots: [
          {
            title: 'City at night',
            prompt: 'Wet streets from above, headlights flow through them.',
            notes: 'As long as the intro of the track.',
            seconds: 4,
            shotSize: 'extreme-wide',
            angle: 'overhead',
            cameraMove: panRight,
          },
          {
            title: 'The singer waits',
            prompt: 'A singer in a neon-lit doorway, smoke, looking past the camera.',
            notes: 'Cut on the first beat.',
            seconds: 3,
            shotSize: 'medium',
            cameraMove: push,
          },
        ],
      },
      {
        heading: 'Verse',
        synopsis: 'Performance and story in turn.',
        shots: [
          {
            title: 'Performance',
            prompt: 'The singer performs into the lens, lights sweep behind.',
            notes: 'Lip-sync; keep it usable as a cutaway.',
            seconds: 5,
            shotSize: 'medium-close-up',
          },
          {
            title: 'Story: she leaves',
            prompt: 'A woman walks away along a platform, seen from behind.',
            notes: 'The story runs beside the performance.',
            seconds: 4,
            shotSize: 'full',
            cameraMove: pull,
          },
        ],
      },
      {
        heading: 'Chorus',
        synopsis: 'Faster, larger, brighter.',
        shots: [
          {
            title: 'Wide performance',
            prompt: 'The band on a rooftop at night, city lights behind, wind.',
            notes: 'The largest picture of the video.',
            seconds: 4,
            shotSize: 'wide',
            angle: 'low',
            cameraMove: tiltUp,
          },
          {
            title: 'Details',
            prompt: 'Hands on strings, a boot on a pedal, hair in the wind.',
            notes: 'Half a second each in the cut.',
            seconds: 2,
            shotSize: 'extreme-close-up',
          },
          {
            title: 'They meet',
            prompt: 'Singer and woman face to face on the platform, a train rushes past.',
            notes: 'The last beat of the chorus.',
            seconds: 4,
            shotSize: 'medium',
            cameraMove: push,
          },
        ],
      },
    ],
  },
  'short-film': {
    frameSize: wide,
    styleNotes: 'Natural light, muted colours, 35 mm, handheld but calm.',
    scenes: [
      {
        heading: 'INT. KITCHEN - EVENING',
        synopsis: 'Two people, one unsaid thing.',
        shots: [
          {
            title: 'Establishing',
            prompt: 'A small kitchen at dusk, a table laid for two, one chair empty.',
            notes: 'Where are we, and when?',
            seconds: 4,
            shotSize: 'wide',
          },
          {
            title: 'A enters',
            prompt: 'Anna, forty, stops in the doorway with her coat still on.',
            notes: 'What does she want?',
            seconds: 3,
            shotSize: 'full',
          },
          {
            title: 'Two-shot',
            prompt: 'Anna and her brother Jon sit across from each other, steam between them.',
            notes: 'The geography of the dialogue: keep to one side of the line between them.',
            seconds: 4,
            shotSize: 'medium-wide',
            dialogue: 'JON: You came.',
          },
          {
            title: 'Over Jon to Anna',
            prompt: 'Over Jon’s shoulder: Anna does not look up from her cup.',
            notes: 'Shot.',
            seconds: 4,
            shotSize: 'medium-close-up',
            angle: 'over-the-shoulder',
            dialogue: 'ANNA: I said I would.',
          },
          {
            title: 'Over Anna to Jon',
            prompt: 'Over Anna’s shoulder: Jon turns a key in his fingers.',
            notes: 'Reverse shot, the same size.',
            seconds: 4,
            shotSize: 'medium-close-up',
            angle: 'over-the-shoulder',
            dialogue: 'JON: It is sold.',
          },
          {
            title: 'The key',
            prompt: 'The key lies on the table between the plates.',
            notes: 'The insert that carries what is not said.',
            seconds: 2,
            shotSize: 'insert',
            angle: 'high',
          },
          {
            title: 'Reaction',
            prompt: 'Anna’s face. Something gives way, and she smiles.',
            notes: 'Hold longer than is comfortable.',
            seconds: 5,
            shotSize: 'close-up',
            cameraMove: push,
          },
          {
            title: 'Out',
            prompt: 'Through the window from outside: two figures at a lit table in the dark.',
            notes: 'Let them go.',
            seconds: 5,
            shotSize: 'extreme-wide',
            cameraMove: pull,
          },
        ],
      },
    ],
  },
  'product-clip': {
    frameSize: wide,
    styleNotes: 'Studio light, dark background, crisp reflections, slow movement.',
    scenes: [
      {
        heading: 'Product',
        synopsis: 'One object, seen well.',
        shots: [
          {
            title: 'Silhouette',
            prompt: 'The outline of the product against a slow sweep of light.',
            notes: 'Curiosity first.',
            seconds: 3,
            shotSize: 'close-up',
            cameraMove: panLeft,
          },
          {
            title: 'Material',
            prompt: 'The surface of the product so near that its texture fills the picture.',
            notes: 'What would a hand feel?',
            seconds: 3,
            shotSize: 'extreme-close-up',
            cameraMove: panRight,
          },
          {
            title: 'Turn',
            prompt: 'The product turns once on a dark turntable, light runs along its edges.',
            notes: 'All sides.',
            seconds: 5,
            shotSize: 'medium',
          },
          {
            title: 'In use',
            prompt: 'A hand takes the product and uses it once.',
            notes: 'Scale and purpose.',
            seconds: 4,
            shotSize: 'medium-close-up',
          },
          {
            title: 'Hero',
            prompt: 'The product stands whole and lit before a plain background, room for text.',
            notes: 'Name and price are set over this.',
            seconds: 4,
            shotSize: 'medium',
            cameraMove: push,
          },
        ],
      },
    ],
  },
  'vertical-story': {
    frameSize: tall,
    styleNotes: 'Phone camera look, daylight, close and personal.',
    scenes: [
      {
        heading: 'Story',
        synopsis: 'Told in a portrait picture, for a phone.',
        shots: [
          {
            title: 'Hook',
            prompt: 'A face very near, eyes wide, about to say something.',
            notes: 'Keep the upper and lower fifth free: buttons lie over them.',
            seconds: 2,
            shotSize: 'close-up',
            dialogue: 'ME: You will not believe this.',
          },
          {
            title: 'Before',
            prompt: 'The same person in an untidy room, seen whole.',
            notes: 'How it was.',
            seconds: 3,
            shotSize: 'full',
          },
          {
            title: 'The change',
            prompt: 'Hands at work from above, quick cuts of one task.',
            notes: 'One movement a second.',
            seconds: 4,
            shotSize: 'insert',
            angle: 'overhead',
          },
          {
            title: 'After',
            prompt: 'The same room, transformed, sun through the window.',
            notes: 'The same angle as before: it begs to be compared.',
            seconds: 3,
            shotSize: 'full',
            cameraMove: tiltUp,
          },
          {
            title: 'Loop',
            prompt: 'The face from the beginning leans in again.',
            notes: 'The last frame leads back to the first.',
            seconds: 2,
            shotSize: 'close-up',
            dialogue: 'ME: Watch again.',
          },
        ],
      },
    ],
  },
};
