// One version of the plan: its layers week by week, what people changed and why, where supply does
// not reach, and the step it may take next.
import { useEffect, useState } from 'preact/hooks';
import { useParams } from 'wouter-preact';
import { send } from '../../api/client';
import type { PlanHead, PlansView, PlanView, SupplyGap } from '../../api/planning';
import { useAction, useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card, Facts } from '../../parts/Card';
import { Chart } from '../../parts/Chart';
import { Confirm } from '../../parts/Dialog';
import { dayMs, dayText, shortDay } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { count, decimal, words } from '../../parts/format';
import { Answered, Empty, Loading } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';
import { Overrides } from './Overrides';
import { OverrideDialog } from './OverrideDialog';
import { PlanGroups } from './PlanGroups';
import {
    layerText,
    nextSteps,
    scopeNames,
    scopeText,
    stateText,
    stateTones,
    type Step,
} from './planWords';

const everyMs = 5000; // others change it too
const computingMs = 1000; // how often one looks whether a new plan is computed

const groupings: [string, string][] = [
    ['', 'Everything together'],
    ['category', 'Family'],
    ['channel', 'Channel'],
    ['region', 'Region'],
    ['sku', 'SKU'],
];

const gapColumns: Column<SupplyGap>[] = [
    { key: 'sku', title: 'SKU', cell: (row) => <span class="mono">{row.sku}</span> },
    {
        key: 'week',
        title: 'Week of',
        sort: (row) => row.weekDay,
        cell: (row) => dayText(row.weekDay),
    },
    { key: 'demand', title: 'Demand', right: true, cell: (row) => decimal(row.demand) },
    { key: 'supply', title: 'Supply', right: true, cell: (row) => decimal(row.supply) },
    { key: 'limit', title: 'Limited by', cell: (row) => words(row.limit) },
    { key: 'proposal', title: 'Way out', cell: (row) => row.proposal },
];

function Layers({ view }: { view: PlanView }) {
    const whole = view.series.filter((one) => one.group === view.series[0]?.group);
    if (!view.head || whole.length === 0) return <Empty title="Nothing is planned in this scope" />;
    const { firstDay, weeks } = view.head;
    const x = Array.from({ length: weeks }, (_, week) => ((firstDay + week * 7) * dayMs) / 1000);
    return (
        <Chart
            title="Units a week"
            x={x}
            height={280}
            format={(value) => count(Math.round(value))}
            xFormat={(seconds) => shortDay(Math.round(seconds / 86_400))}
            series={whole.map((one) => ({
                label: layerText(one.layer),
                values: x.map((_, week) => one.units[week] ?? null),
            }))}
        />
    );
}

function HeadFacts({ head }: { head: PlanHead }) {
    return (
        <Facts
            of={[
                [
                    'State',
                    <Badge tone={stateTones[head.state] ?? 'idle'}>{stateText(head.state)}</Badge>,
                ],
                ['Weeks', `${head.weeks}, from ${dayText(head.firstDay)}`],
                ['By', head.author],
                ['Grew from', head.parent === '' ? 'a fresh forecast' : head.parent],
                ...(head.note === '' ? [] : ([['Note', head.note]] as [string, string][])),
                ...head.assumptions.map((one): [string, string] => [
                    words(one.kind, 'ASSUMPTION_'),
                    [
                        scopeText(one.scope),
                        one.percent === 0 ? '' : `${one.percent > 0 ? '+' : ''}${one.percent} %`,
                        one.supplier,
                        one.location,
                        one.name === '' ? '' : `${one.name} like ${one.like}`,
                        one.days === 0 ? '' : `${one.days} days late`,
                    ]
                        .filter((part) => part !== '')
                        .join(', '),
                ]),
            ]}
        />
    );
}

