// What waits, by where it waits; each tile leads to the orders it counts.
import type { FlowBacklog } from '../../api/types';
import { count } from '../../parts/format';
import { Tile, Tiles, type TileProps } from '../../parts/Tile';

interface Kind {
    key: keyof FlowBacklog;
    label: string;
    note: string;
    tone?: TileProps['tone']; // when there is one
    href?: string;
}

const kinds: Kind[] = [
    { key: 'unreserved', label: 'To reserve', note: 'no stock yet' },
    { key: 'unrouted', label: 'To route', note: 'no location yet' },
    { key: 'toPick', label: 'To pick', note: 'on pick lists', href: '/warehouses' },
    { key: 'toShip', label: 'To ship', note: 'picked already', href: '/warehouses' },
    {
        key: 'held',
        label: 'On hold',
        note: 'to be decided',
        tone: 'warn',
        href: '/orders?hold=ANY',
    },
    {
        key: 'backordered',
        label: 'Backordered',
        note: 'wait for stock',
        tone: 'warn',
        href: '/orders?progress=BACKORDERED',
    },
    {
        key: 'parked',
        label: 'Parked',
        note: 'no location fits',
        tone: 'bad',
        href: '/orders?parked=true',
    },
    { key: 'overdue', label: 'Overdue', note: 'too late', tone: 'bad' },
];

export function BacklogTiles({ backlog }: { backlog: FlowBacklog }) {
    return (
        <Tiles dense>
            {kinds.map(({ key, label, note, tone, href }) => (
                <Tile
                    key={key}
                    label={label}
                    figure={count(backlog[key])}
                    note={note}
                    {...(tone && backlog[key] > 0 ? { tone } : {})}
                    {...(href ? { href } : {})}
                />
            ))}
        </Tiles>
    );
}
