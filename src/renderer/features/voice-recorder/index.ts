export { VoiceRecorder } from './voice-recorder.tsx';