function Advance({ head, onDone }: { head: PlanHead; onDone: () => void }) {
    const [asked, ask] = useState<Step | undefined>();
    const action = useAction((key: string, to: string, note: string) =>
        send('POST', `/v1/plans/${encodeURIComponent(head.name)}/advance`, { to, note }, key),
    );
    const confirm = async (note: string) => {
        if (!asked || (await action.run(asked.to, note)) === undefined) return;
        toast(`${head.name}: ${stateText(asked.to).toLowerCase()}`);
        ask(undefined);
        onDone();
    };
    return (
        <>
            {nextSteps(head.state).map((step) => (
                <button
                    key={step.to}
                    type="button"
                    class={`button ${step.back ? '' : 'primary'}`}
                    onClick={() => ask(step)}
                >
                    {step.action}
                </button>
            ))}
            {asked && (
                <Confirm
                    title={`${asked.action}: ${head.name}?`}
                    action={asked.action}
                    danger={asked.to === 'PLAN_DISCARDED'}
                    reason="asked"
                    busy={action.busy}
                    problem={action.problem}
                    onConfirm={(note) => void confirm(note)}
                    onClose={() => ask(undefined)}
                >
                    <p>
                        {asked.to === 'PLAN_RELEASED'
                            ? 'It becomes the plan in force and cannot be changed any more.'
                            : 'The step is kept with your name and note.'}
                    </p>
                </Confirm>
            )}
        </>
    );
}

/** Whether the plan is computed: before that only the list of plans knows it. */
function useComputed(name: string): boolean {
    const [computed, setComputed] = useState('');
    const list = useGet<PlansView>(
        computed === name ? null : '/v1/plans',
        { limit: 100 },
        computingMs,
    );
    const head = list.data?.plans.find((one) => one.name === name);
    const known = list.problem !== undefined || (list.data !== undefined && head?.ready !== false);
    useEffect(() => {
        if (known) setComputed(name);
    }, [known, name]);
    return computed === name;
}

export default function PlanPage() {
    const { plan = '' } = useParams<{ plan: string }>();
    const name = decodeURIComponent(plan);
    const [query, change] = useQuery();
    const computed = useComputed(name);
    const view = useGet<PlanView>(
        computed ? `/v1/plans/${encodeURIComponent(name)}` : null,
        {
            by: query['by'],
            'scope.sku': query['sku'],
            'scope.category': query['category'],
            'scope.channel': query['channel'],
            'scope.region': query['region'],
            limit: 200,
        },
        everyMs,
    );
    const [overriding, setOverriding] = useState(false);
    const head = view.data?.head;
    const editable = mayChange() && head?.ready === true && nextSteps(head.state).length > 0;
    return (
        <Page
            title={name}
            lead="A version of the plan"
            tools={
                <>
                    {editable && (
                        <button type="button" class="button" onClick={() => setOverriding(true)}>
                            Change demand
                        </button>
                    )}
                    {mayChange() && head && <Advance head={head} onDone={view.reload} />}
                </>
            }
        >
            <div class="filters">
                <SelectField
                    label="Group by"
                    value={query['by'] ?? ''}
                    choices={groupings}
                    onChange={(value) => change({ by: value })}
                />
                {(['sku', 'category', 'channel', 'region'] as const).map((field) => (
                    <TextField
                        key={field}
                        label={scopeNames[field]}
                        value={query[field] ?? ''}
                        restMs={400}
                        size={10}
                        onChange={(value) => change({ [field]: value.trim() })}
                    />
                ))}
            </div>
            {!computed && <Loading what="The plan is being computed" lines={8} />}
            <Answered of={view} lines={8}>
                {(data) => (
                    <>
                        {(query['by'] ?? '') === '' ? (
                            <Card title="Units a week, layer by layer">
                                <Layers view={data} />
                            </Card>
                        ) : (
                            <PlanGroups view={data} />
                        )}
                        {data.head && (
                            <Card title="About this version">
                                <HeadFacts head={data.head} />
                            </Card>
                        )}
                        <Overrides
                            plan={name}
                            facts={data.overrides}
                            editable={editable}
                            onChanged={view.reload}
                        />
                        {data.gaps.length > 0 && (
                            <Card title="Where supply does not reach" flush>
                                <Table
                                    caption="Supply gaps"
                                    columns={gapColumns}
                                    rows={data.gaps}
                                    keyOf={(row) => `${row.sku} ${row.weekDay} ${row.limit}`}
                                />
                            </Card>
                        )}
                    </>
                )}
            </Answered>
            {overriding && (
                <OverrideDialog
                    plan={name}
                    scope={query}
                    onClose={(made) => {
                        setOverriding(false);
                        if (made) view.reload();
                    }}
                />
            )}
        </Page>
    );
}
