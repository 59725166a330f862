/** An answer before it goes out: SvelteKit's way (`responseOf`) or straight through Node's server (direct-answers.ts). */
export interface Answer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
}

export function responseOf({ status, headers, text }: Answer): Response {
  return new Response(text, { status, headers });
}
