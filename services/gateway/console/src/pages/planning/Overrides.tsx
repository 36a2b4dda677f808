// What people changed in a plan, why and by how much; each change can be undone.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { OverrideFact } from '../../api/planning';
import { useAction } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { dayText } from '../../parts/days';
import { count, words } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { scopeText } from './planWords';

function changeText(fact: OverrideFact): string {
    if (fact.hasUnits) return `${count(Math.round(fact.units))} units a week`;
    return `${fact.percent > 0 ? '+' : ''}${fact.percent} %`;
}

function columnsWith(undo: ((fact: OverrideFact) => void) | undefined): Column<OverrideFact>[] {
    return [
        { key: 'scope', title: 'What', cell: (row) => scopeText(row.scope) },
        {
            key: 'weeks',
            title: 'When',
            cell: (row) =>
                row.fromDay === 0 && row.toDay === 0
                    ? 'all weeks'
                    : `${dayText(row.fromDay)} to ${dayText(row.toDay)}`,
        },
        { key: 'change', title: 'Change', cell: changeText },
        {
            key: 'units',
            title: 'Units',
            right: true,
            cell: (row) => `${count(Math.round(row.before))} → ${count(Math.round(row.after))}`,
        },
        {
            key: 'why',
            title: 'Why',
            cell: (row) => (
                <>
                    {words(row.reason, 'OVERRIDE_')}
                    {row.note !== '' && <div class="small muted">{row.note}</div>}
                </>
            ),
        },
        { key: 'by', title: 'By', cell: (row) => row.author },
        { key: 'at', title: 'At', cell: (row) => <Time us={row.atUs} /> },
        {
            key: 'undo',
            title: 'Undo',
            cell: (row) => {
                if (row.removed) return <Badge>undone</Badge>;
                return undo ? (
                    <button type="button" class="button small" onClick={() => undo(row)}>
                        Undo
                    </button>
                ) : null;
            },
        },
    ];
}

export function Overrides({
    plan,
    facts,
    editable,
    onChanged,
}: {
    plan: string;
    facts: OverrideFact[];
    editable: boolean;
    onChanged: () => void;
}) {
    const [asked, ask] = useState<OverrideFact | undefined>();
    const action = useAction((key: string, id: string, note: string) =>
        send('DELETE', `/v1/plans/${encodeURIComponent(plan)}/overrides/${id}`, { note }, key),
    );
    const confirm = async (note: string) => {
        if (!asked || (await action.run(asked.overrideId, note)) === undefined) return;
        toast('The change is undone');
        ask(undefined);
        onChanged();
    };
    return (
        <Card title="Changes by hand" flush>
            <Table
                caption="Overrides"
                columns={columnsWith(editable ? ask : undefined)}
                rows={facts}
                keyOf={(row) => row.overrideId}
                empty={<Empty title="Nobody has changed anything in this scope" />}
            />
            {asked && (
                <Confirm
                    title="Undo this change?"
                    action="Undo"
                    reason="asked"
                    busy={action.busy}
                    problem={action.problem}
                    onConfirm={(note) => void confirm(note)}
                    onClose={() => ask(undefined)}
                >
                    <p>
                        {scopeText(asked.scope)}: {changeText(asked)}. The plan goes back to what it
                        was without it; the change stays in the list as undone.
                    </p>
                </Confirm>
            )}
        </Card>
    );
}
