// Where the units of a line are, each counted once: what has been delivered is not shown as shipped,
// what is picked not as allocated. Pure.
import type { LineView } from '../../api/order';

export type Stage =
    | 'delivered'
    | 'shipped'
    | 'picked'
    | 'allocated'
    | 'reserved'
    | 'backordered'
    | 'waiting'
    | 'cancelled';

export const stageWords: Record<Stage, string> = {
    delivered: 'delivered',
    shipped: 'shipped',
    picked: 'picked',
    allocated: 'allocated',
    reserved: 'reserved',
    backordered: 'backordered',
    waiting: 'not yet promised',
    cancelled: 'cancelled',
};

/** Furthest first; stages without units are left out. */
export function stagesOf(line: LineView): [Stage, number][] {
    const delivered = Number(line.delivered);
    const shipped = Number(line.shipped);
    const allocated = Number(line.allocated);
    const picked = Math.min(allocated, Math.max(0, Number(line.picked) - shipped));
    const reserved = Number(line.reserved);
    const backordered = Number(line.backordered);
    const cancelled = Number(line.cancelled);
    const known = shipped + allocated + reserved + backordered + cancelled;
    const all: [Stage, number][] = [
        ['delivered', delivered],
        ['shipped', shipped - delivered],
        ['picked', picked],
        ['allocated', allocated - picked],
        ['reserved', reserved],
        ['backordered', backordered],
        ['waiting', Number(line.ordered) - known],
        ['cancelled', cancelled],
    ];
    return all.filter(([, units]) => units > 0);
}

/** The same of all lines together. */
export function stagesOfAll(lines: LineView[]): [Stage, number][] {
    const sums = new Map<Stage, number>();
    for (const [stage, units] of lines.flatMap(stagesOf))
        sums.set(stage, (sums.get(stage) ?? 0) + units);
    const order = Object.keys(stageWords) as Stage[];
    return order.flatMap((stage): [Stage, number][] => {
        const units = sums.get(stage);
        return units === undefined ? [] : [[stage, units]];
    });
}

/** Units that may still be cancelled or changed: ordered, neither cancelled nor shipped. */
export function openUnits(line: LineView): number {
    return Number(line.ordered) - Number(line.cancelled) - Number(line.shipped);
}

/** Units that left and are on no open return. */
export function returnableUnits(line: LineView): number {
    return Math.max(0, Number(line.shipped) - Number(line.returnRequested));
}

/** Sum of price times what is not cancelled, exactly. */
export function valueMinor(lines: LineView[]): string {
    return lines
        .reduce(
            (sum, line) =>
                sum + BigInt(line.unitPriceMinor) * (BigInt(line.ordered) - BigInt(line.cancelled)),
            0n,
        )
        .toString();
}
