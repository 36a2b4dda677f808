import { describe, expect, it } from 'vitest';
import type { DemandDay, ForecastView } from '../../api/forecasting';
import { dayErrors, demandColumns } from './demand';

const day = (day: number, units: string, expected: number, censored = false): DemandDay => ({
    day,
    units,
    expected,
    censored,
});
const view = (history: DemandDay[]): ForecastView => ({
    history,
    days: [{ day: 12, mean: 2.5, lower: 1, upper: 4 }],
    drivers: [],
});

describe('forecast against actual', () => {
    it('puts history and future on one axis', () => {
        const columns = demandColumns(view([day(10, '3', 0), day(11, '4', 3.5)]));
        expect(columns.x).toEqual([864000, 950400, 1036800]);
        expect(columns.sold).toEqual([3, 4, null]);
        expect(columns.expected).toEqual([null, 3.5, 2.5]);
        expect(columns.low).toEqual([null, null, 1]);
    });
    it('measures only days that were forecast and not sold out', () => {
        const errors = dayErrors(
            view([day(8, '9', 0), day(9, '4', 5), day(10, '6', 3), day(11, '1', 9, true)]),
        );
        expect(errors).toEqual({ days: 2, wape: 0.4, bias: -0.2 });
    });
    it('knows nothing without sales', () => {
        expect(dayErrors(view([day(9, '0', 2)]))).toEqual({
            days: 1,
            wape: undefined,
            bias: undefined,
        });
    });
});
