// One count. Whoever counts sees what to count and where it lies, never what the books say; whoever
// decides about a difference sees both.
import { useState } from 'preact/hooks';
import { Link, useParams } from 'wouter-preact';
import { send } from '../../api/client';
import { useReloadOn } from '../../api/concern';
import type { CountReply, DocumentLine, DocumentView } from '../../api/inventory';
import { useAction, useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { count, signed, words } from '../../parts/format';
import { Answered, ProblemNotice } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { Quantities, wholeNumber } from '../../parts/Quantities';
import { Table, type Column } from '../../parts/Table';
import { toast } from '../../parts/Toast';
import { mayChange, session } from '../../shell/session';
import { countTones, countWords } from './CountsPage';
import './stock.css';

const unitsMax = 1_000_000_000;
/** Counters of a location may submit, too; only operators decide. */
const mayCount = () => mayChange() || session.value?.role === 'KEY_WAREHOUSE';

function Entry({
    countId,
    lines,
    isAgain,
    onDone,
}: {
    countId: string;
    lines: DocumentLine[];
    isAgain: boolean;
    onDone: () => void;
}) {
    const [found, setFound] = useState<Record<string, string>>({});
    const submit = useAction((key, told: object[]) =>
        send<CountReply>('POST', `/v1/counts/${countId}/submit`, { lines: told }, key),
    );
    const told = lines.flatMap((line) => {
        const quantity = wholeNumber(found[line.sku], 0, unitsMax);
        return quantity === undefined ? [] : [{ sku: line.sku, quantity }];
    });
    const isComplete = told.length === lines.length;
    const tell = async (event: Event) => {
        event.preventDefault();
        if (!isComplete) return;
        const reply = await submit.run(told);
        if (!reply) return;
        const status = reply.status.replace('COUNT_', '');
        toast(`Count ${countId}: ${(countWords[status] ?? words(status)).toLowerCase()}`);
        setFound({});
        onDone();
    };
    return (
        <Card title={isAgain ? 'Count these again' : 'What is there?'}>
            <form class="stack count-entry" onSubmit={(event) => void tell(event)}>
                <p class="muted">
                    {isAgain
                        ? 'They differ from the books by more than is tolerated. Count them once more, as if for the first time.'
                        : 'Count what lies there. 0 is a count, too. The books are not shown on purpose.'}
                </p>
                <Quantities
                    legend="Units found"
                    rows={lines.map((line) => ({ key: line.sku, label: line.sku, max: unitsMax }))}
                    values={found}
                    onChange={setFound}
                />
                {submit.problem && <ProblemNotice problem={submit.problem} />}
                <div class="row">
                    <button
                        type="submit"
                        class="button primary"
                        disabled={!isComplete || submit.busy}
                    >
                        {submit.busy ? 'Working…' : 'Tell the count'}
                    </button>
                    <span class="small muted">
                        {count(told.length)} of {count(lines.length)} counted
                    </span>
                </div>
            </form>
        </Card>
    );
}

const columns: Column<DocumentLine>[] = [
    {
        key: 'sku',
        title: 'SKU',
        cell: (line) => <Link href={`/stock/${encodeURIComponent(line.sku)}`}>{line.sku}</Link>,
    },
    { key: 'books', title: 'Books', right: true, cell: (line) => count(line.expected) },
    { key: 'found', title: 'Found', right: true, cell: (line) => count(line.received) },
    {
        key: 'difference',
        title: 'Difference',
        right: true,
        cell: (line) => <strong>{signed(Number(line.received) - Number(line.expected))}</strong>,
    },
];

function Decision({ countId, onDone }: { countId: string; onDone: () => void }) {
    const [asked, setAsked] = useState<'approve' | 'cancel' | undefined>();
    const decide = useAction((key, what: string, reason: string) =>
        send<CountReply>('POST', `/v1/counts/${countId}/${what}`, { reason }, key),
    );
    const confirm = async (reason: string) => {
        if (!asked || (await decide.run(asked, reason)) === undefined) return;
        toast(asked === 'approve' ? 'Booked as found' : 'Called off; nothing was booked');
        setAsked(undefined);
        onDone();
    };
    return (
        <>
            <button type="button" class="button primary" onClick={() => setAsked('approve')}>
                Book as found…
            </button>
            <button type="button" class="button" onClick={() => setAsked('cancel')}>
                Call off…
            </button>
            {asked && (
                <Confirm
                    title={
                        asked === 'approve'
                            ? 'Book the last count as found?'
                            : 'Call this count off?'
                    }
                    action={asked === 'approve' ? 'Book' : 'Call off'}
                    reason={asked === 'approve' ? 'needed' : 'asked'}
                    busy={decide.busy}
                    problem={decide.problem}
                    onConfirm={(reason) => void confirm(reason)}
                    onClose={() => setAsked(undefined)}
                >
                    <p>
                        {asked === 'approve'
                            ? 'The books take the numbers that were found. Fewer units than are promised take promises back, newest first.'
                            : 'The books stay as they are.'}
                    </p>
                </Confirm>
            )}
        </>
    );
}

export default function CountPage() {
    const countId = useParams<{ id: string }>().id;
    const answer = useGet<DocumentView>(`/v1/counts/${countId}`);
    useReloadOn((event) => event.data['countId'] === countId, answer.reload);
    const status = answer.data?.status ?? '';
    const isCounting = status === 'REQUESTED' || status === 'RECOUNT';
    const isOpen = isCounting || status === 'REVIEW';
    return (
        <Page
            title={`Count ${countId}`}
            lead={answer.data && `At ${answer.data.location}`}
            tools={
                answer.data && (
                    <div class="row">
                        <Badge tone={countTones[status] ?? 'idle'}>
                            {countWords[status] ?? words(status)}
                        </Badge>
                        {isOpen && mayChange() && (
                            <Decision countId={countId} onDone={answer.reload} />
                        )}
                    </div>
                )
            }
        >
            <Answered of={answer}>
                {(view) =>
                    isCounting && mayCount() ? (
                        <Entry
                            key={view.status}
                            countId={countId}
                            lines={view.lines}
                            isAgain={status === 'RECOUNT'}
                            onDone={answer.reload}
                        />
                    ) : (
                        <Card title="Lines" flush>
                            <Table
                                caption="Lines of the count"
                                columns={isCounting ? columns.slice(0, 1) : columns}
                                rows={view.lines}
                                keyOf={(line) => line.sku}
                            />
                        </Card>
                    )
                }
            </Answered>
        </Page>
    );
}
