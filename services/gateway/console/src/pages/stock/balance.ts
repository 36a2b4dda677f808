// The stock of a SKU added up: what lies where, what of it can be promised. Pure.
import type { SkuLocation, SkuView } from '../../api/types';

export interface Totals {
    onHand: number;
    unavailable: number;
    allocated: number;
    inbound: number;
}

export function totalsOf(locations: SkuLocation[]): Totals {
    const add = (of: (location: SkuLocation) => number) =>
        locations.reduce((sum, location) => sum + of(location), 0);
    return {
        onHand: add((location) => location.onHand),
        unavailable: add((location) => location.unavailable),
        allocated: add((location) => location.allocated),
        inbound: add((location) => location.inbound),
    };
}

/** What an operator may take for sellable at a location: fit for sale, not kept back, not pinned. */
export function freeAt(location: SkuLocation): number {
    return Math.max(
        0,
        location.onHand - location.unavailable - location.safetyStock - location.allocated,
    );
}

/** Whether the parts make the whole: the head's numbers against the locations'. */
export function addsUp(view: SkuView): boolean {
    return totalsOf(view.locations).onHand === view.summary.onHand;
}

/** Days that the stock lasts at the forecast's mean; undefined: not known, or for ever. */
export function daysOfSupply(onHand: number, meanPerDay: number): number | undefined {
    return meanPerDay > 0 ? onHand / meanPerDay : undefined;
}

/** Below the reorder point, counting what is on its way. */
export function isToReorder(location: SkuLocation): boolean {
    return (
        location.reorderPoint > 0 &&
        location.onHand - location.unavailable + location.inbound <= location.reorderPoint
    );
}
