import { describe, expect, it } from 'vitest';
import { lastBefore } from './seek';

const times = [10, 20, 20, 30, 40]; // of the events at positions 1 ... 5
const timeAfter = (position: number) => Promise.resolve(times[position]);

describe('lastBefore', () => {
    it.each([
        [5, 0],
        [10, 0],
        [11, 1],
        [20, 1],
        [21, 3],
        [40, 4],
        [99, 5],
    ])('events since %d begin after position %d', async (time, position) => {
        expect(await lastBefore(time, times.length, timeAfter)).toBe(position);
    });
    it('asks about as often as the head has bits', async () => {
        let asked = 0;
        const found = await lastBefore(777_777, 1_000_000, (position) => {
            asked++;
            return Promise.resolve(position + 1);
        });
        expect([found, asked <= 20]).toEqual([777_776, true]);
    });
    it('has nothing to search in an empty feed', async () => {
        expect(await lastBefore(5, 0, timeAfter)).toBe(0);
    });
});
