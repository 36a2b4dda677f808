import { expect, it } from 'vitest';
import type { DemandDay, ForecastView } from '../../api/forecasting';
import { daysOf, seriesOf } from './demandSeries';

const day = (number: number, units: number): DemandDay => ({
    day: number,
    units: String(units),
    censored: false,
    expected: units > 1 ? 1.5 : 0,
});

it('a day without a row is a day without demand', () => {
    const days = daysOf([day(100, 2), day(103, 1)]);
    expect(days.map((one) => [one.day, one.units])).toEqual([
        [100, '2'],
        [101, '0'],
        [102, '0'],
        [103, '1'],
    ]);
    expect(daysOf([])).toEqual([]);
});

it('long ago is not drawn', () => {
    const days = daysOf([day(1, 5), day(1000, 1)]);
    expect(days[0]?.day).toBe(911);
    expect(days).toHaveLength(90);
});

it('the band is ahead, around the forecast', () => {
    const view = {
        history: [day(10, 2)],
        days: [{ day: 11, mean: 2, lower: 1, upper: 4 }],
    } as ForecastView;
    const { x, series } = seriesOf(view);
    expect(x).toEqual([864_000, 950_400]);
    expect(series[0]?.values).toEqual([2, null]);
    expect(series[1]?.values).toEqual([1.5, 2]);
    expect(series[1]?.band).toEqual([
        [null, 1],
        [null, 4],
    ]);
});
