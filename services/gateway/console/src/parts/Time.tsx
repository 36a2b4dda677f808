// A time: how long ago, and exactly when as its title. All of them share one clock.
import { signal } from '@preact/signals';
import { absoluteTime, dayTime, msOfUs, none, relativeTime } from './format';

const now = signal(Date.now());
setInterval(() => {
    if (document.visibilityState === 'visible') now.value = Date.now();
}, 5000);

const weekMs = 7 * 86_400_000;

/** Give us (as the answers have it) or ms. Never is a dash; more than a week away is a date. */
export function Time({ us, ms }: { us?: string | number | undefined; ms?: number | undefined }) {
    const at = ms ?? msOfUs(us);
    if (at === undefined) return <span class="muted">{none}</span>;
    const far = Math.abs(now.value - at) > weekMs;
    return (
        <time dateTime={new Date(at).toISOString()} title={absoluteTime(at)} class="nowrap">
            {far ? dayTime(at) : relativeTime(at, Math.max(now.value, Date.now()))}
        </time>
    );
}
