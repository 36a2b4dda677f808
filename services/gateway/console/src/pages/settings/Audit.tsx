// Every change that came in over HTTP: who, what, and what was answered.
import { usePages } from '../../api/use';
import type { AuditEntry, AuditView } from '../../api/types';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Copy } from '../../parts/Copy';
import { TextField } from '../../parts/Field';
import { shortType } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { roleNames } from '../../shell/session';

const restMs = 400;

function toneOf(status: number): Tone {
    return status < 300 ? 'good' : status < 500 ? 'warn' : 'bad';
}

const columns: Column<AuditEntry>[] = [
    { key: 'at', title: 'When', cell: (entry) => <Time us={entry.atUs} /> },
    {
        key: 'actor',
        title: 'Who',
        cell: (entry) => (
            <>
                <strong>{entry.actor || 'nobody'}</strong>
                <div class="small muted">{roleNames[entry.role] ?? ''}</div>
            </>
        ),
    },
    {
        key: 'what',
        title: 'What',
        cell: (entry) => (
            <>
                {shortType(entry.message) || entry.method}
                <div class="small muted mono">
                    {entry.method} {entry.path}
                </div>
            </>
        ),
    },
    {
        key: 'status',
        title: 'Answer',
        cell: (entry) => (
            <>
                <Badge tone={toneOf(entry.status)}>{entry.status}</Badge>
                {entry.detail !== '' && <div class="small muted">{entry.detail}</div>}
            </>
        ),
    },
    {
        key: 'request',
        title: 'Request',
        cell: (entry) => (
            <span class="nowrap">
                <span class="mono small">{entry.requestId.slice(0, 8)}</span>
                <Copy text={entry.requestId} what="the request id" />
            </span>
        ),
    },
];

export function Audit() {
    const [query, change] = useQuery();
    const { actor = '', subject = '' } = query;
    const pages = usePages<AuditView, AuditEntry>(
        '/v1/audit',
        { actor, subject, limit: 50 },
        (view) => view.entries,
    );
    return (
        <Card
            title="Audit"
            tools={
                <div class="filters">
                    <TextField
                        label="Who"
                        value={actor}
                        onChange={(value) => change({ actor: value })}
                        restMs={restMs}
                        size={14}
                    />
                    <TextField
                        label="Subject"
                        value={subject}
                        onChange={(value) => change({ subject: value })}
                        restMs={restMs}
                        size={14}
                    />
                    <button type="button" class="button" onClick={pages.reload}>
                        Refresh
                    </button>
                </div>
            }
            flush
        >
            <Table
                caption="Changes, newest first"
                columns={columns}
                rows={pages.rows}
                keyOf={(entry) => entry.auditId}
                loading={pages.loading}
                problem={pages.problem}
                retry={pages.reload}
                paging={pages}
                empty={<Empty title="No changes">Nobody has changed anything over HTTP.</Empty>}
            />
        </Card>
    );
}
