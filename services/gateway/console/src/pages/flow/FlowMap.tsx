// Where orders go: warehouses by how busy they are today, an arc for each plan as it is made. The
// newest plans come with the flow; those that were not there before run, spread over the time until
// the next answer, so that the picture moves as the chain does and not in bursts.
import { useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { FlowRoute, LocationView } from '../../api/types';
import { Card } from '../../parts/Card';
import { count, percent } from '../../parts/format';
import { PlaceMap, type MapArc, type MapMark } from '../../parts/PlaceMap';
import { LocationsTable } from './LocationsTable';

const busyFrom = 0.7;
const fullFrom = 0.9;

/** The share of today's capacity that is planned, by orders or units, whichever is nearer its limit. */
export function loadOf(location: LocationView): number | undefined {
    const shares = [
        [location.plannedToday, location.capacityOrders],
        [location.unitsToday, location.capacityUnits],
    ].filter(([, limit]) => limit !== undefined && limit > 0);
    if (shares.length === 0) return undefined;
    return Math.max(...shares.map(([used = 0, limit = 1]) => used / limit));
}

export function toneOf(location: LocationView): MapMark['tone'] {
    const load = loadOf(location);
    if (location.closed) return 'idle';
    if (load === undefined) return 'accent';
    return load >= fullFrom ? 'bad' : load >= busyFrom ? 'warn' : 'good';
}

export function noteOf(location: LocationView): string {
    if (location.closed) return 'closed';
    const load = loadOf(location);
    const today = `${count(location.plannedToday)} planned today`;
    const share = load === undefined ? 'no limit' : `${percent(load)} of capacity`;
    return `${today}, ${share} · ${count(location.open)} open`;
}

function marksOf(locations: LocationView[]): MapMark[] {
    const most = Math.max(1, ...locations.map((location) => location.plannedToday));
    return locations
        .filter((location) => location.latitudeDeg !== 0 || location.longitudeDeg !== 0)
        .map((location) => ({
            id: location.code,
            latitude: location.latitudeDeg,
            longitude: location.longitudeDeg,
            radius: 5 + 13 * Math.sqrt(location.plannedToday / most),
            tone: toneOf(location),
            hollow: location.closed,
            label: `${location.code} ${location.name}`,
            note: noteOf(location),
        }));
}

/** Arcs of plans whose two ends are known; those not seen before start within the next spreadMs. */
function useArcs(routes: FlowRoute[], locations: LocationView[], spreadMs: number): MapArc[] {
    const started = useRef(new Map<string, number>());
    return useMemo(() => {
        const places = new Map(locations.map((location) => [location.code, location]));
        const before = started.current;
        const first = before.size === 0;
        const now = performance.now();
        const next = new Map<string, number>();
        const arcs: MapArc[] = [];
        routes.forEach((route, index) => {
            const from = places.get(route.location);
            if (!from || (route.latitudeDeg === 0 && route.longitudeDeg === 0)) return;
            const id = `${route.orderId}/${route.location}/${route.atUs}`;
            const delay = spreadMs * (1 - index / Math.max(routes.length, 20));
            const startedMs = before.get(id) ?? (first ? 0 : now + Math.max(0, delay));
            next.set(id, startedMs);
            arcs.push({
                id,
                from: [from.longitudeDeg, from.latitudeDeg],
                to: [route.longitudeDeg, route.latitudeDeg],
                startedMs,
            });
        });
        started.current = next;
        return arcs;
    }, [routes, locations, spreadMs]);
}

export function FlowMap({
    routes,
    locations,
    spreadMs,
}: {
    routes: FlowRoute[];
    locations: LocationView[];
    spreadMs: number;
}) {
    const [, navigate] = useLocation();
    const marks = useMemo(() => marksOf(locations), [locations]);
    const arcs = useArcs(routes, locations, spreadMs);
    return (
        <Card title="Where orders go" tools={<Legend />} flush>
            <PlaceMap
                label={`Map of ${locations.length} locations and the newest ${arcs.length} plans`}
                marks={marks}
                arcs={arcs}
                height={440}
                onOpen={(code) => navigate(`/warehouses/${encodeURIComponent(code)}`)}
            />
            <LocationsTable locations={locations} />
        </Card>
    );
}

function Legend() {
    const entries: [string, string][] = [
        ['good', `below ${busyFrom * 100} % of today's capacity`],
        ['warn', 'busy'],
        ['bad', `${fullFrom * 100} % and more`],
        ['accent', 'no limit'],
    ];
    return (
        <ul class="row small muted map-legend">
            {entries.map(([tone, text]) => (
                <li key={tone}>
                    <i style={{ borderColor: `var(--${tone})` }} /> {text}
                </li>
            ))}
            <li>
                <i class="hollow" /> closed
            </li>
        </ul>
    );
}
