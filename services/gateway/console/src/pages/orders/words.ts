// How an order's states read: tones, names, the sentences of dialogs. Pure.
import type { Tone } from '../../parts/Badge';
import { words } from '../../parts/format';

const progressTones: Record<string, Tone> = {
    UNFULFILLED: 'idle',
    BACKORDERED: 'warn',
    PARTLY_BACKORDERED: 'warn',
    RESERVED: 'info',
    PARTLY_ROUTED: 'info',
    ROUTED: 'info',
    IN_PROGRESS: 'info',
    PARTLY_SHIPPED: 'info',
    SHIPPED: 'good',
    PARTLY_DELIVERED: 'good',
    DELIVERED: 'good',
    CANCELLED: 'idle',
};

/** In the order in which an order passes them. */
export const progressNames = Object.keys(progressTones);
export const statusNames = ['ACCEPTED', 'CANCEL_PENDING', 'CANCELLED', 'CLOSED'];
export const holdNames = [
    'AWAITING_PAYMENT',
    'FRAUD_REVIEW',
    'BAD_ADDRESS',
    'CREDIT',
    'EXPORT',
    'OPS',
    'OTHER',
];

/** The services' enums carry prefixes, the read model's words do not. */
export function bare(name: string): string {
    return name.replace(
        /^(ORDER_STATUS|PROGRESS|HOLD|RETURN_STATUS|RETURN_REASON|FULFILLMENT|DISPOSITION|RESOLUTION)_/,
        '',
    );
}

export function progressTone(progress: string): Tone {
    return progressTones[bare(progress)] ?? 'idle';
}

/** "Accepted" says nothing beside how far it is; a cancelled order is both. */
export function stateWords(status: string, progress: string): string {
    const state = bare(status);
    if (state === 'CANCEL_PENDING') return 'Being cancelled';
    if (state === 'CANCELLED') return 'Cancelled';
    return words(bare(progress));
}

export function fulfillmentTone(name: string): Tone {
    const status = bare(name);
    if (status === 'SHIPPED' || status === 'DELIVERED' || status === 'READY') return 'good';
    if (status === 'REJECTED') return 'bad';
    if (status === 'CANCELLED') return 'idle';
    return 'info';
}

export function returnTone(status: string): Tone {
    const state = bare(status);
    if (state === 'REQUESTED') return 'warn';
    if (['RESOLVED', 'CLOSED'].includes(state)) return 'good';
    if (['DECLINED', 'EXPIRED', 'CANCELLED'].includes(state)) return 'idle';
    return 'info';
}

export const choicesOf = (names: string[], any: string): [string, string][] => [
    ['', any],
    ...names.map((name): [string, string] => [name, words(name)]),
];

/** Days since 1970 -> ms of its noon in UTC, so that it is the same day nearly everywhere. */
export function msOfDay(day: number): number {
    return day * 86_400_000 + 43_200_000;
}
