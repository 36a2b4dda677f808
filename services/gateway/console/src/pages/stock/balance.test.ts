import { expect, it } from 'vitest';
import type { SkuLocation, SkuView } from '../../api/types';
import { addsUp, daysOfSupply, freeAt, isToReorder, totalsOf } from './balance';

const at = (numbers: Partial<SkuLocation>): SkuLocation => ({
    location: 'A',
    onHand: 0,
    unavailable: 0,
    allocated: 0,
    inbound: 0,
    safetyStock: 0,
    reorderPoint: 0,
    orderUpTo: 0,
    bin: '',
    ...numbers,
});

it('adds up over locations', () => {
    const all = [
        at({ onHand: 10, unavailable: 2, allocated: 3, inbound: 5 }),
        at({ onHand: 4, allocated: 4 }),
    ];
    expect(totalsOf(all)).toEqual({ onHand: 14, unavailable: 2, allocated: 7, inbound: 5 });
    const view = { summary: { onHand: 14 }, locations: all } as unknown as SkuView;
    expect(addsUp(view)).toBe(true);
    expect(addsUp({ ...view, summary: { ...view.summary, onHand: 13 } })).toBe(false);
});

it('what is free is never below nothing', () => {
    expect(freeAt(at({ onHand: 10, unavailable: 2, safetyStock: 1, allocated: 3 }))).toBe(4);
    expect(freeAt(at({ onHand: 2, safetyStock: 5 }))).toBe(0);
});

it('the reorder point counts what is on its way', () => {
    expect(isToReorder(at({ onHand: 4, reorderPoint: 6 }))).toBe(true);
    expect(isToReorder(at({ onHand: 4, inbound: 3, reorderPoint: 6 }))).toBe(false);
    expect(isToReorder(at({ onHand: 0 }))).toBe(false);
});

it('stock lasts as long as the forecast says', () => {
    expect(daysOfSupply(10, 2.5)).toBe(4);
    expect(daysOfSupply(10, 0)).toBeUndefined();
});
