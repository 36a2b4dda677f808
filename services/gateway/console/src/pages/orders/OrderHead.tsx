// What an order is at a glance: how far it is, what it waits for, where it goes, what it is worth.
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { Hold, OrderView } from '../../api/order';
import { Badge } from '../../parts/Badge';
import { Card, Facts } from '../../parts/Card';
import { Copy } from '../../parts/Copy';
import { dayTime, money, msOfUs, words } from '../../parts/format';
import { Time } from '../../parts/Time';
import { mayChange } from '../../shell/session';
import { stagesOfAll, valueMinor } from './counters';
import { Counters } from './OrderLines';
import { bare, msOfDay, progressTone, stateWords } from './words';

export function OrderState({ order }: { order: OrderView }) {
    return (
        <Badge tone={progressTone(order.progress)}>
            {stateWords(order.status, order.progress)}
        </Badge>
    );
}

function HoldLine({ hold, onRelease }: { hold: Hold; onRelease: (hold: Hold) => void }) {
    return (
        <div class="waits warn">
            <Badge tone="warn">On hold: {words(bare(hold.reason)).toLowerCase()}</Badge>
            <span>
                {hold.note}
                <span class="muted">
                    {' '}
                    since <Time us={hold.atUs} />
                    {hold.by !== '' && <> by {hold.by}</>}
                    {msOfUs(hold.expiresAtUs) !== undefined && (
                        <>
                            , expires <Time us={hold.expiresAtUs} />
                        </>
                    )}
                </span>
            </span>
            <span class="grow" />
            {mayChange() && (
                <button type="button" class="button small" onClick={() => onRelease(hold)}>
                    Release…
                </button>
            )}
        </div>
    );
}

/** Why it does not go on by itself; nothing when it does. */
export function Waits({ order, onRelease }: { order: OrderView; onRelease: (hold: Hold) => void }) {
    if (order.holds.length === 0 && order.waitsFor === '') return null;
    return (
        <div class="stack tight" role="status">
            {order.holds.map((hold) => (
                <HoldLine key={hold.reason} {...{ hold, onRelease }} />
            ))}
            {order.waitsFor !== '' && (
                <div class="waits bad">
                    <Badge tone="bad">Parked</Badge>
                    <span>{order.waitsFor}</span>
                </div>
            )}
        </div>
    );
}

function address(order: OrderView): ComponentChildren {
    const to = order.destination;
    const place = to && [to.postalCode, to.city, to.region, to.country].filter(Boolean).join(', ');
    const person = order.recipient;
    return (
        <>
            {place || <span class="muted">not known</span>}
            {person && (person.name !== '' || person.street !== '') && (
                <div class="muted">
                    {[person.name, person.street, person.phone, person.email]
                        .filter(Boolean)
                        .join(' · ')}
                </div>
            )}
        </>
    );
}

function terms(order: OrderView): [string, ComponentChildren][] {
    const facts: [string, ComponentChildren][] = [];
    if (order.terms?.deliverByDay)
        facts.push(['Wanted by', dayTime(msOfDay(order.terms.deliverByDay))]);
    if (order.terms?.pickupLocation)
        facts.push([
            'Collected at',
            <Link href={`/warehouses/${order.terms.pickupLocation}`}>
                {order.terms.pickupLocation}
            </Link>,
        ]);
    if (order.terms?.substitutesAllowed) facts.push(['Substitutes', 'allowed']);
    if (order.shipComplete) facts.push(['Ships', 'only when all of it can']);
    if (order.priority > 0) facts.push(['Priority', order.priority]);
    if (msOfUs(order.cancelUnfilledAtUs) !== undefined)
        facts.push([
            'What still waits',
            <>
                is cancelled <Time us={order.cancelUnfilledAtUs} />
            </>,
        ]);
    if (order.exchangeForReturnId !== '0' && order.exchangeForReturnId !== '')
        facts.push(['Replaces', `goods of return ${order.exchangeForReturnId}`]);
    return facts;
}

export function OrderHead({ order }: { order: OrderView }) {
    const facts: [string, ComponentChildren][] = [
        [
            'Channel',
            <>
                {order.channel} / <span class="mono">{order.externalId}</span>{' '}
                <Copy text={order.externalId} what="the external id" />
            </>,
        ],
        [
            'Placed',
            <>
                <Time us={order.placedAtUs} />
                <span class="muted">
                    , received <Time us={order.receivedAtUs} />
                </span>
            </>,
        ],
        ['Goes to', address(order)],
        ['Value', <strong>{money(valueMinor(order.lines), order.currency)}</strong>],
        ...terms(order),
    ];
    return (
        <Card>
            <div class="order-head">
                <Facts of={facts} />
                <div>
                    <Counters stages={stagesOfAll(order.lines)} />
                </div>
            </div>
        </Card>
    );
}
