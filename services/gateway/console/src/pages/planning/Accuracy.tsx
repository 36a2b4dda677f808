// How good each step of planning was, and whether it was better than the step before: forecast value
// added.
import { Link } from 'wouter-preact';
import type { LayerAccuracy, PlanAccuracyView } from '../../api/planning';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { SelectField } from '../../parts/Field';
import { count, decimal, percent } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { useQueryValue } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { groupText, layerText } from './planWords';

const trackingLimit = 4; // beyond it the forecast errs to one side

function Added({ row }: { row: LayerAccuracy }) {
    if (row.layer === 'LAYER_NAIVE') return <span class="muted">the measure</span>;
    const tone = row.valueAdded > 0 ? 'good' : row.valueAdded < 0 ? 'bad' : 'idle';
    return (
        <Badge tone={tone}>
            {row.valueAdded > 0 ? 'helped ' : row.valueAdded < 0 ? 'harmed ' : ''}
            {percent(row.valueAdded)}
        </Badge>
    );
}

const groupColumn = (by: string): Column<LayerAccuracy> => ({
    key: 'group',
    title: 'Group',
    cell: (row) => groupText(row.group, by),
});

const columns: Column<LayerAccuracy>[] = [
    { key: 'layer', title: 'Step', cell: (row) => <strong>{layerText(row.layer)}</strong> },
    {
        key: 'wape',
        title: 'WAPE',
        hint: 'Sum of |forecast − actual| / sum of actual',
        right: true,
        sort: (row) => row.wape,
        cell: (row) => percent(row.wape),
    },
    {
        key: 'added',
        title: 'Value added',
        hint: 'WAPE of the step before − of this one',
        cell: (row) => <Added row={row} />,
    },
    {
        key: 'mase',
        title: 'MASE',
        hint: 'Mean absolute error, in units of that of the naive forecast',
        right: true,
        cell: (row) => decimal(row.mase),
    },
    {
        key: 'bias',
        title: 'Bias',
        hint: 'Sum of (forecast − actual) / sum of actual; above 0: too high',
        right: true,
        cell: (row) => percent(row.bias),
    },
    {
        key: 'tracking',
        title: 'Tracking signal',
        hint: 'Sum of errors / mean absolute deviation; beyond 4 somebody should ask why',
        right: true,
        cell: (row) =>
            Math.abs(row.trackingSignal) > trackingLimit ? (
                <Badge tone="warn">{decimal(row.trackingSignal)}</Badge>
            ) : (
                decimal(row.trackingSignal)
            ),
    },
    { key: 'plan', title: 'Planned', right: true, cell: (row) => count(Math.round(row.planUnits)) },
    {
        key: 'actual',
        title: 'Actual',
        right: true,
        cell: (row) => count(Math.round(row.actualUnits)),
    },
    {
        key: 'attainment',
        title: 'Attained',
        hint: 'Sum of min(actual, plan) / sum of plan',
        right: true,
        cell: (row) => percent(row.attainment),
    },
    { key: 'weeks', title: 'Weeks', right: true, cell: (row) => count(row.weeks) },
];

export function Accuracy() {
    const [by, groupBy] = useQueryValue('by');
    const view = useGet<PlanAccuracyView>('/v1/plan-accuracy', { by });
    return (
        <Card
            flush
            title="How good each step was"
            tools={
                <SelectField
                    label="Group by"
                    value={by}
                    onChange={groupBy}
                    choices={[
                        ['', 'Everything together'],
                        ['category', 'Family'],
                        ['channel', 'Channel'],
                        ['region', 'Region'],
                    ]}
                />
            }
        >
            <Table
                caption="Accuracy of each step of planning"
                columns={[groupColumn(by), ...columns]}
                rows={view.data?.layers ?? []}
                keyOf={(row) => `${row.group} ${row.layer}`}
                loading={view.loading}
                problem={view.problem?.status === 422 ? undefined : view.problem}
                retry={view.reload}
                empty={
                    <Empty title="Nothing to measure yet">
                        <span class="muted">
                            Accuracy is measured when weeks of a released plan are over. A plan is
                            made, approved and released under{' '}
                            <Link href="/planning?tab=plans">Plans</Link>.
                        </span>
                    </Empty>
                }
            />
        </Card>
    );
}
