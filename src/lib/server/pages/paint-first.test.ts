import { expect, it } from 'vitest';
import { paintFirst } from './paint-first.ts';

const start = `<p>Text</p><script nonce="n">{
  Promise.all([
    import("./_app/start.js"),
    import("./_app/app.js")
  ]).then(([kit, app]) => { kit.start(app); });
}</script>`;
/** More than are asked for at a time. */
const scripts = ['start', 'app', 'a', 'b', 'c', 'd', 'e'].map((name) => `./_app/${name}.js`);
const links = [
  ...scripts.map((address) => `<${address}>; rel="modulepreload"; nopush`),
  '<./style.css>; rel="preload"; as="style"',
].join(', ');
const rendered = (html: string, link?: string) => ({
  html,
  response: new Response(null, { headers: link === undefined ? {} : { link } }),
});

it('names the scripts in the page, behind its first frame, and leaves other links in the header', () => {
  const { html, response } = paintFirst(rendered(start, links));
  expect(response.headers.get('link')).toBe('<./style.css>; rel="preload"; as="style"');
  expect(html).toContain(JSON.stringify(scripts));
  expect(html.indexOf('requestAnimationFrame')).toBeLessThan(html.indexOf('import("./_app/start.js")'));
  expect(html.startsWith('<p>Text</p><script nonce="n">')).toBe(true);
});

it('makes a script that asks for nothing before the second frame, and goes on as before', async () => {
  const script = /<script[^>]*>([^]*)<\/script>/.exec(paintFirst(rendered(start, links)).html)?.[1] ?? '';
  const frames: (() => void)[] = [];
  const log: string[] = [];
  const document = {
    hidden: false,
    head: { append: ({ href }: { href: string }) => log.push(`link ${href}`) },
    createElement: () => ({}),
  };
  const asked = (address: string) =>
    Promise.resolve(log.push(address)).then(() => ({ start: () => log.push('started') }));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what a page's inline script does is what is tested
  const run = new Function(
    'document',
    'requestAnimationFrame',
    'asked',
    script.replaceAll('import(', 'asked('),
  );
  run(document, (frame: () => void) => frames.push(frame), asked);
  await tick();
  expect(log).toEqual([]);
  frames.shift()?.();
  await tick();
  expect(log).toEqual([]);
  frames.shift()?.();
  const asksFor = scripts.map((address) => `link ${address}`);
  await Promise.resolve();
  await Promise.resolve();
  expect(log).toEqual(asksFor.slice(0, 5));
  await tick();
  await tick();
  expect(log).toEqual([...asksFor, './_app/start.js', './_app/app.js', 'started']);
});

it.each([
  ['without links', rendered(start)],
  ['without the script that starts it', rendered('<p>Text</p>', links)],
])('leaves a page as it is %s', (_, page) => {
  const { html, response } = paintFirst(page);
  expect([html, response.headers.get('link')]).toEqual([page.html, page.response.headers.get('link')]);
});

const tick = () => new Promise((resolve) => setTimeout(resolve));
