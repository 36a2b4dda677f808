// The returns of an order: how far each is, what is known of its goods and its money, and its next steps.
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { OrderView, ReturnLineView, ReturnsView, ReturnView } from '../../api/order';
import type { LocationsView } from '../../api/types';
import { useGet, type Answer } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { count, money, msOfUs, words } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { mayChange } from '../../shell/session';
import { ReturnStepDialog, type ReturnStep } from './ReturnDialogs';
import { bare, returnTone } from './words';

const stepWords: Record<ReturnStep, string> = {
    authorize: 'Allow…',
    decline: 'Decline…',
    receive: 'Receive…',
    inspect: 'Inspect…',
    resolve: 'Resolve…',
    cancel: 'Withdraw…',
    close: 'Close…',
};

/** What may be done next; the order service has the last word. */
export function stepsOf(of: ReturnView): ReturnStep[] {
    const state = bare(of.status);
    const some = (left: (line: ReturnLineView) => number) =>
        of.lines.some((line) => left(line) > 0);
    if (state === 'REQUESTED') return ['authorize', 'decline', 'cancel'];
    // Goods may come although nobody waits for them: declined, withdrawn, or too late.
    const steps: ReturnStep[] = [];
    if (some((line) => Number(line.requested) - Number(line.received))) steps.push('receive');
    if (['DECLINED', 'EXPIRED', 'CANCELLED'].includes(state)) return steps;
    if (!['AUTHORIZED', 'RECEIVED', 'INSPECTED', 'RESOLVED'].includes(state)) return [];
    if (some((line) => Number(line.received) - Number(line.inspected))) steps.push('inspect');
    if (some((line) => Number(line.unresolved))) steps.push('resolve');
    steps.push(state === 'AUTHORIZED' ? 'cancel' : 'close');
    return steps;
}

function fate(line: ReturnLineView): string {
    const fates: [string, string][] = [
        [line.restocked, 'restocked'],
        [line.refurbished, 'refurbish'],
        [line.quarantined, 'quarantine'],
        [line.returnedToVendor, 'to vendor'],
        [line.scrapped, 'scrapped'],
    ];
    return fates
        .filter(([units]) => Number(units) > 0)
        .map(([units, what]) => `${units} ${what}`)
        .join(', ');
}

function columnsOf(currency: string): Column<ReturnLineView>[] {
    return [
        { key: 'line', title: 'Line', right: true, cell: (line) => line.line },
        {
            key: 'sku',
            title: 'SKU',
            cell: (line) => <Link href={`/stock/${encodeURIComponent(line.sku)}`}>{line.sku}</Link>,
        },
        { key: 'reason', title: 'Why', cell: (line) => words(bare(line.reason)) },
        { key: 'asked', title: 'Asked', right: true, cell: (line) => count(line.requested) },
        { key: 'came', title: 'Came', right: true, cell: (line) => count(line.received) },
        { key: 'seen', title: 'Inspected', right: true, cell: (line) => count(line.inspected) },
        { key: 'fate', title: 'What became of it', cell: fate },
        {
            key: 'owed',
            title: 'Customer',
            cell: (line) =>
                [
                    Number(line.refunded) > 0 &&
                        `${line.refunded} refunded, ${money(line.refundMinor, currency)}`,
                    Number(line.exchanged) > 0 && `${line.exchanged} exchanged`,
                    Number(line.unresolved) > 0 && `${line.unresolved} open`,
                ]
                    .filter(Boolean)
                    .join(', '),
        },
    ];
}

function ReturnCard({
    of,
    currency,
    onStep,
}: {
    of: ReturnView;
    currency: string;
    onStep: (step: ReturnStep) => void;
}) {
    return (
        <Card
            title={
                <>
                    Return {of.returnId}{' '}
                    <Badge tone={returnTone(of.status)}>{words(bare(of.status))}</Badge>
                </>
            }
            tools={
                mayChange() &&
                stepsOf(of).map((step) => (
                    <button
                        key={step}
                        type="button"
                        class={`button small ${step === 'decline' ? 'danger' : ''}`}
                        onClick={() => onStep(step)}
                    >
                        {stepWords[step]}
                    </button>
                ))
            }
            flush
        >
            <p class="small muted card-note">
                Asked for <Time us={of.requestedAtUs} />
                {of.reference !== '' && <>, the shop's {of.reference}</>}
                {bare(of.status) === 'AUTHORIZED' && msOfUs(of.expiresAtUs) !== undefined && (
                    <>
                        , expires <Time us={of.expiresAtUs} />
                    </>
                )}
                {of.exchangeOrderId !== '0' && of.exchangeOrderId !== '' && (
                    <>
                        , replaced by{' '}
                        <Link href={`/orders/${of.exchangeOrderId}`}>
                            order {of.exchangeOrderId}
                        </Link>
                    </>
                )}
            </p>
            <Table
                caption={`Lines of return ${of.returnId}`}
                columns={columnsOf(of.currency || currency)}
                rows={of.lines}
                keyOf={(line) => `${line.line} ${line.sku}`}
            />
        </Card>
    );
}

export function Returns({
    order,
    returns,
    onDone,
}: {
    order: OrderView;
    returns: Answer<ReturnsView>;
    onDone: () => void;
}) {
    const [asked, setAsked] = useState<{ of: ReturnView; step: ReturnStep } | undefined>();
    const locations = useGet<LocationsView>('/v1/locations').data?.locations ?? [];
    return (
        <Answered of={returns} lines={3}>
            {(view) => (
                <>
                    {view.returns.length === 0 && (
                        <Card>
                            <Empty title="Nothing comes back">
                                Goods that have shipped can be returned with “Return…” above.
                            </Empty>
                        </Card>
                    )}
                    {view.returns.map((of) => (
                        <ReturnCard
                            key={of.returnId}
                            of={of}
                            currency={order.currency}
                            onStep={(step) => setAsked({ of, step })}
                        />
                    ))}
                    {asked && (
                        <ReturnStepDialog
                            {...asked}
                            locations={locations.map((location) => location.code)}
                            onDone={onDone}
                            onClose={() => setAsked(undefined)}
                        />
                    )}
                </>
            )}
        </Answered>
    );
}
