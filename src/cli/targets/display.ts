/** Why no window can be shown here, as a sentence; null where one can. Only X11 and Wayland systems go without a screen. */
export function displayProblem(
  environment: Record<string, string | undefined> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (platform === 'win32' || platform === 'darwin') return null;
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  if (has('DISPLAY') || has('WAYLAND_DISPLAY')) return null;
  return 'There is no display to show a browser on (DISPLAY is not set). Without a window, or under xvfb-run, none is needed.';
}
