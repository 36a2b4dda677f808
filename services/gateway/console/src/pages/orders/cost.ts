// Costs of routing: billionths of the policy's currency. Pure.
import type { Candidate, Decision } from '../../api/routing';

const perUnit = 1_000_000_000n;

/** Two digits, or four when the cost is less than a tenth of a unit: "12.40", "0.0313". */
export function costText(nano: string | bigint): string {
    const value = BigInt(nano);
    const sign = value < 0n ? '-' : '';
    const whole = value < 0n ? -value : value;
    const digits = whole !== 0n && whole < perUnit / 10n ? 4 : 2;
    const step = 10n ** BigInt(9 - digits);
    const rounded = (whole + step / 2n) / step;
    const text = rounded.toString().padStart(digits + 1, '0');
    return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Names of the terms that cost somebody something, in the order in which they are first told. */
export function termNames(candidates: Candidate[]): string[] {
    const names = new Set<string>();
    for (const candidate of candidates)
        for (const term of candidate.terms) if (term.nano !== '0') names.add(term.name);
    return [...names];
}

export function termOf(candidate: Candidate, name: string): string {
    const term = candidate.terms.find((one) => one.name === name);
    return term === undefined || term.nano === '0' ? '' : costText(term.nano);
}

export function isChosen(decision: Decision, location: string): boolean {
    return decision.legs.some((leg) => leg.location === location);
}

/** "Leeds with Bristol, 2 parcels, 3.20 EUR more, 41.0 km more in all". */
export function runnerUpWords(decision: Decision): string {
    if (decision.runnerUp.length === 0) return '';
    const parts = [decision.runnerUp.map((leg) => leg.location).join(' with ')];
    if (decision.runnerUp.length !== decision.legs.length)
        parts.push(
            `${decision.runnerUp.length} ${decision.runnerUp.length === 1 ? 'parcel' : 'parcels'}`,
        );
    if (decision.marginNano !== '0')
        parts.push(`${costText(decision.marginNano)} ${decision.currency} more`);
    const metres = Number(decision.marginM);
    if (metres !== 0)
        parts.push(
            `${(Math.abs(metres) / 1000).toFixed(1)} km ${metres > 0 ? 'more' : 'less'} in all`,
        );
    return parts.join(', ');
}
