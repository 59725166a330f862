export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'inferometer-theme';

/** Light, dark, or what the system says; remembered on this device. */
export class ThemeChoice {
  theme = $state<Theme>('system');

  restore(): void {
    const stored = readStored();
    if (stored !== null) this.choose(stored);
  }

  choose(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(storageKey, theme);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
}

function readStored(): Theme | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return themes.find((theme) => theme === stored) ?? null;
  } catch {
    return null;
  }
}
