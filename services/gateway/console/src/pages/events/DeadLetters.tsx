// The tab "Dead letters": inputs that a service could not process and set aside. Others of the same
// key wait behind one; to try again or to discard it lets them follow.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction, useGet, type Answer } from '../../api/use';
import type { DeadLetter, DeadLetters as Letters } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { SelectField } from '../../parts/Field';
import { count, shortType } from '../../parts/format';
import { Empty, ProblemNotice } from '../../parts/Notice';
import { useQueryValue } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';

interface Row extends DeadLetter {
    service: string;
}
type Deed = 'retry' | 'discard';

const services = ['order', 'inventory', 'fulfillment-routing', 'forecasting', 'gateway'];
const everyMs = 15_000;

function useAllLetters(): [string, Answer<Letters>][] {
    return services.map((service) => [
        service,
        useGet<Letters>(`/v1/dead-letters/${service}`, { limit: 1000 }, everyMs), // a fixed list: hooks keep their order
    ]);
}

function columnsOf(ask: (deed: Deed, row: Row) => void): Column<Row>[] {
    const columns: Column<Row>[] = [
        {
            key: 'service',
            title: 'At',
            cell: (row) => <strong>{row.service}</strong>,
            sort: (row) => row.service,
        },
        {
            key: 'input',
            title: 'Input',
            cell: (row) => (
                <>
                    {shortType(row.type)}
                    <div class="small muted">
                        {row.source}, position {count(row.position)}
                    </div>
                </>
            ),
            sort: (row) => row.type,
        },
        {
            key: 'key',
            title: 'Key',
            cell: (row) => <span class="mono">{row.key}</span>,
            sort: (row) => row.key,
        },
        { key: 'reason', title: 'Why', cell: (row) => <Reason text={row.reason} /> },
        {
            key: 'since',
            title: 'Since',
            cell: (row) => <Time us={row.parkedAtUs} />,
            sort: (row) => Number(row.parkedAtUs),
        },
    ];
    if (!mayChange()) return columns;
    return [
        ...columns,
        {
            key: 'deeds',
            title: 'What to do',
            cell: (row) => (
                <span class="row nowrap">
                    <button type="button" class="button small" onClick={() => ask('retry', row)}>
                        Try again
                    </button>
                    <button
                        type="button"
                        class="button small danger"
                        onClick={() => ask('discard', row)}
                    >
                        Discard
                    </button>
                </span>
            ),
        },
    ];
}

function Reason({ text }: { text: string }) {
    const behind = /^WAITS_BEHIND (\d+)/.exec(text);
    return behind ? (
        <Badge tone="warn">waits behind {count(behind[1])}</Badge>
    ) : (
        <span>{text}</span>
    );
}

export function DeadLetters() {
    const [service, setService] = useQueryValue('service');
    const answers = useAllLetters();
    const [asked, setAsked] = useState<{ deed: Deed; row: Row } | undefined>();
    const deed = useAction((key, what: Deed, row: Row) =>
        send(
            'POST',
            `/v1/dead-letters/${row.service}/${what}`,
            { source: row.source, position: row.position },
            key,
        ),
    );
    const rows = answers
        .filter(([name]) => service === '' || name === service)
        .flatMap(([name, answer]) =>
            (answer.data?.deadLetters ?? []).map((letter): Row => ({ ...letter, service: name })),
        );
    const reload = () => answers.forEach(([, answer]) => answer.reload());
    const ask = (what: Deed, row: Row) => {
        deed.clear();
        setAsked({ deed: what, row });
    };
    const confirm = async () => {
        if (!asked) return;
        if ((await deed.run(asked.deed, asked.row)) === undefined) return;
        toast(asked.deed === 'retry' ? 'It is tried again' : 'It is discarded');
        setAsked(undefined);
        reload();
    };

    return (
        <Card
            title="Dead letters"
            tools={
                <SelectField
                    label="Service"
                    value={service}
                    onChange={setService}
                    choices={[
                        ['', 'All'],
                        ...services.map((name): [string, string] => [name, name]),
                    ]}
                />
            }
            flush
        >
            {answers.map(
                ([name, answer]) =>
                    answer.problem && (
                        <ProblemNotice key={name} problem={answer.problem} retry={answer.reload} />
                    ),
            )}
            <Table
                caption="Dead letters"
                columns={columnsOf(ask)}
                rows={rows}
                keyOf={(row) => `${row.service}/${row.source}/${row.position}`}
                loading={answers.some(([, answer]) => answer.loading)}
                empty={<Empty title="No dead letters">Every input was processed.</Empty>}
            />
            {asked && (
                <Confirm
                    title={asked.deed === 'retry' ? 'Try this input again?' : 'Discard this input?'}
                    action={asked.deed === 'retry' ? 'Try again' : 'Discard'}
                    danger={asked.deed === 'discard'}
                    busy={deed.busy}
                    problem={deed.problem}
                    onConfirm={() => void confirm()}
                    onClose={() => setAsked(undefined)}
                >
                    <p>
                        {shortType(asked.row.type)} of {asked.row.source}, position{' '}
                        {count(asked.row.position)}, at {asked.row.service}.
                    </p>
                    <p>
                        {asked.deed === 'retry'
                            ? 'What waits behind it follows in order. If it fails again, it comes back here.'
                            : 'It will never be processed by this service. What waits behind it follows in order.'}
                    </p>
                </Confirm>
            )}
        </Card>
    );
}
