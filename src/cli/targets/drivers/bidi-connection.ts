/** One WebSocket of WebDriver BiDi (w3.org/TR/webdriver-bidi): commands with numbers, and their answers. */
export class BidiConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly closed: Promise<void>;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    this.closed = new Promise((resolve) => socket.addEventListener('close', () => resolve()));
    void this.closed.then(() => {
      for (const { reject } of this.#waiting.values())
        reject(new Error('The browser closed the connection.'));
      this.#waiting.clear();
    });
  }

  static open(address: string): Promise<BidiConnection> {
    const socket = new WebSocket(address);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new BidiConnection(socket)), { once: true });
      socket.addEventListener('error', () => reject(new Error(`${address} took no connection.`)), {
        once: true,
      });
    });
  }

  send<Result>(method: string, params: object): Promise<Result> {
    if (this.#socket.readyState !== WebSocket.OPEN)
      return Promise.reject(new Error('The browser closed the connection.'));
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer.promise as Promise<Result>;
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as {
      type: string;
      id?: number | null;
      result?: unknown;
      error?: string;
      message?: string;
    };
    const answer = this.#waiting.get(message.id ?? 0);
    // Events are not asked for.
    if (answer === undefined) return;
    this.#waiting.delete(message.id ?? 0);
    if (message.type === 'error') answer.reject(new Error(`${message.error}: ${message.message}`));
    else answer.resolve(message.result);
  }
}
