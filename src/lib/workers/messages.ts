/**
 * The shape of everything that crosses between a page and a worker. A channel's calls are given as a map from the
 * call's name to its request, its reply and the events it may send meanwhile; ids keep late answers apart.
 */
export type CallMap = Record<string, { request: unknown; reply: unknown; event: unknown }>;

export type ToWorker<Calls extends CallMap> = {
  [Name in keyof Calls & string]: { id: number; call: Name; request: Calls[Name]['request'] };
}[keyof Calls & string];

export type FromWorker<Calls extends CallMap> =
  | {
      [Name in keyof Calls & string]:
        | { id: number; call: Name; type: 'reply'; reply: Calls[Name]['reply'] }
        | { id: number; call: Name; type: 'event'; event: Calls[Name]['event'] };
    }[keyof Calls & string]
  /** The handler threw: a bug, or something the engine never told anybody. */
  | { id: number; type: 'thrown'; name: string; message: string };

/** How a call ended. Only `answered` is what the worker meant to say. */
export type CallOutcome<Reply> =
  | { status: 'answered'; reply: Reply }
  | { status: 'thrown'; name: string; message: string }
  | { status: 'timeout'; limitMs: number }
  | { status: 'crashed'; message: string }
  | { status: 'terminated' };
