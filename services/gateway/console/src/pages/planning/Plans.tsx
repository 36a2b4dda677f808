// The versions of the plan, the newest first; two of them can be put side by side.
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { send } from '../../api/client';
import type { PlanHead, PlansView } from '../../api/planning';
import { useAction, useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { dayText } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { count } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';
import { stateText, stateTones } from './planWords';

const columns: Column<PlanHead>[] = [
    {
        key: 'name',
        title: 'Plan',
        sort: (row) => row.name,
        cell: (row) => (
            <>
                <strong>{row.name}</strong>
                {row.note !== '' && <div class="small muted">{row.note}</div>}
            </>
        ),
    },
    {
        key: 'state',
        title: 'State',
        cell: (row) => (
            <Badge tone={stateTones[row.state] ?? 'idle'}>
                {row.ready ? stateText(row.state) : 'Is being computed'}
            </Badge>
        ),
    },
    {
        key: 'weeks',
        title: 'Weeks',
        cell: (row) => `${row.weeks} from ${dayText(row.firstDay)}`,
    },
    { key: 'parent', title: 'Grew from', cell: (row) => (row.parent === '' ? '–' : row.parent) },
    { key: 'overrides', title: 'Overrides', right: true, cell: (row) => count(row.overrides) },
    {
        key: 'assumptions',
        title: 'Assumptions',
        right: true,
        cell: (row) => count(row.assumptions.length),
    },
    { key: 'author', title: 'By', cell: (row) => row.author },
    { key: 'created', title: 'Made', cell: (row) => <Time us={row.createdAtUs} /> },
];

function CreatePlan({ plans, onClose }: { plans: PlanHead[]; onClose: (made: string) => void }) {
    const [name, setName] = useState('');
    const [weeks, setWeeks] = useState('26');
    const [parent, setParent] = useState('');
    const [note, setNote] = useState('');
    const action = useAction((key: string) =>
        send('POST', '/v1/plans', { name, weeks: Number(weeks), parent, note }, key),
    );
    const create = async () => {
        if ((await action.run()) !== undefined) onClose(name);
    };
    return (
        <FormDialog
            title="New plan"
            action="Make the plan"
            busy={action.busy}
            problem={action.problem}
            onSubmit={() => void create()}
            onClose={() => onClose('')}
        >
            <TextField label="Name" value={name} onChange={setName} required maxLength={64} />
            <TextField
                label="Weeks"
                type="number"
                min={1}
                max={78}
                value={weeks}
                onChange={setWeeks}
                required
            />
            <SelectField
                label="Grows from"
                value={parent}
                onChange={setParent}
                choices={[
                    ['', 'nothing: a fresh forecast'],
                    ...plans.map((plan): [string, string] => [plan.name, plan.name]),
                ]}
            />
            <TextField label="Note" value={note} onChange={setNote} maxLength={500} />
        </FormDialog>
    );
}

export function Plans() {
    const list = useGet<PlansView>('/v1/plans', { limit: 100 }, 10_000);
    const [, navigate] = useLocation();
    const [creating, setCreating] = useState(false);
    const [a, setA] = useState('');
    const [b, setB] = useState('');
    const plans = list.data?.plans ?? [];
    const names = plans.map((plan): [string, string] => [plan.name, plan.name]);
    const open = (name: string) => navigate(`/planning/plans/${encodeURIComponent(name)}`);
    return (
        <Card flush>
            <header>
                <form
                    class="filters"
                    onSubmit={(event) => {
                        event.preventDefault();
                        if (a !== '' && b !== '')
                            navigate(
                                `/planning/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`,
                            );
                    }}
                >
                    <SelectField
                        label="Compare"
                        value={a}
                        onChange={setA}
                        choices={[['', '…'], ...names]}
                    />
                    <SelectField
                        label="with"
                        value={b}
                        onChange={setB}
                        choices={[['', '…'], ...names]}
                    />
                    <button type="submit" class="button" disabled={a === '' || b === '' || a === b}>
                        Side by side
                    </button>
                </form>
                <span class="grow" />
                {mayChange() && (
                    <button type="button" class="button primary" onClick={() => setCreating(true)}>
                        New plan
                    </button>
                )}
            </header>
            <Table
                caption="Plans"
                columns={columns}
                rows={plans}
                keyOf={(row) => row.planId}
                onOpen={(row) => open(row.name)}
                loading={list.loading}
                problem={list.problem}
                retry={list.reload}
                empty={
                    <Empty title="There is no plan yet">
                        <span>
                            A plan begins with the forecast; then people change it, with reasons.
                        </span>
                    </Empty>
                }
            />
            {creating && (
                <CreatePlan
                    plans={plans}
                    onClose={(made) => {
                        setCreating(false);
                        if (made === '') return;
                        toast(`${made} is being computed`);
                        open(made);
                    }}
                />
            )}
        </Card>
    );
}
