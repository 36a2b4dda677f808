// How a figure reads in its unit, and how a period changed it. Pure.
import type { Kpi } from '../../api/types';
import { count, decimal, none, percent } from '../../parts/format';

const daysFromHours = 72;

/** Which way a figure should go; what leans to a side should do neither. */
export function kpiAim(kpi: Pick<Kpi, 'name' | 'higherIsBetter'>): string {
    if (kpi.name === 'forecast_bias') return 'nearer 0 is better';
    return kpi.higherIsBetter ? 'higher is better' : 'lower is better';
}

export function kpiValue(kpi: Pick<Kpi, 'unit' | 'known'>, value: number): string {
    if (!kpi.known) return none;
    switch (kpi.unit) {
        case 'ratio':
            return percent(value);
        case 'hours':
            if (value > 0 && value * 60 < 1) return `${decimal(value * 3600)} s`;
            if (value > 0 && value < 1) return `${decimal(value * 60)} min`;
            return value >= daysFromHours ? `${decimal(value / 24)} days` : `${decimal(value)} h`;
        case 'units':
        case 'orders':
            return count(Math.round(value));
        default:
            return decimal(value);
    }
}
