// The days of a forecast's answer as columns of one chart: what was sold and what had been expected,
// then what is expected with its interval. Pure.
import type { ForecastView } from '../../api/forecasting';
import { dayMs } from '../../parts/days';

export interface DemandColumns {
    x: number[]; // seconds since 1970
    sold: (number | null)[];
    expected: (number | null)[];
    low: (number | null)[];
    high: (number | null)[];
}

export function demandColumns(view: ForecastView): DemandColumns {
    const columns: DemandColumns = { x: [], sold: [], expected: [], low: [], high: [] };
    const add = (
        day: number,
        sold: number | null,
        expected: number | null,
        low: number | null,
        high: number | null,
    ) => {
        columns.x.push((day * dayMs) / 1000);
        columns.sold.push(sold);
        columns.expected.push(expected);
        columns.low.push(low);
        columns.high.push(high);
    };
    for (const one of view.history)
        add(one.day, Number(one.units), one.expected > 0 ? one.expected : null, null, null);
    for (const one of view.days) add(one.day, null, one.mean, one.lower, one.upper);
    return columns;
}

export interface DayErrors {
    days: number; // of history that had been forecast
    wape: number | undefined; // sum |forecast - actual| / sum actual
    bias: number | undefined; // sum (forecast - actual) / sum actual
}

/** How far the day-ahead forecasts were off. */
export function dayErrors(view: ForecastView): DayErrors {
    let days = 0;
    let absolute = 0;
    let signed = 0;
    let actual = 0;
    for (const one of view.history) {
        if (one.expected <= 0 || one.censored) continue;
        const error = one.expected - Number(one.units);
        days += 1;
        absolute += Math.abs(error);
        signed += error;
        actual += Number(one.units);
    }
    const known = days > 0 && actual > 0;
    return {
        days,
        wape: known ? absolute / actual : undefined,
        bias: known ? signed / actual : undefined,
    };
}
