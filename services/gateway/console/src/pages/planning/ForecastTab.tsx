// One SKU: what was sold, what had been expected the day before, what is expected now, by which method
// and why.
import { useId } from 'preact/hooks';
import { pathWith } from '../../api/client';
import type { ForecastView } from '../../api/forecasting';
import type { SkusPage } from '../../api/types';
import { useGet } from '../../api/use';
import { Card, Facts } from '../../parts/Card';
import { Chart } from '../../parts/Chart';
import { dayText, shortDay } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { biasText, count, decimal, percent } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { useQuery } from '../../parts/query';
import { dayErrors, demandColumns } from './demand';

const horizons: [string, string][] = [
    ['28', '4 weeks'],
    ['91', '13 weeks'],
    ['182', '26 weeks'],
];

function Explained({ view }: { view: ForecastView }) {
    const { forecast, levels } = view;
    if (!forecast) return null;
    const errors = dayErrors(view);
    return (
        <Facts
            of={[
                ['Method', forecast.method],
                ['Why', forecast.reason],
                ['Mean a day', decimal(forecast.meanPerDay)],
                [
                    `Next ${forecast.horizonDays} days`,
                    `${decimal(forecast.mean)} units, nine of ten times ${decimal(forecast.lower)} to ${decimal(forecast.upper)}`,
                ],
                ['Class', `${forecast.abc}${forecast.xyz}`],
                [
                    'Day-ahead error (WAPE)',
                    errors.wape === undefined
                        ? 'not known yet'
                        : `${percent(errors.wape)} over ${errors.days} ${errors.days === 1 ? 'day' : 'days'}, bias ${biasText(errors.bias)}`,
                ],
                ['Tracking signal', decimal(forecast.trackingSignal)],
                ...(view.drivers.length > 0
                    ? ([['Counts with', view.drivers.join(' · ')]] as [string, string][])
                    : []),
                ...(levels
                    ? ([
                          [
                              'Reorder at / up to',
                              `${count(levels.reorderPoint)} / ${count(levels.orderUpTo)}, safety stock ${count(levels.safetyStock)}`,
                          ],
                          ['Policy', levels.policy],
                      ] as [string, string][])
                    : []),
            ]}
        />
    );
}

function Drawn({ view, sku }: { view: ForecastView; sku: string }) {
    if (!view.forecast && view.history.length === 0)
        return <Empty title={`No demand of ${sku} is known there`} />;
    const columns = demandColumns(view);
    return (
        <>
            <Card
                title={`${sku}: units a day${view.forecast ? `, as of ${dayText(view.forecast.day)}` : ''}`}
            >
                <Chart
                    title="Demand"
                    x={columns.x}
                    height={300}
                    format={decimal}
                    series={[
                        {
                            label: 'Forecast',
                            values: columns.expected,
                            band: [columns.low, columns.high],
                        },
                        { label: 'Asked for', values: columns.sold },
                    ]}
                    xFormat={(seconds) => shortDay(Math.round(seconds / 86_400))}
                />
                <p class="small muted">
                    The band holds nine of ten days. Before it, the forecast is what had been said
                    the day before; the last day may not be over yet.
                </p>
            </Card>
            {view.forecast && (
                <Card title="How it was made">
                    <Explained view={view} />
                </Card>
            )}
        </>
    );
}

export function ForecastTab() {
    const [query, change] = useQuery();
    const sku = query['sku'] ?? '';
    const list = useId();
    const found = useGet<SkusPage>('/v1/skus', { q: sku, limit: 20 });
    const first = found.data?.skus[0]?.sku;
    const chosen = sku !== '' ? sku : first;
    const forecast = useGet<ForecastView>(
        chosen === undefined
            ? null
            : pathWith(`/v1/skus/${encodeURIComponent(chosen)}/forecast`, {
                  location: query['location'],
                  days: query['days'] ?? '28',
              }),
    );
    return (
        <>
            <div class="filters">
                <TextField
                    label="SKU"
                    type="search"
                    list={list}
                    value={sku}
                    restMs={400}
                    {...(first ? { placeholder: first } : {})}
                    onChange={(value) => change({ sku: value.trim() })}
                />
                <datalist id={list}>
                    {found.data?.skus.map((one) => (
                        <option key={one.sku} value={one.sku}>
                            {one.name}
                        </option>
                    ))}
                </datalist>
                <TextField
                    label="Location (empty: all)"
                    value={query['location'] ?? ''}
                    restMs={400}
                    onChange={(value) => change({ location: value.trim() })}
                />
                <SelectField
                    label="Look ahead"
                    value={query['days'] ?? '28'}
                    choices={horizons}
                    onChange={(value) => change({ days: value })}
                />
            </div>
            {chosen === undefined && !found.loading ? (
                <Empty title="There are no items yet" />
            ) : (
                <Answered of={forecast} lines={8}>
                    {(view) => <Drawn view={view} sku={chosen ?? ''} />}
                </Answered>
            )}
        </>
    );
}
