// Goals of channels and regions, how far they are, and whether the rest of the plan reaches them.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { GoalProgress, GoalsView } from '../../api/planning';
import { useAction, useGet } from '../../api/use';
import { Card } from '../../parts/Card';
import { dayOfDate, dayText } from '../../parts/days';
import { TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { count, percent } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Bar } from '../../parts/Tile';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';

const columns: Column<GoalProgress>[] = [
    { key: 'channel', title: 'Channel', cell: (row) => row.goal?.channel || 'all' },
    { key: 'region', title: 'Region', cell: (row) => row.goal?.region || 'all' },
    {
        key: 'period',
        title: 'Period',
        cell: (row) => row.goal && `${dayText(row.goal.fromDay)} to ${dayText(row.goal.toDay)}`,
    },
    {
        key: 'actual',
        title: 'So far',
        right: true,
        cell: (row) =>
            `${count(Math.round(row.actualUnits))} of ${count(Math.round(row.goal?.units ?? 0))}`,
    },
    {
        key: 'expected',
        title: 'Expected at the end',
        right: true,
        cell: (row) => count(Math.round(row.expectedUnits)),
    },
    {
        key: 'track',
        title: 'On track',
        cell: (row) => (
            <>
                <Bar share={row.onTrack} tone={row.onTrack < 0.95 ? 'warn' : undefined} />{' '}
                {percent(row.onTrack)}
                <div class="small muted">{row.words}</div>
            </>
        ),
    },
    { key: 'note', title: 'Note', cell: (row) => row.goal?.note },
];

function SetGoal({ onClose }: { onClose: (made: boolean) => void }) {
    const [channel, setChannel] = useState('');
    const [region, setRegion] = useState('');
    const [from, setFrom] = useState('');
    const [to, setTo] = useState('');
    const [units, setUnits] = useState('');
    const [note, setNote] = useState('');
    const action = useAction((key: string, goal: unknown) =>
        send('POST', '/v1/goals', { goals: [goal] }, key),
    );
    const save = async () => {
        const goal = {
            channel,
            region,
            fromDay: dayOfDate(from),
            toDay: dayOfDate(to),
            units: Number(units),
            note,
        };
        if ((await action.run(goal)) === undefined) return;
        toast('The goal is set');
        onClose(true);
    };
    return (
        <FormDialog
            title="Set a goal"
            action="Set"
            busy={action.busy}
            problem={action.problem}
            onSubmit={() => void save()}
            onClose={() => onClose(false)}
        >
            <div class="filters">
                <TextField label="Channel" value={channel} onChange={setChannel} />
                <TextField label="Region" value={region} onChange={setRegion} />
            </div>
            <div class="filters">
                <TextField label="From" type="date" value={from} onChange={setFrom} required />
                <TextField label="To" type="date" value={to} onChange={setTo} required />
            </div>
            <TextField
                label="Units"
                type="number"
                min={0}
                value={units}
                onChange={setUnits}
                required
            />
            <TextField label="Note" value={note} onChange={setNote} maxLength={200} />
        </FormDialog>
    );
}

export function Goals() {
    const view = useGet<GoalsView>('/v1/goals');
    const [setting, set] = useState(false);
    return (
        <Card
            flush
            title="Goals"
            tools={
                mayChange() && (
                    <button type="button" class="button" onClick={() => set(true)}>
                        Set a goal
                    </button>
                )
            }
        >
            <Table
                caption="Goals"
                columns={columns}
                rows={view.data?.goals ?? []}
                keyOf={(row) =>
                    `${row.goal?.channel} ${row.goal?.region} ${row.goal?.fromDay} ${row.goal?.toDay}`
                }
                loading={view.loading}
                problem={view.problem}
                retry={view.reload}
                empty={
                    <Empty title="No goals are set for today">
                        What was ordered, and what the plan in force says of the days to come, is
                        held against a goal.
                    </Empty>
                }
            />
            {setting && (
                <SetGoal
                    onClose={(made) => {
                        set(false);
                        if (made) view.reload();
                    }}
                />
            )}
        </Card>
    );
}
