import { describe, expect, it } from 'vitest';
import { kpiValue } from './kpiText';

describe('a figure', () => {
    it('reads in its unit', () => {
        expect(kpiValue({ unit: 'ratio', known: true }, 0.9876)).toBe('98.8 %');
        expect(kpiValue({ unit: 'hours', known: true }, 0.0005)).toBe('1.8 s');
        expect(kpiValue({ unit: 'hours', known: true }, 0.25)).toBe('15 min');
        expect(kpiValue({ unit: 'hours', known: true }, 30.5)).toBe('30.5 h');
        expect(kpiValue({ unit: 'hours', known: true }, 331.7)).toBe('13.8 days');
        expect(kpiValue({ unit: 'units', known: true }, 12345)).toBe('12,345');
    });
    it('that nothing was measured for is a dash, not a zero', () => {
        expect(kpiValue({ unit: 'ratio', known: false }, 0)).toBe('–');
    });
});
