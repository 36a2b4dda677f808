// Rows of things: a head that stays, columns that sort what is shown, rows that open with a click or
// the keyboard (arrows move, Enter opens), pages by cursor, and the states before there are rows.
import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { Icon } from './Icon';
import { Empty, Loading, ProblemNotice } from './Notice';

export interface Column<Row> {
    key: string;
    title: string;
    cell: (row: Row) => ComponentChildren;
    sort?: (row: Row) => number | string | bigint; // the column can be sorted by this
    right?: boolean; // numbers
    hint?: string;
}

export interface Paging {
    page: number;
    hasNext: boolean;
    next: () => void;
    previous: () => void;
}

export interface TableProps<Row> {
    caption: string; // for screen readers: what the rows are
    columns: Column<Row>[];
    rows: Row[];
    keyOf: (row: Row) => string;
    onOpen?: (row: Row) => void;
    loading?: boolean;
    problem?: Problem | undefined;
    retry?: () => void;
    empty?: ComponentChildren;
    paging?: Paging;
    foot?: ComponentChildren;
    height?: string; // at most; the rows scroll below the head
}

type Order = { key: string; down: boolean };

function sorted<Row>(rows: Row[], columns: Column<Row>[], order: Order | undefined): Row[] {
    const by = columns.find((column) => column.key === order?.key)?.sort;
    if (!by || !order) return rows;
    const sign = order.down ? -1 : 1;
    return [...rows].sort((a, b) => {
        const x = by(a);
        const y = by(b);
        if (typeof x === 'string' && typeof y === 'string') return sign * x.localeCompare(y, 'en');
        return x < y ? -sign : x > y ? sign : 0;
    });
}

function Head<Row>({
    column,
    order,
    setOrder,
}: {
    column: Column<Row>;
    order: Order | undefined;
    setOrder: (order: Order | undefined) => void;
}) {
    const mine = order?.key === column.key ? order : undefined;
    const turn = () => {
        if (!mine) setOrder({ key: column.key, down: false });
        else setOrder(mine.down ? undefined : { key: column.key, down: true });
    };
    return (
        <th
            scope="col"
            class={column.right ? 'right' : ''}
            title={column.hint}
            {...(column.sort
                ? { 'aria-sort': mine ? (mine.down ? 'descending' : 'ascending') : 'none' }
                : {})}
        >
            {column.sort ? (
                <button type="button" onClick={turn}>
                    {column.title}
                    {mine && <Icon name={mine.down ? 'down' : 'up'} size={12} />}
                </button>
            ) : (
                <span>{column.title}</span>
            )}
        </th>
    );
}

export function Table<Row>(props: TableProps<Row>) {
    const { caption, columns, rows, keyOf, onOpen, problem, retry, paging } = props;
    const [order, setOrder] = useState<Order | undefined>();
    const [focused, setFocused] = useState('');
    const body = useRef<HTMLTableSectionElement>(null);
    const shown = useMemo(() => sorted(rows, columns, order), [rows, columns, order]);

    const onKey = (event: KeyboardEvent, row: Row, index: number) => {
        if (event.target !== event.currentTarget) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step !== undefined) {
            event.preventDefault();
            (body.current?.children[index + step] as HTMLElement | undefined)?.focus();
        } else if (event.key === 'Enter') {
            onOpen?.(row);
        }
    };
    const openOnClick = (event: MouseEvent, row: Row) => {
        const inner = (event.target as HTMLElement).closest('a, button, input, select, summary');
        if (!inner && !window.getSelection()?.toString()) onOpen?.(row);
    };
    const entry = shown.some((row) => keyOf(row) === focused)
        ? focused
        : shown[0] && keyOf(shown[0]);

    return (
        <div class="table-frame">
            {problem && <ProblemNotice problem={problem} {...(retry ? { retry } : {})} />}
            {shown.length === 0 && props.loading && <Loading lines={6} />}
            {shown.length === 0 && !props.loading && !problem && (
                <div>{props.empty ?? <Empty title="Nothing here" />}</div>
            )}
            {shown.length > 0 && (
                <div
                    class="table-scroll"
                    tabIndex={0}
                    role="region"
                    aria-label={caption}
                    style={props.height ? { maxHeight: props.height } : {}}
                >
                    <table class="table" aria-busy={props.loading}>
                        <caption class="hidden">{caption}</caption>
                        <thead>
                            <tr>
                                {columns.map((column) => (
                                    <Head key={column.key} {...{ column, order, setOrder }} />
                                ))}
                            </tr>
                        </thead>
                        <tbody ref={body}>
                            {shown.map((row, index) => (
                                <tr
                                    key={keyOf(row)}
                                    {...(onOpen
                                        ? {
                                              class: 'opens',
                                              tabIndex: keyOf(row) === entry ? 0 : -1,
                                              onFocus: () => setFocused(keyOf(row)),
                                              onKeyDown: (event: KeyboardEvent) =>
                                                  onKey(event, row, index),
                                              onClick: (event: MouseEvent) =>
                                                  openOnClick(event, row),
                                          }
                                        : {})}
                                >
                                    {columns.map((column) => (
                                        <td
                                            key={column.key}
                                            class={column.right ? 'right' : ''}
                                            data-title={column.title}
                                        >
                                            {column.cell(row)}
                                        </td>
                                    ))}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            {(props.foot || (paging && (paging.page > 1 || paging.hasNext))) && (
                <div class="table-foot">
                    <span>{props.foot}</span>
                    {paging && <Pager {...paging} of={caption} />}
                </div>
            )}
        </div>
    );
}

function Pager({ of, page, hasNext, next, previous }: Paging & { of: string }) {
    return (
        <nav class="row" aria-label={`Pages of: ${of}`}>
            <button type="button" class="button small" disabled={page <= 1} onClick={previous}>
                <Icon name="left" size={13} /> Previous
            </button>
            <span>Page {page}</span>
            <button type="button" class="button small" disabled={!hasNext} onClick={next}>
                Next <Icon name="right" size={13} />
            </button>
        </nav>
    );
}
