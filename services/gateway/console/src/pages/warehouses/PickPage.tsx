// Picking a list task by task, in walking order, on a phone: where to go, what to take, a field that a
// scanner types into, and what to do when it is not there.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useParams } from 'wouter-preact';
import { send } from '../../api/client';
import { useReloadOn } from '../../api/concern';
import type { PickList, PickListsView, PickProgress, PickTaskView } from '../../api/routing';
import { useAction, useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { count } from '../../parts/format';
import { Answered, Empty, ProblemNotice } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { Bar } from '../../parts/Tile';
import { toast } from '../../parts/Toast';
import { mayWork } from './may';
import { picker, setPicker } from './picker';
import { ScanForm } from './ScanForm';
import { ShortDialog } from './ShortDialog';
import { howFar, nextTask, openOf } from './walk';
import './warehouses.css';

function Progress({ list }: { list: PickList }) {
    const far = howFar(list);
    const share = far.units === 0 ? 1 : (far.picked + far.missing) / far.units;
    return (
        <div class="pick-progress">
            <Bar share={share} />
            <span class="small muted">
                {count(far.picked)} of {count(far.units)} units
                {far.missing > 0 && `, ${count(far.missing)} short`}, {count(far.tasksOpen)}{' '}
                {far.tasksOpen === 1 ? 'task' : 'tasks'} open
            </span>
        </div>
    );
}

function Tasks({ list, current }: { list: PickList; current: number | undefined }) {
    return (
        <Card title="The walk" flush>
            <ol class="walk">
                {list.tasks.map((one, index) => (
                    <li
                        key={`${one.task.fulfillmentOrderId} ${one.task.line} ${one.task.bin}`}
                        aria-current={index === current ? 'step' : undefined}
                        class={openOf(one) === 0 ? 'done' : ''}
                    >
                        <span class="mono bin">{one.task.bin || 'no bin'}</span>
                        <span class="what">
                            {count(one.task.quantity)} × {one.task.sku}
                            <span class="small muted">
                                {' '}
                                order{' '}
                                <Link href={`/orders/${one.task.orderId}`}>{one.task.orderId}</Link>
                            </span>
                        </span>
                        <TaskState task={one} />
                    </li>
                ))}
            </ol>
        </Card>
    );
}

function TaskState({ task }: { task: PickTaskView }) {
    const missing = Number(task.missing);
    if (openOf(task) > 0)
        return Number(task.picked) > 0 ? (
            <Badge tone="info">{count(openOf(task))} left</Badge>
        ) : (
            <Badge>Open</Badge>
        );
    return missing > 0 ? (
        <Badge tone="warn">{count(missing)} short</Badge>
    ) : (
        <Badge tone="good">Picked</Badge>
    );
}

function told(progress: PickProgress): void {
    if (progress.listDone) toast('The list is done');
    else if (progress.fulfillmentDone)
        toast(`Fulfillment order ${progress.fulfillmentOrderId} is picked: pack it`);
}

function Picking({ list, onDone }: { list: PickList; onDone: () => void }) {
    const [after, setAfter] = useState(-1);
    const [isShort, setShort] = useState(false);
    const [isReturning, setReturning] = useState(false);
    const [, navigate] = useLocation();
    const base = `/v1/pick-lists/${list.pickListId}`;
    const give = useAction((key) => send('POST', `${base}/return`, { picker: picker() }, key));
    const current = nextTask(list.tasks, after);
    const task = current === undefined ? undefined : list.tasks[current];
    // What was put off is the next one again when everything behind it is done.
    useEffect(() => setAfter(-1), [list.pickListId]);

    const progressed = (progress: PickProgress) => {
        told(progress);
        if (current !== undefined) setAfter(current - 1);
        onDone();
    };
    const returned = async () => {
        if ((await give.run()) === undefined) return;
        toast('The list is back for others; what was scanned stays');
        navigate(`/warehouses/${list.location}`);
    };
    return (
        <>
            {task && current !== undefined ? (
                <section class="card task" aria-label="The next task">
                    <div class="row">
                        <span class="muted">
                            Task {current + 1} of {list.tasks.length}
                        </span>
                        <span class="grow" />
                        <span class="muted">order {task.task.orderId}</span>
                    </div>
                    <div class="bin-big mono">{task.task.bin || 'no bin'}</div>
                    <div class="take" aria-live="polite">
                        <strong>{count(openOf(task))}</strong> × {task.task.sku}
                        {task.task.lot !== '' && <span class="muted"> lot {task.task.lot}</span>}
                    </div>
                    <ScanForm
                        key={`${current} ${task.picked}`}
                        base={base}
                        task={task}
                        onDone={progressed}
                    />
                    <div class="pair">
                        <button type="button" class="button big" onClick={() => setShort(true)}>
                            Not there…
                        </button>
                        <button type="button" class="button big" onClick={() => setAfter(current)}>
                            Later
                        </button>
                    </div>
                </section>
            ) : (
                <Card>
                    <Empty title="Everything is picked or short">
                        <Link
                            class="button primary big"
                            href={`/warehouses/${list.location}?tab=ship`}
                        >
                            Pack and ship
                        </Link>
                    </Empty>
                </Card>
            )}
            <Tasks list={list} current={current} />
            {task && (
                <button type="button" class="button" onClick={() => setReturning(true)}>
                    Give the list back…
                </button>
            )}
            {isShort && task && (
                <ShortDialog
                    base={base}
                    task={task}
                    onDone={progressed}
                    onClose={() => setShort(false)}
                />
            )}
            {isReturning && (
                <Confirm
                    title="Give this list back?"
                    action="Give it back"
                    busy={give.busy}
                    problem={give.problem}
                    onConfirm={() => void returned()}
                    onClose={() => setReturning(false)}
                >
                    <p>Somebody else can take it and goes on where you stopped.</p>
                </Confirm>
            )}
        </>
    );
}

/** Somebody who may, takes this very list. */
function Take({ list, onDone }: { list: PickList; onDone: () => void }) {
    const claim = useAction((key) =>
        send<PickList>(
            'POST',
            '/v1/pick-lists/claim',
            { location: list.location, picker: picker(), pickListId: list.pickListId },
            key,
        ),
    );
    const take = async () => {
        setPicker(picker());
        if (await claim.run()) onDone();
    };
    return (
        <Card>
            <div class="stack">
                <p>
                    {list.picker === ''
                        ? 'Nobody has this list.'
                        : `${list.picker} has this list until the lease ends.`}
                </p>
                {claim.problem && <ProblemNotice problem={claim.problem} />}
                <button
                    type="button"
                    class="button primary big"
                    disabled={claim.busy}
                    onClick={() => void take()}
                >
                    Take this list as {picker()}
                </button>
            </div>
        </Card>
    );
}

export default function PickPage() {
    const { code, id } = useParams<{ code: string; id: string }>();
    const lists = useGet<PickListsView>(`/v1/pick-lists/${id}`, { location: code });
    const [last, setLast] = useState<PickList | undefined>();
    const reload = useCallback(() => lists.reload(), [lists.reload]);
    useReloadOn((event) => event.data['pickListId'] === id, reload);
    // When it is done it comes without its tasks: what was seen last stays.
    const found = lists.data?.lists[0];
    const told = found?.status === 'DONE' ? undefined : found;
    useEffect(() => {
        if (told) setLast(told);
    }, [told]);
    const list = told ?? last;
    const isMine = list?.status === 'CLAIMED' && list.picker === picker();
    return (
        <Page
            title={`Pick list ${id}`}
            lead={<Link href={`/warehouses/${code}`}>{code}: back to all its work</Link>}
        >
            <Answered of={lists}>
                {() =>
                    list === undefined ? (
                        <Card>
                            <Empty title="This list is done, or never was">
                                <Link class="button" href={`/warehouses/${code}?tab=ship`}>
                                    Pack and ship
                                </Link>
                            </Empty>
                        </Card>
                    ) : (
                        <>
                            <Progress list={list} />
                            {told && !isMine && mayWork(code) && (
                                <Take list={list} onDone={reload} />
                            )}
                            {isMine || !told ? (
                                <Picking list={told ?? doneList(list)} onDone={reload} />
                            ) : (
                                <Tasks list={list} current={undefined} />
                            )}
                        </>
                    )
                }
            </Answered>
        </Page>
    );
}

/** The list as it was seen last, with nothing open: it is told no more because it is done. */
function doneList(list: PickList): PickList {
    return {
        ...list,
        status: 'DONE',
        tasks: list.tasks.map((one) => ({
            ...one,
            picked: String(Number(one.task.quantity) - Number(one.missing)),
        })),
    };
}
