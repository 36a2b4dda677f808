// The parts of an order, each shipped by one location: how far, in which parcels, with which tracking.
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { send } from '../../api/client';
import type { Fulfillment, FulfillmentsView, Parcel } from '../../api/routing';
import { useAction, type Answer } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Copy } from '../../parts/Copy';
import { Confirm } from '../../parts/Dialog';
import { count, dayTime, decimal, msOfUs, words } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';
import { bare, fulfillmentTone, msOfDay } from './words';

const rejectable = ['PLANNED', 'RELEASED', 'ACCEPTED'];

function Tracking({ of }: { of: Fulfillment }) {
    const by = [of.carrier, of.service].filter(Boolean).join(' ');
    if (by === '' && of.tracking === '') return null;
    return (
        <div>
            {by}
            {of.tracking !== '' && (
                <>
                    {by !== '' && ', '}tracking <span class="mono">{of.tracking}</span>{' '}
                    <Copy text={of.tracking} what="the tracking number" />
                </>
            )}
        </div>
    );
}

function Parcels({ parcels }: { parcels: Parcel[] }) {
    if (parcels.length === 0) return null;
    return (
        <ul class="small muted">
            {parcels.map((parcel) => (
                <li key={parcel.sscc}>
                    Parcel <span class="mono">{parcel.sscc}</span>
                    {Number(parcel.weightG) > 0 && `, ${decimal(Number(parcel.weightG) / 1000)} kg`}
                    {parcel.tracking !== '' && `, ${parcel.tracking}`}
                    {parcel.lines.length > 0 &&
                        `: ${parcel.lines.map((line) => `${line.quantity} ${line.sku}`).join(', ')}`}
                </li>
            ))}
        </ul>
    );
}

function dates(of: Fulfillment) {
    const isOpen = !['SHIPPED', 'DELIVERED', 'REJECTED', 'CANCELLED'].includes(bare(of.status));
    return (
        <div class="small muted">
            Planned <Time us={of.plannedAtUs} />
            {isOpen && msOfUs(of.dispatchByUs) !== undefined && (
                <>
                    , has to leave <Time us={of.dispatchByUs} />
                </>
            )}
            {of.deliverOnDay > 0 && <>, promised for {dayTime(msOfDay(of.deliverOnDay))}</>}
            {of.pickListId !== '0' && (
                <>
                    ,{' '}
                    <Link href={`/warehouses/${of.location}/lists/${of.pickListId}`}>
                        pick list {of.pickListId}
                    </Link>
                </>
            )}
        </div>
    );
}

/** What was planned and is not there: told so far, or left when it was packed. */
function NotFound({ of }: { of: Fulfillment }) {
    const isPicked = ['PACKED', 'SHIPPED', 'DELIVERED', 'READY'].includes(bare(of.status));
    const short = of.lines.flatMap((line) => {
        const units = isPicked ? Number(line.quantity) - Number(line.picked) : Number(line.missing);
        return units > 0 ? [`${units} ${line.sku}`] : [];
    });
    return short.length === 0 ? null : <span class="muted"> (not found: {short.join(', ')})</span>;
}

function Part({ of, onReject }: { of: Fulfillment; onReject: (of: Fulfillment) => void }) {
    return (
        <li class="fulfillment">
            <div class="row">
                <Badge tone={fulfillmentTone(of.status)}>{words(bare(of.status))}</Badge>
                <strong>
                    <Link href={`/warehouses/${of.location}`}>{of.location}</Link>
                </strong>
                <span class="muted">
                    fulfillment order {of.fulfillmentOrderId},{' '}
                    {decimal(Number(of.distanceM) / 1000)} km
                    {of.parent !== '0' && `, in place of ${of.parent}`}
                </span>
                <span class="grow" />
                {mayChange() && rejectable.includes(bare(of.status)) && (
                    <button type="button" class="button small" onClick={() => onReject(of)}>
                        Route elsewhere
                    </button>
                )}
            </div>
            <div>
                {of.lines.map((line) => `${count(line.quantity)} × ${line.sku}`).join(', ')}
                <NotFound of={of} />
            </div>
            <Tracking of={of} />
            <Parcels parcels={of.parcels} />
            {dates(of)}
        </li>
    );
}

export function Fulfillments({
    fulfillments,
    onDone,
}: {
    fulfillments: Answer<FulfillmentsView>;
    onDone: () => void;
}) {
    const [rejecting, setRejecting] = useState<Fulfillment | undefined>();
    const reject = useAction((key, of: Fulfillment, reason: string) =>
        send('POST', `/v1/fulfillments/${of.fulfillmentOrderId}/reject`, { reason }, key),
    );
    const confirm = async (reason: string) => {
        if (!rejecting || (await reject.run(rejecting, reason)) === undefined) return;
        toast(`${rejecting.location} will not ship it; it is routed again`);
        setRejecting(undefined);
        onDone();
    };
    return (
        <Card title="Fulfillment">
            <Answered of={fulfillments} lines={3}>
                {(page) =>
                    page.fulfillments.length === 0 ? (
                        <Empty title="No location has it yet" />
                    ) : (
                        <ul class="fulfillments">
                            {page.fulfillments.map((one) => (
                                <Part
                                    key={one.fulfillmentOrderId}
                                    of={one}
                                    onReject={setRejecting}
                                />
                            ))}
                        </ul>
                    )
                }
            </Answered>
            {rejecting && (
                <Confirm
                    title={`Route fulfillment order ${rejecting.fulfillmentOrderId} elsewhere?`}
                    action="Route elsewhere"
                    reason="needed"
                    busy={reject.busy}
                    problem={reject.problem}
                    onConfirm={(reason) => void confirm(reason)}
                    onClose={() => {
                        reject.clear();
                        setRejecting(undefined);
                    }}
                >
                    <p>
                        {rejecting.location} is told not to pick it, and its units are routed again
                        without {rejecting.location}. This cannot be taken back.
                    </p>
                </Confirm>
            )}
        </Card>
    );
}
