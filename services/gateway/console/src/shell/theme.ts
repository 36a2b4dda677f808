// Light or dark: as the system has it, until a person chooses; the choice is remembered here.
import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const key = 'crossdock.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

function chosen(): Theme | undefined {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : undefined;
}

export const theme = signal<Theme>(chosen() ?? (system.matches ? 'dark' : 'light'));

function show(value: Theme): void {
    document.documentElement.dataset['theme'] = value;
    theme.value = value;
}

export function startTheme(): void {
    show(theme.value);
    system.addEventListener('change', () => {
        if (!chosen()) show(system.matches ? 'dark' : 'light');
    });
}

export function toggleTheme(): void {
    const next = theme.value === 'dark' ? 'light' : 'dark';
    localStorage.setItem(key, next);
    show(next);
}

/** The value of a design token now, for what is drawn on a canvas. */
export function token(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
