/** Connections: the endpoints that generate, each made by a person, but for the built-in engine. */
import type { ConnectionId } from './ids.ts';
import type { Micros } from './money.ts';

/** Every kind of endpoint that the studio can talk to. */
export const connectionKinds = [
  'animatic',
  'openai',
  'gemini',
  'runway',
  'luma',
  'fal',
  'replicate',
  'openrouter',
  'comfyui',
] as const;

/** One kind of endpoint. */
export type ConnectionKind = (typeof connectionKinds)[number];

/** What may be sent over a connection besides words. */
export type SendPermissions = { images: boolean; voice: boolean; video: boolean };

/** How a server that speaks the shape of OpenAI's Videos API differs from it. */
export type VideoDialect = {
  /** `none` where the connection is used for other things only. */
  name: 'openai' | 'vllm-omni' | 'sglang' | 'aquiles' | 'custom' | 'none';
  /** What stands between the address and `/videos`, such as `/v1` or nothing. */
  pathPrefix: string;
  encoding: 'multipart' | 'json';
  secondsType: 'string' | 'number';
  /**
   * `file`: uploaded under `referenceField`; `image-json`: a JSON text `{"image_url": …}`; `url`: a data URL as text;
   * `none`: takes no picture.
   */
  referenceStyle: 'file' | 'image-json' | 'url' | 'none';
  referenceField: string;
  /** Names of the fields for these settings; null where the server has none. */
  seedField: string | null;
  negativePromptField: string | null;
  /** Fields sent with each request as they are. */
  extraFields: Record<string, string>;
};

/** One workflow of a ComfyUI server, in its API format, with the inputs that the studio fills in. */
export type ComfyWorkflow = {
  /** The model id under which it is listed. */
  name: string;
  /** The API-format graph: node id to `{class_type, inputs}`. */
  graph: Record<string, unknown>;
  bindings: ComfyBinding[];
};

/** What can be filled into a workflow, in the order of the list that a person chooses from. */
export const bindingSources = [
  'prompt',
  'negative-prompt',
  'seed',
  'width',
  'height',
  'frames',
  'seconds',
  'frame-rate',
  'first-frame',
  'last-frame',
  'reference',
  'voice',
  'file-prefix',
] as const;

/** What the studio can fill in. */
export type BindingSource = (typeof bindingSources)[number];

/** Where in the graph a value goes. */
export type ComfyBinding = {
  source: BindingSource;
  nodeId: string;
  inputName: string;
};

/** An endpoint that generates. Keys and header values are kept by the host and are in no record. */
export type Connection = {
  id: ConnectionId;
  kind: ConnectionKind;
  label: string;
  /** Without a trailing slash; empty for the built-in engine. */
  baseUrl: string;
  /** `http://user@host:8080`; empty means none. */
  proxyUrl: string;
  /** Names of additional headers, whose values are kept like keys. */
  headerNames: string[];
  hasKey: boolean;
  /** Jobs that it works on at once. */
  concurrency: number;
  isPaused: boolean;
  maySend: SendPermissions;
  /** Most that may be spent over it in one calendar month, local time; null means no limit. */
  monthlyBudget: Micros | null;
  /** Whether copies at the provider are deleted after a verified download, where its API can. */
  removesRemoteCopies: boolean;
  /** Whether prompt and pictures are shown to `precheckConnectionId` before a request. */
  precheckConnectionId: ConnectionId | null;
  /** Only for `openai`. */
  dialect: VideoDialect | null;
  /** Only for `comfyui`. */
  workflows: ComfyWorkflow[];
  createdAtMs: number;
};

/** What a person can change of a connection; what is left out stays. */
export type ConnectionPatch = Partial<Omit<Connection, 'id' | 'kind' | 'hasKey' | 'headerNames' | 'createdAtMs'>>;

/** What a look at the other side found. */
export type ConnectionReport = {
  kind: 'works' | 'works-with-limits' | 'fails';
  /** What was found, most important first: keys of the catalogue under `connections.report`, with their values. */
  findings: Array<{ key: ReportKey; params: Record<string, string | number> }>;
  modelCount: number;
  checkedAtMs: number;
};

/** Everything that a test can find. */
export const reportKeys = [
  'answered',
  'modelsListed',
  'modelsUnreadable',
  'noModelList',
  'credits',
  'version',
  'keyRejected',
  'keyMissing',
  'keysLocked',
  'noCredit',
  'forbidden',
  'rateLimited',
  'notFound',
  'notThisKind',
  'offline',
  'unreachable',
  'timedOut',
  'insecure',
  'serverError',
  'videoNotOffered',
  'workflowInvalid',
] as const;

/** One thing that a test can find; a key of the catalogue under `connections.report`. */
export type ReportKey = (typeof reportKeys)[number];
