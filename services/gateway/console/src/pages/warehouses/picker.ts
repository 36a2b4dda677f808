// Which picker works at this device: a person's or handheld's code, kept in the browser.
import { signal } from '@preact/signals';
import { session } from '../../shell/session';

const key = 'crossdock.picker';

function stored(): string {
    try {
        return localStorage.getItem(key) ?? '';
    } catch {
        return '';
    }
}

const kept = signal(stored());

export function picker(): string {
    return kept.value || (session.value?.name ?? '');
}

export function setPicker(code: string): void {
    kept.value = code;
    try {
        localStorage.setItem(key, code);
    } catch {
        // A browser that keeps nothing asks again the next time.
    }
}
