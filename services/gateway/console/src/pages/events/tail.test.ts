import { describe, expect, it } from 'vitest';
import type { Heard } from '../../api/live';
import { keptMax, Tail } from './tail';

function heard(position: number, subject = 'a'): Heard {
    const event = {
        specversion: '1.0',
        id: `e${position}`,
        source: '/order',
        type: 'crossdock.order.v1.OrderPlaced',
        time: '2026-01-01T00:00:00.000000Z',
        subject,
        datacontenttype: 'application/json',
        data: {},
        position: String(position),
    };
    return { event, place: `${position}.0.0.0`, text: JSON.stringify(event) };
}

function some(from: number, count: number, subject = 'a'): Heard[] {
    return Array.from({ length: count }, (_, index) => heard(from + index, subject));
}

const positions = (tail: Tail) => tail.shown.map((one) => Number(one.event.position));

describe('Tail', () => {
    it('keeps the order of arrival', () => {
        const tail = new Tail();
        tail.add(some(1, 2));
        tail.add(some(3, 1));
        expect(positions(tail)).toEqual([1, 2, 3]);
    });

    it('holds what comes while paused, counts it, and shows it when resumed', () => {
        const tail = new Tail();
        tail.add(some(1, 1));
        tail.pause();
        tail.add(some(2, 3));
        expect([tail.waiting, ...positions(tail)]).toEqual([3, 1]);
        tail.resume();
        expect([tail.waiting, ...positions(tail)]).toEqual([0, 1, 2, 3, 4]);
    });

    it('shows what has all words of the text, in any case, of old and new events', () => {
        const tail = new Tail();
        tail.add(some(1, 1, 'Alpha'));
        tail.add(some(2, 1, 'beta'));
        tail.filter('ORDERPLACED alpha');
        expect(positions(tail)).toEqual([1]);
        tail.add([heard(3, 'alphabet'), heard(4, 'gamma')]);
        expect(positions(tail)).toEqual([1, 3]);
        tail.filter('');
        expect(positions(tail)).toEqual([1, 2, 3, 4]);
    });

    it('is bounded, also while paused, and still counts everything that waits', () => {
        const tail = new Tail();
        for (let at = 0; at < 10; at++) tail.add(some(at * 1000, 1000));
        expect(tail.count).toBeLessThanOrEqual(keptMax + 1000);
        expect(positions(tail).at(-1)).toBe(9999);
        tail.pause();
        for (let at = 10; at < 30; at++) tail.add(some(at * 1000, 1000));
        expect(tail.waiting).toBe(20_000);
        tail.resume();
        expect(tail.count).toBeLessThanOrEqual(keptMax + 1000);
        expect(positions(tail).at(-1)).toBe(29_999);
    });

    it('cuts what is shown together with what is kept, filtered or not', () => {
        const tail = new Tail();
        tail.filter('rare');
        tail.add(some(1, 1, 'rare'));
        tail.add(some(2, keptMax + 2000));
        expect(positions(tail)).toEqual([]);
    });

    it('shows the answers to another question, also after a pause', () => {
        const tail = new Tail();
        tail.add(some(1, 2));
        tail.pause();
        tail.clear();
        tail.add(some(7, 1));
        expect(positions(tail)).toEqual([7]);
    });
});
