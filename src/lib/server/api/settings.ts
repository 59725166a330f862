/** The endpoint's settings, from the environment. */
export interface ServiceSettings {
  /** TRUSTED_PROXIES: how many proxies before this server write X-Forwarded-For; 0 unless set. */
  readonly trustedProxies: number;
  /** METRICS_TOKEN: what a reader of /metrics must show; there is no /metrics without it. */
  readonly metricsToken: string | null;
  /** SUBMISSION_LIMIT=off switches the limits for submissions of one network off. For benches and closed networks. */
  readonly limitsSubmissions: boolean;
}

/** @throws Error with a sentence where a setting cannot be meant */
export function readServiceSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ServiceSettings {
  const proxies = environment['TRUSTED_PROXIES']?.trim() || '0';
  if (!/^\d{1,2}$/.test(proxies)) {
    throw new Error(`TRUSTED_PROXIES is "${proxies}", but must be the number of proxies before this server.`);
  }
  const limit = environment['SUBMISSION_LIMIT']?.trim() || 'on';
  if (limit !== 'on' && limit !== 'off') {
    throw new Error(`SUBMISSION_LIMIT is "${limit}", but must be "on" or "off".`);
  }
  return {
    trustedProxies: Number(proxies),
    metricsToken: environment['METRICS_TOKEN']?.trim() || null,
    limitsSubmissions: limit === 'on',
  };
}
