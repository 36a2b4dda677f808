import { expect, it } from 'vitest';
import type { Candidate, Decision, Leg } from '../../api/routing';
import { costText, runnerUpWords, termNames, termOf } from './cost';

it('costs are rounded to cents, small ones to hundredths of them', () => {
    expect(costText('12404999999')).toBe('12.40');
    expect(costText('12405000000')).toBe('12.41');
    expect(costText('31300000')).toBe('0.0313');
    expect(costText('-1500000000')).toBe('-1.50');
    expect(costText('0')).toBe('0.00');
    expect(costText('9007199254740993000000000')).toBe('9007199254740993.00');
});

it('terms that cost nobody anything are left out', () => {
    const candidate = (terms: [string, string][]): Candidate => ({
        location: 'A',
        distanceM: '1',
        linesInFull: 1,
        units: '1',
        excluded: '',
        terms: terms.map(([name, nano]) => ({ name, nano })),
        costNano: '0',
        deliverOnDay: 0,
    });
    const all = [
        candidate([
            ['base', '1000000000'],
            ['late', '0'],
        ]),
        candidate([
            ['base', '0'],
            ['split', '500000000'],
        ]),
    ];
    expect(termNames(all)).toEqual(['base', 'split']);
    expect(all.map((one) => termOf(one, 'split'))).toEqual(['', '0.50']);
});

it('the next best plan is told with what it costs more', () => {
    const leg = (location: string) => ({ location }) as Leg;
    const decision = {
        legs: [leg('LEEDS')],
        runnerUp: [leg('BRISTOL'), leg('DUBLIN')],
        marginNano: '3200000000',
        marginM: '-41000',
        currency: 'EUR',
    } as Decision;
    expect(runnerUpWords(decision)).toBe(
        'BRISTOL with DUBLIN, 2 parcels, 3.20 EUR more, 41.0 km less in all',
    );
    expect(runnerUpWords({ ...decision, runnerUp: [] })).toBe('');
});
