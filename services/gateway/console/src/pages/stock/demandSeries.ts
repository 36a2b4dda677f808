// What the chart of a SKU's demand draws: which days, and the numbers of each.
import type { DemandDay, ForecastView } from '../../api/forecasting';
import type { Series } from '../../parts/Chart';

const secondsOfDay = 86_400;
const historyShown = 90;

/** The days of history that are drawn, each once; a day without a row is one on which nobody asked. */
export function daysOf(history: DemandDay[]): DemandDay[] {
    const last = history[history.length - 1]?.day;
    if (last === undefined) return [];
    const known = new Map(history.map((one) => [one.day, one]));
    const first = Math.max(last - historyShown + 1, history[0]?.day ?? last);
    return Array.from({ length: last - first + 1 }, (_, index) => {
        const day = first + index;
        return known.get(day) ?? { day, units: '0', censored: false, expected: 0 };
    });
}

/** History, then what is ahead. */
export function seriesOf(view: ForecastView): { x: number[]; series: Series[] } {
    const past = daysOf(view.history);
    const days = [...past.map((one) => one.day), ...view.days.map((one) => one.day)];
    const blank = past.map(() => null);
    return {
        x: days.map((day) => day * secondsOfDay),
        series: [
            {
                label: 'Asked for',
                bars: true,
                values: [...past.map((one) => Number(one.units)), ...view.days.map(() => null)],
            },
            {
                label: 'Forecast',
                values: [
                    ...past.map((one) => (one.expected > 0 ? one.expected : null)),
                    ...view.days.map((one) => one.mean),
                ],
                band: [
                    [...blank, ...view.days.map((one) => one.lower)],
                    [...blank, ...view.days.map((one) => one.upper)],
                ],
            },
        ],
    };
}
