// What to buy or move, the most urgent first: chosen with the keyboard or the mouse, approved or
// rejected together, and taken back where that is still possible.
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { send } from '../../api/client';
import type { Replenishment, ReplenishmentsView } from '../../api/planning';
import { useAction, useGet } from '../../api/use';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { dayText } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { count, money, words } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';

const limit = 200;

const statuses: [string, string][] = [
    ['PROPOSAL_PROPOSED', 'Proposed'],
    ['PROPOSAL_APPROVED', 'Approved'],
    ['PROPOSAL_ORDERED', 'Ordered'],
    ['PROPOSAL_PARTLY_RECEIVED', 'Partly received'],
    ['PROPOSAL_RECEIVED', 'Received'],
    ['PROPOSAL_REJECTED', 'Rejected'],
    ['PROPOSAL_EXPIRED', 'Expired'],
    ['PROPOSAL_CANCELLED', 'Cancelled'],
];

const tones: Record<string, Tone> = {
    PROPOSAL_PROPOSED: 'info',
    PROPOSAL_APPROVED: 'good',
    PROPOSAL_ORDERED: 'good',
    PROPOSAL_RECEIVED: 'good',
    PROPOSAL_REJECTED: 'warn',
    PROPOSAL_CANCELLED: 'bad',
};

function whatToDo({ proposal }: Replenishment): string {
    const units = count(proposal.quantity);
    if (proposal.kind === 'PROPOSAL_TRANSFER') return `Move ${units} from ${proposal.fromLocation}`;
    return `Buy ${units}${proposal.supplier === '' ? '' : ` from ${proposal.supplier}`}`;
}

/** What tells it from the others for somebody who does not see the row. */
function nameOf(row: Replenishment): string {
    return `${whatToDo(row)}: ${row.proposal.sku} for ${row.proposal.location}`;
}

function costOf({ proposal }: Replenishment): string {
    if (proposal.kind === 'PROPOSAL_TRANSFER' || proposal.currency === '') return '–';
    const minor = BigInt(proposal.unitCostMinor) * BigInt(proposal.quantity);
    return money(minor.toString(), proposal.currency);
}

const columns: Column<Replenishment>[] = [
    {
        key: 'sku',
        title: 'SKU',
        sort: (row) => row.proposal.sku,
        cell: ({ proposal }) => (
            <Link href={`/stock/${encodeURIComponent(proposal.sku)}`} class="mono">
                {proposal.sku}
            </Link>
        ),
    },
    {
        key: 'location',
        title: 'For',
        sort: (row) => row.proposal.location,
        cell: ({ proposal }) => <span class="nowrap">{proposal.location}</span>,
    },
    {
        key: 'what',
        title: 'What',
        cell: (row) => (
            <>
                <div>{whatToDo(row)}</div>
                <div class="small muted">{row.proposal.reason}</div>
            </>
        ),
    },
    { key: 'cost', title: 'Cost', right: true, cell: costOf },
    {
        key: 'class',
        title: 'Class',
        hint: 'ABC by value of demand, XYZ by how much it varies',
        sort: (row) => row.proposal.abcXyz,
        cell: ({ proposal }) => proposal.abcXyz,
    },
    {
        key: 'gone',
        title: 'Gone on',
        hint: 'When stock is expected to be gone if nothing is done',
        sort: (row) => row.proposal.stockOutDay || 999_999,
        cell: ({ proposal }) => (
            <span class="nowrap">
                {proposal.stockOutDay === 0 ? 'in a year or more' : dayText(proposal.stockOutDay)}
            </span>
        ),
    },
    {
        key: 'due',
        title: 'There on',
        hint: 'When it is expected to arrive',
        sort: (row) => row.proposal.dueDay,
        cell: ({ proposal }) => <span class="nowrap">{dayText(proposal.dueDay)}</span>,
    },
    {
        key: 'status',
        title: 'Status',
        cell: (row) => (
            <>
                <Badge tone={tones[row.status] ?? 'idle'}>{words(row.status, 'PROPOSAL_')}</Badge>
                {row.decidedBy !== '' && row.status !== 'PROPOSAL_PROPOSED' && (
                    <div class="small muted">
                        by {row.decidedBy}
                        {row.decisionReason !== '' && `: ${row.decisionReason}`}
                    </div>
                )}
                {row.number !== '' && <div class="small mono">{row.number}</div>}
            </>
        ),
    },
];

type Decision = 'approve' | 'reject' | 'reopen';
const done: Record<Decision, string> = {
    approve: 'approved: inventory orders',
    reject: 'rejected',
    reopen: 'proposed again',
};

function decide(key: string, decision: Decision, ids: string[], reason: string): Promise<unknown> {
    const path = `/v1/proposals/${decision}`;
    if (decision === 'reopen') return send('POST', path, { proposalIds: ids }, key);
    const decisions = ids.map((proposalId) => ({ proposalId, reason }));
    return send('POST', path, { decisions }, key);
}

