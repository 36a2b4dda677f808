// What the map shows, as a table.
import type { LocationView } from '../../api/types';
import { Link } from 'wouter-preact';
import { Badge } from '../../parts/Badge';
import { count, percent } from '../../parts/format';
import { Table, type Column } from '../../parts/Table';
import { Bar } from '../../parts/Tile';
import { loadOf, toneOf } from './FlowMap';

const columns: Column<LocationView>[] = [
    {
        key: 'code',
        title: 'Location',
        cell: (location) => (
            <Link href={`/warehouses/${encodeURIComponent(location.code)}`}>{location.code}</Link>
        ),
        sort: (location) => location.code,
    },
    {
        key: 'name',
        title: 'Name',
        cell: (location) => location.name,
        sort: (location) => location.name,
    },
    {
        key: 'load',
        title: 'Load today',
        cell: (location) => <Load location={location} />,
        sort: (location) => loadOf(location) ?? -1,
    },
    ...(
        [
            ['plannedToday', 'Planned today'],
            ['open', 'Open'],
            ['toPick', 'To pick'],
            ['packed', 'Packed'],
            ['shippedToday', 'Shipped today'],
        ] as const
    ).map(([key, title]) => ({
        key,
        title,
        right: true,
        cell: (location: LocationView) => count(location[key]),
        sort: (location: LocationView) => location[key],
    })),
];

function Load({ location }: { location: LocationView }) {
    const load = loadOf(location);
    const tone = toneOf(location);
    if (location.closed) return <Badge>closed</Badge>;
    if (load === undefined) return <span class="muted">no limit</span>;
    return (
        <span class="nowrap">
            <Bar share={load} tone={tone === 'bad' || tone === 'warn' ? tone : undefined} />{' '}
            {percent(load)}
        </span>
    );
}

export function LocationsTable({ locations }: { locations: LocationView[] }) {
    return (
        <details class="fold map-table">
            <summary>Locations as a table</summary>
            <Table
                caption="Locations, how busy they are today"
                columns={columns}
                rows={locations}
                keyOf={(location) => location.code}
            />
        </details>
    );
}
