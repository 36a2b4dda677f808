// Calendar days as the services count them: days since 1970-01-01, of no time zone. 0 is no day.
import { none } from './format';

export const dayMs = 86_400_000;

const dayFormat = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
});
const shortFormat = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
});

export function dayText(day: number): string {
    return day === 0 ? none : dayFormat.format(day * dayMs);
}

export function shortDay(day: number): string {
    return shortFormat.format(day * dayMs);
}

/** What <input type="date"> holds; empty for no day. */
export function dateOfDay(day: number): string {
    return day === 0 ? '' : new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Back again; 0 for an empty or unreadable date. */
export function dayOfDate(date: string): number {
    const ms = Date.parse(`${date}T00:00:00Z`);
    return Number.isNaN(ms) ? 0 : Math.round(ms / dayMs);
}

export function today(nowMs: number): number {
    return Math.floor(nowMs / dayMs);
}
