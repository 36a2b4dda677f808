// Two versions of the plan side by side: totals, stock, gaps, and which overrides and assumptions make
// the difference.
import type { PlanComparison, PlanDifference } from '../../api/planning';
import { useGet } from '../../api/use';
import { Card } from '../../parts/Card';
import { Chart } from '../../parts/Chart';
import { dayMs, shortDay } from '../../parts/days';
import { SelectField } from '../../parts/Field';
import { count, percent, signed } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { Tile, Tiles } from '../../parts/Tile';
import { groupText, layerText } from './planWords';

const groupings: [string, string][] = [
    ['', 'Everything together'],
    ['category', 'Family'],
    ['channel', 'Channel'],
    ['region', 'Region'],
    ['sku', 'SKU'],
];

function columnsFor(a: string, b: string, by: string): Column<PlanDifference>[] {
    return [
        {
            key: 'group',
            title: 'Group',
            sort: (row) => row.group,
            cell: (row) => <strong>{groupText(row.group, by)}</strong>,
        },
        {
            key: 'a',
            title: a,
            right: true,
            sort: (row) => row.a,
            cell: (row) => count(Math.round(row.a)),
        },
        {
            key: 'b',
            title: b,
            right: true,
            sort: (row) => row.b,
            cell: (row) => count(Math.round(row.b)),
        },
        {
            key: 'difference',
            title: 'Difference',
            right: true,
            sort: (row) => row.b - row.a,
            cell: (row) =>
                `${signed(Math.round(row.b - row.a))}${row.a > 0 ? ` (${percent((row.b - row.a) / row.a)})` : ''}`,
        },
        {
            key: 'why',
            title: 'Why',
            cell: (row) =>
                row.reasons.length === 0 ? (
                    <span class="muted">nothing by hand</span>
                ) : (
                    <ul class="plain">
                        {row.reasons.map((reason) => (
                            <li key={reason}>{reason}</li>
                        ))}
                    </ul>
                ),
        },
    ];
}

function StockChart({ of, a, b }: { of: PlanComparison; a: string; b: string }) {
    const first = of.a?.firstDay ?? 0;
    const shift = Math.round(((of.b?.firstDay ?? first) - first) / 7);
    const weeks = Math.max(of.aStock.length, of.bStock.length + shift);
    const x = Array.from({ length: weeks }, (_, week) => ((first + week * 7) * dayMs) / 1000);
    return (
        <Chart
            title="Stock at the end of each week"
            x={x}
            format={(value) => count(Math.round(value))}
            xFormat={(seconds) => shortDay(Math.round(seconds / 86_400))}
            series={[
                { label: a, values: x.map((_, week) => of.aStock[week] ?? null) },
                { label: b, values: x.map((_, week) => of.bStock[week - shift] ?? null) },
            ]}
        />
    );
}

export default function ComparePage() {
    const [query, change] = useQuery();
    const a = query['a'] ?? '';
    const b = query['b'] ?? '';
    const by = query['by'] ?? '';
    const view = useGet<PlanComparison>(a === '' || b === '' ? null : '/v1/plan-comparison', {
        a,
        b,
        by,
        limit: 500,
    });
    return (
        <Page
            title={`${a} and ${b}`}
            lead="Two versions of the plan side by side"
            tools={
                <SelectField
                    label="Group by"
                    value={by}
                    choices={groupings}
                    onChange={(value) => change({ by: value })}
                />
            }
        >
            <Answered of={view} lines={8}>
                {(data) => (
                    <>
                        <Tiles>
                            <Tile
                                label="Compared"
                                figure={layerText(data.layer)}
                                note="the last layer both have"
                            />
                            <Tile
                                label={`Gap of ${a}`}
                                figure={count(Math.round(data.aGap))}
                                unit="units"
                                note="demand that supply does not reach"
                            />
                            <Tile
                                label={`Gap of ${b}`}
                                figure={count(Math.round(data.bGap))}
                                unit="units"
                                note="demand that supply does not reach"
                            />
                        </Tiles>
                        <Card title="Differences" flush>
                            <Table
                                caption="Differences of two plans"
                                columns={columnsFor(a, b, by)}
                                rows={data.differences}
                                keyOf={(row) => row.group}
                                empty={<Empty title="They plan the same" />}
                            />
                        </Card>
                        {(data.aStock.length > 0 || data.bStock.length > 0) && (
                            <Card title="Stock at the end of each week">
                                <StockChart of={data} a={a} b={b} />
                            </Card>
                        )}
                    </>
                )}
            </Answered>
        </Page>
    );
}