function choiceColumn(
    chosen: Set<string>,
    choose: (chosen: Set<string>) => void,
): Column<Replenishment> {
    return {
        key: 'choice',
        title: 'Choose',
        cell: (row) => (
            <input
                type="checkbox"
                aria-label={nameOf(row)}
                checked={chosen.has(row.proposal.proposalId)}
                onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.currentTarget.checked) next.add(row.proposal.proposalId);
                    else next.delete(row.proposal.proposalId);
                    choose(next);
                }}
            />
        ),
    };
}

export function Proposals() {
    const [query, change] = useQuery();
    const status = query['status'] ?? 'PROPOSAL_PROPOSED';
    const list = useGet<ReplenishmentsView>('/v1/proposals', {
        statuses: status,
        location: query['location'],
        sku: query['sku'],
        limit,
    });
    const [chosen, choose] = useState(new Set<string>());
    const [asked, ask] = useState<Decision | undefined>();
    const action = useAction(decide);
    const rows = list.data?.replenishments ?? [];
    const ids = rows.map((row) => row.proposal.proposalId).filter((id) => chosen.has(id));
    const decisions: Decision[] =
        status === 'PROPOSAL_PROPOSED'
            ? ['approve', 'reject']
            : status === 'PROPOSAL_REJECTED'
              ? ['reopen']
              : [];
    const selecting = mayChange() && decisions.length > 0;

    const confirm = async (reason: string) => {
        if (!asked) return;
        if ((await action.run(asked, ids, reason)) === undefined) {
            list.reload(); // another may have decided on one of them: it leaves the choice
            return;
        }
        toast(`${ids.length} ${done[asked]}`);
        ask(undefined);
        choose(new Set());
        list.reload();
    };

    return (
        <Card flush>
            <header>
                <div class="filters">
                    <SelectField
                        label="Status"
                        value={status}
                        choices={statuses}
                        onChange={(value) => change({ status: value })}
                    />
                    <TextField
                        label="Location"
                        value={query['location'] ?? ''}
                        restMs={300}
                        onChange={(value) => change({ location: value.trim() })}
                    />
                    <TextField
                        label="SKU"
                        value={query['sku'] ?? ''}
                        restMs={300}
                        onChange={(value) => change({ sku: value.trim() })}
                    />
                </div>
                <span class="grow" />
                {selecting && (
                    <>
                        <button
                            type="button"
                            class="button"
                            onClick={() =>
                                choose(
                                    ids.length === rows.length
                                        ? new Set()
                                        : new Set(rows.map((row) => row.proposal.proposalId)),
                                )
                            }
                        >
                            {ids.length === rows.length && ids.length > 0
                                ? 'Choose none'
                                : 'Choose all shown'}
                        </button>
                        {decisions.map((decision) => (
                            <button
                                key={decision}
                                type="button"
                                class={`button ${decision === 'reject' ? 'danger' : 'primary'}`}
                                disabled={ids.length === 0}
                                onClick={() => ask(decision)}
                            >
                                {words(decision)} {ids.length > 0 ? ids.length : ''}
                            </button>
                        ))}
                    </>
                )}
            </header>
            <Table
                caption="Proposals to buy or move"
                columns={selecting ? [choiceColumn(chosen, choose), ...columns] : columns}
                rows={rows}
                keyOf={(row) => row.proposal.proposalId}
                loading={list.loading}
                problem={list.problem}
                retry={list.reload}
                empty={
                    <Empty title="No proposals like that">
                        <span>
                            Proposals are made when stock and what is under way fall to the reorder
                            point.
                        </span>
                    </Empty>
                }
                foot={
                    list.data && (
                        <>
                            {count(list.data.units)} units in all
                            {list.data.more && ` · the first ${limit} are shown`}
                        </>
                    )
                }
            />
            {asked && (
                <Confirm
                    title={`${words(asked)} ${ids.length} ${ids.length === 1 ? 'proposal' : 'proposals'}?`}
                    action={words(asked)}
                    danger={asked === 'reject'}
                    {...(asked === 'reopen'
                        ? {}
                        : { reason: asked === 'reject' ? 'needed' : 'asked' })}
                    busy={action.busy}
                    problem={action.problem}
                    onConfirm={(reason) => void confirm(reason)}
                    onClose={() => ask(undefined)}
                >
                    <p>
                        {asked === 'approve' &&
                            'Inventory makes a purchase order or a transfer of each, once.'}
                        {asked === 'reject' &&
                            'They are not proposed again for a while. A rejection can be taken back.'}
                        {asked === 'reopen' && 'The rejections are taken back.'}
                    </p>
                </Confirm>
            )}
        </Card>
    );
}
