// Counts, the newest first: what is to be counted, what differs too much and waits for somebody.
import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { useReloadOn } from '../../api/concern';
import type { CountsPage as CountsAnswer, CountSummary, LocationsView } from '../../api/types';
import { useGet, usePages } from '../../api/use';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { SelectField } from '../../parts/Field';
import { count, signed, words } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { mayChange } from '../../shell/session';
import { RequestCountDialog } from './RequestCountDialog';
import './stock.css';

export const countTones: Record<string, Tone> = {
    REQUESTED: 'info',
    RECOUNT: 'warn',
    REVIEW: 'bad',
    COMPLETED: 'good',
    CANCELLED: 'idle',
};
export const countWords: Record<string, string> = {
    REQUESTED: 'To be counted',
    RECOUNT: 'Count again',
    REVIEW: 'To be decided',
    COMPLETED: 'Booked',
    CANCELLED: 'Called off',
};

const columns: Column<CountSummary>[] = [
    {
        key: 'id',
        title: 'Count',
        cell: (one) => (
            <Link href={`/counts/${one.countId}`}>
                <strong>{one.countId}</strong>
            </Link>
        ),
    },
    {
        key: 'status',
        title: 'State',
        cell: (one) => (
            <Badge tone={countTones[one.status] ?? 'idle'}>
                {countWords[one.status] ?? words(one.status)}
            </Badge>
        ),
    },
    { key: 'location', title: 'Where', cell: (one) => one.location },
    { key: 'lines', title: 'SKUs', right: true, cell: (one) => count(one.lines) },
    {
        key: 'variance',
        title: 'Difference',
        right: true,
        hint: 'Units that were found, less those of the books',
        cell: (one) => (one.variance === 0 ? '0' : <strong>{signed(one.variance)}</strong>),
    },
    { key: 'changed', title: 'Changed', cell: (one) => <Time us={one.changedAtUs} /> },
];

export default function CountsPage() {
    const [values, change] = useQuery();
    const [, navigate] = useLocation();
    const [isAsking, setAsking] = useState(false);
    const locations = useGet<LocationsView>('/v1/locations').data?.locations ?? [];
    const query = { location: values['location'] ?? '', status: values['status'] ?? '' };
    const pages = usePages<CountsAnswer, CountSummary>('/v1/counts', query, (got) => got.counts);
    useReloadOn((event) => event.type.startsWith('crossdock.inventory.v1.Count'), pages.reload);
    return (
        <Page
            title="Counts"
            tools={
                mayChange() && (
                    <button type="button" class="button primary" onClick={() => setAsking(true)}>
                        Have stock counted…
                    </button>
                )
            }
        >
            <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
                <SelectField
                    label="Location"
                    value={query.location}
                    onChange={(location) => change({ location })}
                    choices={[
                        ['', 'All'],
                        ...locations.map((one): [string, string] => [one.code, one.code]),
                    ]}
                />
                <SelectField
                    label="State"
                    value={query.status}
                    onChange={(status) => change({ status })}
                    choices={[['', 'Any'], ...(Object.entries(countWords) as [string, string][])]}
                />
            </form>
            <Card flush>
                <Table
                    caption="Counts"
                    columns={columns}
                    rows={pages.rows}
                    keyOf={(one) => one.countId}
                    onOpen={(one) => navigate(`/counts/${one.countId}`)}
                    loading={pages.loading}
                    problem={pages.problem}
                    retry={pages.reload}
                    paging={pages}
                    empty={<Empty title="No counts">Have a few SKUs counted every day.</Empty>}
                />
            </Card>
            {isAsking && (
                <RequestCountDialog
                    skus={[]}
                    locations={locations.map((one) => one.code)}
                    onClose={() => setAsking(false)}
                />
            )}
        </Page>
    );
}
