// What was asked for and what will be: history, the forecast with the band in which nine of ten days
// fall, how good it has been, and what it counts with.
import { useMemo } from 'preact/hooks';
import type { Forecast as Made, ForecastView } from '../../api/forecasting';
import type { Answer } from '../../api/use';
import { Card, Facts } from '../../parts/Card';
import { Chart } from '../../parts/Chart';
import { shortDay } from '../../parts/days';
import { biasText, count, decimal, percent } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { daysOf, seriesOf } from './demandSeries';

function facts(made: Made): [string, string][] {
    return [
        ['Mean a day', decimal(made.meanPerDay)],
        [
            `Next ${made.horizonDays} days`,
            `${decimal(made.mean)}, nine of ten times ${decimal(made.lower)} to ${decimal(made.upper)}`,
        ],
        ['Method', made.method],
        ['Why', made.reason],
        [
            'Error (WAPE)',
            made.wape > 0 ? `${percent(made.wape)} of what was asked for` : 'not measured yet',
        ],
        ['Bias', made.wape > 0 ? biasText(made.bias) : 'not measured yet'],
    ];
}

function Drawn({ view }: { view: ForecastView }) {
    const { x, series } = useMemo(() => seriesOf(view), [view]);
    const soldOut = daysOf(view.history).filter((one) => one.censored).length;
    return (
        <>
            <Chart
                title="Demand a day"
                x={x}
                series={series}
                height={260}
                format={(value) => decimal(value)}
                xFormat={(seconds) => shortDay(Math.round(seconds / 86_400))}
            />
            <p class="small muted">
                The band holds nine of ten days.
                {soldOut > 0 &&
                    ` On ${count(soldOut)} of these days it was sold out: at least so much was asked for.`}
            </p>
        </>
    );
}

export function Forecast({ answer }: { answer: Answer<ForecastView> }) {
    return (
        <Card title="Forecast">
            <Answered of={answer}>
                {(view) =>
                    view.forecast === undefined && view.history.length === 0 ? (
                        <Empty title="There is no history to forecast from">
                            The first forecast comes after the first orders.
                        </Empty>
                    ) : (
                        <div class="stack">
                            <Drawn view={view} />
                            {view.forecast && <Facts of={facts(view.forecast)} />}
                            {view.drivers.length > 0 && (
                                <ul class="small">
                                    {view.drivers.map((driver) => (
                                        <li key={driver}>{driver}</li>
                                    ))}
                                </ul>
                            )}
                        </div>
                    )
                }
            </Answered>
        </Card>
    );
}
