// The figures by which fulfillment is judged, with what they mean; by day, location or channel.
import { useState } from 'preact/hooks';
import { getText } from '../../api/client';
import type { Kpi, KpisView } from '../../api/types';
import { asProblem, useGet } from '../../api/use';
import { Card } from '../../parts/Card';
import { Chart } from '../../parts/Chart';
import { dateOfDay, dayMs, dayOfDate, dayText, shortDay, today } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { count } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { toast } from '../../parts/Toast';
import { saveText } from './csv';
import { kpiAim, kpiValue } from './kpiText';

const everyMs = 15_000;
const daysShown = 30;

const groupings: [string, string][] = [
    ['day', 'Day'],
    ['location', 'Location'],
    ['channel', 'Channel'],
];

interface Row {
    group: string;
    value: number;
    numerator: number;
    denominator: number;
}

function columnsOf(kpi: Kpi, by: string): Column<Row>[] {
    return [
        {
            key: 'group',
            title: groupings.find(([id]) => id === by)?.[1] ?? by,
            sort: (row) => row.group,
            cell: (row) => <strong>{row.group}</strong>,
        },
        {
            key: 'value',
            title: kpi.title,
            right: true,
            sort: (row) => row.value,
            cell: (row) => kpiValue({ unit: kpi.unit, known: row.denominator !== 0 }, row.value),
        },
        {
            key: 'numerator',
            title: 'Numerator',
            right: true,
            cell: (row) => count(Math.round(row.numerator)),
        },
        {
            key: 'denominator',
            title: 'Denominator',
            right: true,
            cell: (row) => count(Math.round(row.denominator)),
        },
    ];
}

/** Groups of a view by day are days since 1970. */
function groupText(by: string, group: string): string {
    return by === 'day' && /^\d+$/.test(group) ? dayText(Number(group)) : group;
}

function Detail({ kpi, by }: { kpi: Kpi; by: string }) {
    const days = kpi.points.map((point) =>
        /^\d+$/.test(point.group) ? Number(point.group) : dayOfDate(point.group),
    );
    return (
        <Card title={kpi.title}>
            <p>{kpi.definition}</p>
            {kpi.ofNow && <p class="muted">It is of this moment, whatever the period is.</p>}
            {by === 'day' && kpi.points.length > 1 ? (
                <Chart
                    title={`${kpi.title} by day`}
                    x={days.map((day) => (day * dayMs) / 1000)}
                    xFormat={(seconds) => shortDay(Math.round(seconds / 86_400))}
                    format={(value) => kpiValue({ unit: kpi.unit, known: true }, value)}
                    series={[
                        {
                            label: kpi.title,
                            values: kpi.points.map((point) =>
                                point.denominator === 0 ? null : point.value,
                            ),
                        },
                    ]}
                />
            ) : (
                <Table
                    caption={`${kpi.title} by ${by}`}
                    columns={columnsOf(kpi, by)}
                    rows={kpi.points.map((point) => ({
                        ...point,
                        group: groupText(by, point.group),
                    }))}
                    keyOf={(row) => row.group}
                    empty={
                        <Empty
                            title={
                                kpi.whyNot === ''
                                    ? 'Nothing to measure it from in this period'
                                    : `It is not told by ${by}. ${kpi.whyNot}`
                            }
                        />
                    }
                />
            )}
        </Card>
    );
}

function KpiTile({ kpi, chosen, choose }: { kpi: Kpi; chosen: boolean; choose: () => void }) {
    const id = `kpi-${kpi.name}`;
    return (
        <div class="kpi">
            <button
                type="button"
                class="tile"
                aria-pressed={chosen}
                aria-describedby={id}
                onClick={choose}
            >
                <span class="label">{kpi.title}</span>
                <span class="figure">{kpiValue(kpi, kpi.value)}</span>
                <span class="note">{kpiAim(kpi)}</span>
            </button>
            <span role="tooltip" id={id} class="definition">
                {kpi.definition}
            </span>
        </div>
    );
}

export default function KpisPage() {
    const [query, change] = useQuery();
    const [chosen, choose] = useState('');
    const now = today(Date.now());
    const to = query['to'] ? dayOfDate(query['to']) : now;
    const from = query['from'] ? dayOfDate(query['from']) : now - daysShown + 1;
    const by = query['by'] ?? 'day';
    const asked = { from: String(from), to: String(to), by };
    const view = useGet<KpisView>('/v1/kpis', asked, everyMs);

    const save = async () => {
        try {
            const text = await getText('/v1/kpis', { ...asked, format: 'csv' });
            saveText(`kpis-${dateOfDay(from)}-${dateOfDay(to)}-by-${by}.csv`, 'text/csv', text);
        } catch (error) {
            toast(asProblem(error).message, 'bad');
        }
    };
    return (
        <Page
            title="Figures"
            lead="Point at a figure for its definition; choose it for the details."
            tools={
                <button type="button" class="button" onClick={() => void save()}>
                    Save as CSV
                </button>
            }
        >
            <div class="filters">
                <TextField
                    label="From"
                    type="date"
                    value={dateOfDay(from)}
                    onChange={(value) => change({ from: value })}
                />
                <TextField
                    label="To"
                    type="date"
                    value={dateOfDay(to)}
                    onChange={(value) => change({ to: value })}
                />
                <SelectField
                    label="By"
                    value={by}
                    choices={groupings}
                    onChange={(value) => change({ by: value })}
                />
            </div>
            <Answered of={view} lines={8}>
                {(data) => {
                    const detail =
                        data.kpis.find((kpi) => kpi.name === chosen) ??
                        data.kpis.find((kpi) => kpi.points.length > 0) ??
                        data.kpis[0];
                    return (
                        <>
                            <div class="tiles figures">
                                {data.kpis.map((kpi) => (
                                    <KpiTile
                                        key={kpi.name}
                                        kpi={kpi}
                                        chosen={kpi === detail}
                                        choose={() => choose(kpi.name)}
                                    />
                                ))}
                            </div>
                            {detail && <Detail kpi={detail} by={data.by || by} />}
                        </>
                    );
                }}
            </Answered>
        </Page>
    );
}
