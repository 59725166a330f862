/** The endpoint's settings, from the environment. */
export interface ServiceSettings {
  /** TRUSTED_PROXIES: how many proxies before this server write X-Forwarded-For; 0 unless set. */
  readonly trustedProxies: number;
  /** METRICS_TOKEN: what a reader of /metrics on the site's own port must show; without it there is none there. */
  readonly metricsToken: string | null;
  /** METRICS_PORT: where /metrics is served without a token; null serves it nowhere. 0 takes a free one. */
  readonly metricsPort: number | null;
  /** METRICS_HOST: the address of that port; this machine's loopback unless set. */
  readonly metricsHost: string;
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
  const port = environment['METRICS_PORT']?.trim() || null;
  if (port !== null && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)) {
    throw new Error(`METRICS_PORT is "${port}", but must be a whole number from 0 to 65535.`);
  }
  const host = environment['METRICS_HOST']?.trim() || '127.0.0.1';
  if (!/^[\w.:-]+$/.test(host)) {
    throw new Error(`METRICS_HOST is "${host}", but must be an address of this machine.`);
  }
  const limit = environment['SUBMISSION_LIMIT']?.trim() || 'on';
  if (limit !== 'on' && limit !== 'off') {
    throw new Error(`SUBMISSION_LIMIT is "${limit}", but must be "on" or "off".`);
  }
  return {
    trustedProxies: Number(proxies),
    metricsToken: environment['METRICS_TOKEN']?.trim() || null,
    metricsPort: port === null ? null : Number(port),
    metricsHost: host,
    limitsSubmissions: limit === 'on',
  };
}
