// How values read: money, quantities, times, words of the vocabulary. Pure; 64-bit values come as the
// strings that JSON has them in.

const locale = 'en-GB';
const number = new Intl.NumberFormat(locale);
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const oneDigit = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
});

/** The dash stands for "nothing here". */
export const none = '–';

export function count(value: number | string | undefined): string {
    if (value === undefined || value === '') return none;
    return number.format(typeof value === 'number' ? value : BigInt(value));
}

export function decimal(value: number | undefined): string {
    return value === undefined ? none : tenths.format(value);
}

/** For a column, whose points stand below each other: 4 is 4.0. */
export function tenth(value: number | undefined): string {
    return value === undefined ? none : oneDigit.format(value);
}

export function percent(ratio: number | undefined): string {
    return ratio === undefined ? none : `${tenths.format(ratio * 100)} %`;
}

/** How far what was expected lay beside what came: "3.4 % too low". */
export function biasText(ratio: number | undefined): string {
    if (ratio === undefined) return none;
    const size = percent(Math.abs(ratio));
    if (size === percent(0)) return 'none';
    return `${size} ${ratio > 0 ? 'too high' : 'too low'}`;
}

export function signed(value: number): string {
    return value > 0 ? `+${number.format(value)}` : number.format(value);
}

/** Digits after the point of a currency, by ISO 4217: 2 of EUR, 0 of JPY, 3 of KWD. */
export function minorDigits(currency: string): number {
    try {
        const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
        return format.resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
        return 2;
    }
}

/** "1234", "EUR" -> "€12.34"; exact at any size. An unknown currency is written behind. */
export function money(minor: string | undefined, currency: string): string {
    if (minor === undefined || minor === '') return none;
    const value = BigInt(minor);
    const digits = minorDigits(currency);
    const all = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
    const text =
        (value < 0n ? '-' : '') +
        (digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`);
    try {
        const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
        return format.format(text as unknown as number); // a decimal text is taken exactly
    } catch {
        return `${text} ${currency}`.trim();
    }
}

/** Microseconds since 1970 -> milliseconds; 0 and empty mean never. */
export function msOfUs(us: string | number | undefined): number | undefined {
    if (us === undefined || us === '' || us === '0' || us === 0) return undefined;
    return Math.floor(Number(us) / 1000);
}

const absoluteFormat = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
});
const dayFormat = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
});
const clockFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });

export function absoluteTime(ms: number): string {
    return absoluteFormat.format(ms);
}
export function dayTime(ms: number): string {
    return dayFormat.format(ms);
}
export function clockTime(ms: number): string {
    return clockFormat.format(ms);
}
/** 14:03:07.123 of an event's time. */
export function exactClock(ms: number): string {
    const at = new Date(ms);
    const two = (part: number) => String(part).padStart(2, '0');
    const thousandths = String(at.getMilliseconds()).padStart(3, '0');
    return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${thousandths}`;
}

const steps: [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
];

/** "3 min ago", "in 2 h", "now". */
export function relativeTime(ms: number, nowMs: number): string {
    const distance = Math.abs(nowMs - ms);
    for (const [step, word] of steps) {
        if (distance >= step) {
            const amount = `${Math.floor(distance / step)} ${word}`;
            return ms <= nowMs ? `${amount} ago` : `in ${amount}`;
        }
    }
    return 'now';
}

export function duration(ms: number): string {
    if (ms < 1000) return `${Math.round(ms)} ms`;
    for (const [step, word] of steps) {
        if (ms >= step) return `${tenths.format(ms / step)} ${word}`;
    }
    return none;
}

/** PARTLY_SHIPPED -> "Partly shipped"; HOLD_CREDIT with prefix HOLD_ -> "Credit". */
export function words(name: string, prefix = ''): string {
    const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const text = bare.toLowerCase().replaceAll('_', ' ');
    return text === '' ? none : text.charAt(0).toUpperCase() + text.slice(1);
}

/** crossdock.order.v1.OrderPlaced -> OrderPlaced */
export function shortType(type: string): string {
    return type.slice(type.lastIndexOf('.') + 1);
}

/** "OrderPlaced" or its full name -> "Order placed" */
export function typeWords(type: string): string {
    return words(shortType(type).replace(/([a-z])([A-Z])/g, '$1_$2'));
}
