// Feeds and services: how far behind, who answers, what could not be handled.
import type { FeedState, ServiceHealth } from '../../api/types';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Link } from 'wouter-preact';
import { count, decimal, duration } from '../../parts/format';
import { Table, type Column } from '../../parts/Table';

const lagWarnMs = 5000;

function feedState(feed: FeedState): [Tone, string] {
    if (!feed.connected) return ['bad', 'not connected'];
    if (feed.rebuilding) return ['warn', 'heard again'];
    if (feed.lagMs > lagWarnMs) return ['warn', 'behind'];
    return ['good', 'up to date'];
}

const feedColumns: Column<FeedState>[] = [
    { key: 'source', title: 'Feed', cell: (feed) => <strong class="nowrap">{feed.source}</strong> },
    {
        key: 'state',
        title: 'State',
        cell: (feed) => {
            const [tone, text] = feedState(feed);
            return <Badge tone={tone}>{text}</Badge>;
        },
    },
    {
        key: 'rate',
        title: 'Per s',
        hint: 'Events a second',
        right: true,
        cell: (feed) => decimal(feed.eventsPerSecond),
    },
    {
        key: 'lag',
        title: 'Behind',
        right: true,
        hint: 'Events said that the console has not counted yet',
        cell: (feed) => (
            <span class="nowrap">
                {feed.lag === 0 ? '0' : `${count(feed.lag)} (${duration(feed.lagMs)})`}
            </span>
        ),
    },
    { key: 'head', title: 'Position', right: true, cell: (feed) => count(feed.head) },
];

const serviceColumns: Column<ServiceHealth>[] = [
    {
        key: 'name',
        title: 'Service',
        cell: (service) => <strong class="nowrap">{service.name}</strong>,
    },
    {
        key: 'state',
        title: 'State',
        cell: (service) => (
            <>
                <Badge tone={service.reachable ? 'good' : 'bad'}>
                    {service.reachable ? 'answers' : 'does not answer'}
                </Badge>
                {service.detail !== '' && <div class="small muted">{service.detail}</div>}
            </>
        ),
    },
    {
        key: 'answered',
        title: 'Answer',
        right: true,
        cell: (service) => (service.reachable ? duration(service.answeredMs) : ''),
    },
    {
        key: 'dead',
        title: 'Dead letters',
        right: true,
        hint: 'Inputs that could not be handled and were set aside',
        cell: (service) =>
            service.deadLetters === 0 ? (
                '0'
            ) : (
                <Link href={`/events?tab=dead&service=${service.name}`}>
                    <Badge tone="bad">{count(service.deadLetters)}</Badge>
                </Link>
            ),
    },
];

export function Health({ feeds, services }: { feeds: FeedState[]; services: ServiceHealth[] }) {
    return (
        <div class="grid">
            <Card title="Feeds" flush>
                <Table
                    caption="Feeds"
                    columns={feedColumns}
                    rows={feeds}
                    keyOf={(feed) => feed.source}
                />
            </Card>
            <Card title="Services" flush>
                <Table
                    caption="Services"
                    columns={serviceColumns}
                    rows={services}
                    keyOf={(service) => service.name}
                />
            </Card>
        </div>
    );
}
