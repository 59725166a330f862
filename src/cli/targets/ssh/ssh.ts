import { readFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../../scripts/paths.ts';
import { refused, valid, type Parsed } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import type { OpenBrowser } from '../driven-browser.ts';
import { freePort } from '../free-port.ts';
import { connectOverDevtools } from '../remote/remote.ts';

const startLimitMs = 90_000;

/**
 * A browser on a device that ssh reaches. One ssh connection carries everything: it runs scripts/device-launcher.sh
 * there, brings the browser's DevTools here, and the site to the device's own localhost. When it ends, the browser ends.
 */
export const openSsh: OpenBrowser<TargetOf<'ssh'>> = async (target, { siteUrl, onExit }) => {
  const sitePort = new URL(siteUrl).port;
  const port = await freePort();
  const connection = await connect(target, sitePort, port);
  if (connection.status === 'refused') return connection;
  onExit(connection.value.end);
  const browser = await connectOverDevtools(`http://127.0.0.1:${port}`, {
    switches: connection.value.switches,
    alsoClose: connection.value.end,
  });
  if (browser.status === 'refused') connection.value.end();
  return browser;
};

interface Connection {
  readonly switches: readonly string[];
  readonly end: () => void;
}

async function connect(target: TargetOf<'ssh'>, sitePort: string, port: number): Promise<Parsed<Connection>> {
  const launcher = await readFile(join(projectRoot, 'scripts', 'device-launcher.sh'), 'utf8');
  const parameters = [
    ...(target.port === undefined ? [] : ['-p', String(target.port)]),
    ...['-o', 'BatchMode=yes', '-o', 'ExitOnForwardFailure=yes', '-o', 'ServerAliveInterval=15'],
    ...['-R', `${sitePort}:127.0.0.1:${sitePort}`, '-L', `${port}:127.0.0.1:${port}`],
    ...[target.host, `sh -s -- ${port} ${target.switches} ${quoted(target.browser ?? '')}`],
  ];
  const child = spawn(target.ssh, parameters, { stdio: ['pipe', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  const settled = Promise.withResolvers<Parsed<Connection>>();
  const end = (): void => {
    child.stdin.destroy();
    setTimeout(() => child.kill(), 5000).unref();
  };
  const timer = setTimeout(() => {
    end();
    settled.resolve(refused(`${target.host} did not start a browser within ${startLimitMs / 1000} seconds.`));
  }, startLimitMs);
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    const switches = /^ready (.*)$/m.exec(out)?.[1];
    if (switches !== undefined)
      settled.resolve(valid({ switches: switches.split(' ').filter(Boolean), end }));
  });
  child.once('error', () => settled.resolve(refused(`${target.ssh} could not be started: install OpenSSH.`)));
  child.once('close', () => settled.resolve(refused(`${target.host}: ${lastLine(error)}`)));
  // What follows the script's text keeps the connection open, and with it the browser.
  child.stdin.write(`${launcher}\n`);
  const outcome = await settled.promise;
  clearTimeout(timer);
  return outcome;
}

/** For the device's shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function lastLine(text: string): string {
  const line = text.trim().split(/\r?\n/).at(-1) ?? '';
  return line === '' ? 'the ssh connection ended without a word.' : /[.!]$/.test(line) ? line : `${line}.`;
}
