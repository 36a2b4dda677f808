import { describe, expect, it } from 'vitest';
import { kpiAim, kpiValue } from './kpiText';

describe('a figure', () => {
    it('reads in its unit', () => {
        expect(kpiValue({ unit: 'ratio', known: true }, 0.9876)).toBe('98.8 %');
        expect(kpiValue({ unit: 'hours', known: true }, 0.0005)).toBe('1.8 s');
        expect(kpiValue({ unit: 'hours', known: true }, 0.25)).toBe('15 min');
        expect(kpiValue({ unit: 'hours', known: true }, 30.5)).toBe('30.5 h');
        expect(kpiValue({ unit: 'hours', known: true }, 331.7)).toBe('13.8 days');
        expect(kpiValue({ unit: 'units', known: true }, 12345)).toBe('12,345');
    });
    it('says which way is better; a bias of -5 % is no better than one of 0', () => {
        expect(kpiAim({ name: 'split_rate', higherIsBetter: false })).toBe('lower is better');
        expect(kpiAim({ name: 'perfect_orders', higherIsBetter: true })).toBe('higher is better');
        expect(kpiAim({ name: 'forecast_bias', higherIsBetter: false })).toBe('nearer 0 is better');
    });
    it('that nothing was measured for is a dash, not a zero', () => {
        expect(kpiValue({ unit: 'ratio', known: false }, 0)).toBe('–');
    });
});
