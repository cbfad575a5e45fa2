// Light or dark: the system's choice until the button is used. The choice is kept where the browser allows it.
import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const KEY = 'racewire-theme';

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // A page from disk may have no storage.
  }
}

const systemIsDark = (): boolean => globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;

export function ThemeButton(): JSX.Element {
  const [theme, set] = useState(stored);
  const dark = theme === null ? systemIsDark() : theme === 'dark';
  const use = (chosen: string): void => {
    set(chosen);
    document.documentElement.dataset['theme'] = chosen;
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // It holds for this visit.
    }
  };
  useLayoutEffect(() => {
    if (theme !== null) document.documentElement.dataset['theme'] = theme;
  }, []);
  return (
    <button type="button" class="theme" onClick={() => use(dark ? 'light' : 'dark')}>
      {dark ? 'Light colours' : 'Dark colours'}
    </button>
  );
}
