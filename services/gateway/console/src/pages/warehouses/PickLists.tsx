// Pick lists that are not done: take the next one, go on with one's own, see who has the others.
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { send } from '../../api/client';
import type { PickList, PickListsView } from '../../api/routing';
import { useAction, type Answer } from '../../api/use';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { TextField } from '../../parts/Field';
import { count, msOfUs, words } from '../../parts/format';
import { Answered, Empty, ProblemNotice } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { mayWork } from './may';
import { picker, setPicker } from './picker';

const tones: Record<string, Tone> = {
    READY: 'info',
    ACCEPTED: 'info',
    CLAIMED: 'warn',
    DONE: 'good',
};

function columnsOf(code: string): Column<PickList>[] {
    return [
        {
            key: 'list',
            title: 'List',
            cell: (list) => (
                <Link href={`/warehouses/${code}/lists/${list.pickListId}`}>
                    <strong>{list.pickListId}</strong>
                </Link>
            ),
        },
        {
            key: 'state',
            title: 'State',
            cell: (list) => (
                <>
                    <Badge tone={tones[list.status] ?? 'idle'}>{words(list.status)}</Badge>
                    {list.picker !== '' && <div class="small muted">by {list.picker}</div>}
                </>
            ),
        },
        {
            key: 'orders',
            title: 'Orders',
            right: true,
            hint: 'Fulfillment orders',
            cell: (list) => count(list.fulfillmentOrders),
        },
        { key: 'released', title: 'Released', cell: (list) => <Time us={list.releasedAtUs} /> },
        {
            key: 'cut-off',
            title: 'Has to leave',
            cell: (list) =>
                msOfUs(list.cutOffAtUs) === undefined ? '' : <Time us={list.cutOffAtUs} />,
        },
    ];
}

function Claim({ code, onDone }: { code: string; onDone: () => void }) {
    const [, navigate] = useLocation();
    const [name, setName] = useState(picker());
    const claim = useAction((key, who: string) =>
        send<PickList>('POST', '/v1/pick-lists/claim', { location: code, picker: who }, key),
    );
    const take = async (event: Event) => {
        event.preventDefault();
        const list = await claim.run(name.trim());
        if (!list) return;
        onDone();
        navigate(`/warehouses/${code}/lists/${list.pickListId}`);
    };
    return (
        <form class="claim" onSubmit={(event) => void take(event)}>
            <TextField
                label="Picker (a code of yours or of the handheld, no name)"
                value={name}
                onChange={(typed) => {
                    setName(typed);
                    setPicker(typed.trim());
                }}
                maxLength={64}
                autoComplete="off"
            />
            <button
                type="submit"
                class="button primary big"
                disabled={name.trim() === '' || claim.busy}
            >
                {claim.busy ? 'Working…' : 'Take the next list'}
            </button>
            {claim.problem && <ProblemNotice problem={claim.problem} />}
        </form>
    );
}

export function PickLists({
    code,
    lists,
    turn,
    onDone,
}: {
    code: string;
    lists: Answer<PickListsView>;
    turn: number;
    onDone: () => void;
}) {
    const [, navigate] = useLocation();
    useEffect(() => {
        if (turn > 0) lists.reload();
    }, [turn]);
    return (
        <>
            {mayWork(code) && (
                <Card>
                    <Claim code={code} onDone={onDone} />
                </Card>
            )}
            <Card title="Lists, oldest first" flush>
                <Answered of={lists}>
                    {(view) => (
                        <Table
                            caption={`Pick lists of ${code}`}
                            columns={columnsOf(code)}
                            rows={view.lists}
                            keyOf={(list) => list.pickListId}
                            onOpen={(list) =>
                                navigate(`/warehouses/${code}/lists/${list.pickListId}`)
                            }
                            foot={view.more ? 'There are more.' : ''}
                            empty={
                                <Empty title="Nothing to pick">
                                    Lists appear as soon as a wave is released.
                                </Empty>
                            }
                        />
                    )}
                </Answered>
            </Card>
        </>
    );
}
