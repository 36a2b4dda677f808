// What is picked: pack it into parcels, hand it over. One fulfillment order a card, the oldest first.
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Fulfillment, FulfillmentsView } from '../../api/routing';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { count, msOfUs } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Time } from '../../parts/Time';
import { mayWork } from './may';
import { PackDialog, ShipDialog } from './ParcelDialogs';

function Picked({
    of,
    onPack,
    onShip,
}: {
    of: Fulfillment;
    onPack: () => void;
    onShip: () => void;
}) {
    return (
        <Card>
            <div class="stack">
                <div class="row">
                    <strong>Fulfillment order {of.fulfillmentOrderId}</strong>
                    <Badge tone={of.parcels.length > 0 ? 'good' : 'info'}>
                        {of.parcels.length > 0
                            ? `${of.parcels.length} ${of.parcels.length === 1 ? 'parcel' : 'parcels'}`
                            : 'Picked'}
                    </Badge>
                    <span class="grow" />
                    <Link href={`/orders/${of.orderId}`}>order {of.orderId}</Link>
                </div>
                <div>
                    {of.lines.map((line) => `${count(line.picked)} × ${line.sku}`).join(', ')}
                </div>
                {of.parcels.map((parcel) => (
                    <div key={parcel.sscc} class="small muted mono">
                        {parcel.sscc}
                    </div>
                ))}
                <div class="small muted">
                    {[of.carrier, of.service].filter(Boolean).join(' ') || 'no carrier planned'}
                    {msOfUs(of.dispatchByUs) !== undefined && (
                        <>
                            , has to leave <Time us={of.dispatchByUs} />
                        </>
                    )}
                    {of.pickupLocation !== '' && `, is collected at ${of.pickupLocation}`}
                </div>
                {mayWork(of.location) && (
                    <div class="pair">
                        <button type="button" class="button big" onClick={onPack}>
                            Pack a parcel…
                        </button>
                        <button type="button" class="button primary big" onClick={onShip}>
                            Hand over…
                        </button>
                    </div>
                )}
            </div>
        </Card>
    );
}

export function ToShip({ code, turn, onDone }: { code: string; turn: number; onDone: () => void }) {
    const page = useGet<FulfillmentsView>('/v1/fulfillments', {
        location: code,
        statuses: 'FULFILLMENT_PACKED',
        limit: 50,
    });
    const [asked, setAsked] = useState<{ what: 'pack' | 'ship'; of: Fulfillment } | undefined>();
    useEffect(() => {
        if (turn > 0) page.reload();
    }, [turn]);
    const done = () => {
        page.reload();
        onDone();
    };
    return (
        <Answered of={page}>
            {(view) => (
                <>
                    {view.fulfillments.length === 0 && (
                        <Card>
                            <Empty title="Nothing is picked and waits">
                                What is picked in full appears here, to be packed and handed over.
                            </Empty>
                        </Card>
                    )}
                    {view.fulfillments.map((of) => (
                        <Picked
                            key={of.fulfillmentOrderId}
                            of={of}
                            onPack={() => setAsked({ what: 'pack', of })}
                            onShip={() => setAsked({ what: 'ship', of })}
                        />
                    ))}
                    {asked?.what === 'pack' && (
                        <PackDialog
                            of={asked.of}
                            onDone={done}
                            onClose={() => setAsked(undefined)}
                        />
                    )}
                    {asked?.what === 'ship' && (
                        <ShipDialog
                            of={asked.of}
                            onDone={done}
                            onClose={() => setAsked(undefined)}
                        />
                    )}
                </>
            )}
        </Answered>
    );
}
