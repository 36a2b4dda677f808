// All locations at a glance: today's load against what they can, what waits, the time to the cut-off.
import { Link } from 'wouter-preact';
import { useReloadOn } from '../../api/concern';
import type { LocationsView, LocationView } from '../../api/types';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { count } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { Bar } from '../../parts/Tile';
import { clockThere, countdown, minuteText, untilCutOff } from './clock';
import { useNow } from './useNow';
import './warehouses.css';

const fullShare = 0.9;
const soonMs = 3_600_000;

/** Today against a day's capacity; undefined: it has no limit. */
export function loadOf(location: LocationView): number | undefined {
    const shares = [
        location.capacityOrders > 0 ? location.plannedToday / location.capacityOrders : undefined,
        location.capacityUnits > 0 ? location.unitsToday / location.capacityUnits : undefined,
    ].filter((share) => share !== undefined);
    return shares.length > 0 ? Math.max(...shares) : undefined;
}

function Load({ location }: { location: LocationView }) {
    const share = loadOf(location);
    const of = location.capacityOrders > 0 ? ` of ${count(location.capacityOrders)}` : '';
    return (
        <div class="row load">
            <span>
                {count(location.plannedToday)}
                {of} planned today, {count(location.unitsToday)} units
            </span>
            {share !== undefined && (
                <Bar
                    share={share}
                    tone={share >= 1 ? 'bad' : share >= fullShare ? 'warn' : undefined}
                />
            )}
            {share !== undefined && share >= 1 && <Badge tone="bad">Full</Badge>}
        </div>
    );
}

export function CutOff({ location, now }: { location: LocationView; now: number }) {
    const left = untilCutOff(location.cutOffMinute, location.timeZone, now);
    if (left === undefined) return <span class="muted">no cut-off</span>;
    const waits = location.open - location.packed > 0;
    return (
        <span title={`${minuteText(location.cutOffMinute)} ${location.timeZone}`}>
            cut-off {minuteText(location.cutOffMinute)} in{' '}
            {left < soonMs && waits ? (
                <Badge tone="warn">{countdown(left)}</Badge>
            ) : (
                <strong>{countdown(left)}</strong>
            )}
        </span>
    );
}

function Numbers({ location }: { location: LocationView }) {
    const numbers: [string, number][] = [
        ['To release', Math.max(0, location.open - location.toPick - location.packed)],
        ['To pick', location.toPick],
        ['To ship', location.packed],
        ['Shipped', location.shippedToday],
    ];
    return (
        <dl class="numbers">
            {numbers.map(([name, value]) => (
                <div key={name}>
                    <dt>{name}</dt>
                    <dd>{count(value)}</dd>
                </div>
            ))}
        </dl>
    );
}

function WarehouseCard({ location, now }: { location: LocationView; now: number }) {
    const troubles = [
        location.shortsToday > 0 && `${count(location.shortsToday)} short`,
        location.rejectsToday > 0 && `${count(location.rejectsToday)} rejected`,
    ].filter(Boolean);
    return (
        <Link href={`/warehouses/${location.code}`} class="card warehouse">
            <div class="row">
                <strong class="code">{location.code}</strong>
                <span>{location.name}</span>
                <span class="grow" />
                {location.closed ? (
                    <Badge tone="bad">Closed</Badge>
                ) : (
                    <span class="small muted">{clockThere(location.timeZone, now)}</span>
                )}
            </div>
            <Numbers location={location} />
            <Load location={location} />
            <div class="row small">
                <CutOff location={location} now={now} />
                <span class="grow" />
                {troubles.length > 0 && <Badge tone="warn">{troubles.join(', ')} today</Badge>}
            </div>
        </Link>
    );
}

export default function WarehousesPage() {
    const locations = useGet<LocationsView>('/v1/locations', undefined, 15_000);
    const now = useNow();
    useReloadOn((event) => event.type.startsWith('crossdock.routing.'), locations.reload);
    return (
        <Page title="Warehouses">
            <Answered of={locations} lines={8}>
                {(view) =>
                    view.locations.length === 0 ? (
                        <Empty title="There are no locations yet">
                            They appear when they are defined.
                        </Empty>
                    ) : (
                        <div class="grid warehouses">
                            {view.locations.map((location) => (
                                <WarehouseCard key={location.code} {...{ location, now }} />
                            ))}
                        </div>
                    )
                }
            </Answered>
        </Page>
    );
}
