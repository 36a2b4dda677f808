// Cut-offs in the time zone of the location: when the next one is, and how long until then. Pure.

const dayMs = 86_400_000;

/** Minutes after midnight now in a time zone; undefined: no such zone. */
export function minuteIn(timeZone: string, nowMs: number): number | undefined {
    try {
        const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone: timeZone || 'UTC',
            hour: '2-digit',
            minute: '2-digit',
            hourCycle: 'h23',
        }).formatToParts(nowMs);
        const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
        return of('hour') * 60 + of('minute');
    } catch {
        return undefined;
    }
}

/** "17:00" of 1020. */
export function minuteText(minute: number): string {
    const two = (value: number) => String(value).padStart(2, '0');
    return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

/** What is planned from now on leaves with this one: ms until then; undefined: there is none. */
export function untilCutOff(
    cutOffMinute: number,
    timeZone: string,
    nowMs: number,
): number | undefined {
    const minute = minuteIn(timeZone, nowMs);
    if (minute === undefined || cutOffMinute <= 0 || cutOffMinute >= 1440) return undefined;
    const secondsIntoMinute = nowMs % 60_000;
    const left = (cutOffMinute - minute) * 60_000 - secondsIntoMinute;
    return left > 0 ? left : left + dayMs;
}

/** "2 h 05 min", "12 min", "40 s": what a countdown reads. */
export function countdown(ms: number): string {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** The wall clock of a place: "Mon 14:05". */
export function clockThere(timeZone: string, nowMs: number): string {
    try {
        return new Intl.DateTimeFormat('en-GB', {
            timeZone: timeZone || 'UTC',
            weekday: 'short',
            hour: '2-digit',
            minute: '2-digit',
        }).format(nowMs);
    } catch {
        return '';
    }
}
