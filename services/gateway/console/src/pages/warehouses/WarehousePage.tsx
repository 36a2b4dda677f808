// One location at work, made for a phone as well as a desk: what to release, pick, pack and ship, what
// customers collect, and how full the days are.
import { useCallback, useState } from 'preact/hooks';
import { useParams } from 'wouter-preact';
import { useReloadOn } from '../../api/concern';
import type { PickListsView } from '../../api/routing';
import type { LocationsView, LocationView } from '../../api/types';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { count } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { Tabs } from '../../parts/Tabs';
import { Tile, Tiles } from '../../parts/Tile';
import { Capacity } from './Capacity';
import { clockThere } from './clock';
import { Pickups } from './Pickups';
import { PickLists } from './PickLists';
import { ToShip } from './ToShip';
import { useNow } from './useNow';
import { CutOff } from './WarehousesPage';
import { ReleaseWave } from './ReleaseWave';
import './warehouses.css';

function Overview({ location }: { location: LocationView }) {
    const planned = Math.max(0, location.open - location.toPick - location.packed);
    return (
        <Tiles>
            <Tile label="To release" figure={count(planned)} note="planned, not on a list" />
            <Tile label="To pick" figure={count(location.toPick)} note="on pick lists" />
            <Tile label="To ship" figure={count(location.packed)} note="picked or packed" />
            <Tile label="Shipped" figure={count(location.shippedToday)} note="today, UTC" />
            <Tile
                label="Short"
                figure={count(location.shortsToday)}
                note="today"
                {...(location.shortsToday > 0 ? { tone: 'warn' as const } : {})}
            />
            <Tile
                label="Rejected"
                figure={count(location.rejectsToday)}
                note="today"
                {...(location.rejectsToday > 0 ? { tone: 'warn' as const } : {})}
            />
        </Tiles>
    );
}

function Work({
    location,
    turn,
    onDone,
}: {
    location: LocationView;
    turn: number;
    onDone: () => void;
}) {
    const code = location.code;
    const lists = useGet<PickListsView>('/v1/pick-lists', { location: code }, 15_000);
    const reload = useCallback(() => {
        lists.reload();
        onDone();
    }, [lists.reload, onDone]);
    return (
        <Tabs
            label={`Work at ${code}`}
            tabs={[
                {
                    id: 'pick',
                    title: 'Pick',
                    content: () => (
                        <PickLists code={code} lists={lists} turn={turn} onDone={reload} />
                    ),
                },
                {
                    id: 'ship',
                    title: `Pack and ship${location.packed > 0 ? ` (${count(location.packed)})` : ''}`,
                    content: () => <ToShip code={code} turn={turn} onDone={reload} />,
                },
                {
                    id: 'collect',
                    title: 'Collect',
                    content: () => <Pickups code={code} turn={turn} onDone={reload} />,
                },
                {
                    id: 'capacity',
                    title: 'Capacity',
                    content: () => <Capacity code={code} />,
                },
            ]}
        />
    );
}

export default function WarehousePage() {
    const code = decodeURIComponent(useParams<{ code: string }>().code);
    const locations = useGet<LocationsView>('/v1/locations', undefined, 15_000);
    const now = useNow();
    const [turn, setTurn] = useState(0);
    const reload = useCallback(() => {
        locations.reload();
        setTurn((before) => before + 1);
    }, [locations.reload]);
    useReloadOn(
        (event) => event.type.startsWith('crossdock.routing.') && event.subject === code,
        reload,
    );
    const location = locations.data?.locations.find((one) => one.code === code);
    return (
        <Page
            title={location ? `${code} ${location.name}` : code}
            lead={
                location && (
                    <span class="row">
                        {location.closed && <Badge tone="bad">Closed</Badge>}
                        <span>{clockThere(location.timeZone, now)} there</span>
                        <span>·</span>
                        <CutOff location={location} now={now} />
                    </span>
                )
            }
            tools={location && <ReleaseWave code={code} onDone={reload} />}
        >
            <Answered of={locations} lines={8}>
                {() =>
                    location ? (
                        <>
                            <Overview location={location} />
                            <Work location={location} turn={turn} onDone={reload} />
                        </>
                    ) : (
                        <Empty title={`There is no location ${code}`} />
                    )
                }
            </Answered>
        </Page>
    );
}
