import { describe, expect, it } from 'vitest';
import type { LineView } from '../../api/order';
import { openUnits, returnableUnits, stagesOf, stagesOfAll, valueMinor } from './counters';

const line = (counters: Partial<LineView>): LineView => ({
    line: 1,
    sku: 'A',
    unitPriceMinor: '250',
    ordered: '0',
    cancelled: '0',
    backordered: '0',
    reserved: '0',
    allocated: '0',
    picked: '0',
    shipped: '0',
    together: 0,
    returnRequested: '0',
    returned: '0',
    restocked: '0',
    refunded: '0',
    expectedAtUs: '0',
    delivered: '0',
    ...counters,
});

describe('stages of a line', () => {
    it('counts each unit once', () => {
        const all = line({
            ordered: '12',
            cancelled: '1',
            backordered: '2',
            reserved: '1',
            allocated: '4',
            picked: '5', // of the allocated and shipped: 3 shipped, so 2 of the allocated
            shipped: '3',
            delivered: '1',
        });
        expect(stagesOf(all)).toEqual([
            ['delivered', 1],
            ['shipped', 2],
            ['picked', 2],
            ['allocated', 2],
            ['reserved', 1],
            ['backordered', 2],
            ['waiting', 1],
            ['cancelled', 1],
        ]);
        expect(stagesOf(all).reduce((sum, [, units]) => sum + units, 0)).toBe(12);
    });
    it('adds up over lines, furthest first', () => {
        const lines = [
            line({ ordered: '2', backordered: '2' }),
            line({ ordered: '3', shipped: '2', backordered: '1' }),
        ];
        expect(stagesOfAll(lines)).toEqual([
            ['shipped', 2],
            ['backordered', 3],
        ]);
    });
    it('leaves out what is nothing', () => {
        expect(stagesOf(line({ ordered: '2', shipped: '2', picked: '2', delivered: '2' }))).toEqual(
            [['delivered', 2]],
        );
        expect(stagesOf(line({ ordered: '3' }))).toEqual([['waiting', 3]]);
    });
});

it('what may be cancelled is what has not left', () => {
    expect(openUnits(line({ ordered: '5', shipped: '2', cancelled: '1' }))).toBe(2);
});
it('what may come back is what left and is not coming back already', () => {
    expect(returnableUnits(line({ ordered: '5', shipped: '3', returnRequested: '1' }))).toBe(2);
    expect(returnableUnits(line({ ordered: '5', shipped: '3', returnRequested: '4' }))).toBe(0);
});
it('money is exact beyond what a number holds', () => {
    const dear = line({ ordered: '3', cancelled: '1', unitPriceMinor: '9007199254740993' });
    expect(valueMinor([dear, line({ ordered: '2' })])).toBe('18014398509482486');
});
