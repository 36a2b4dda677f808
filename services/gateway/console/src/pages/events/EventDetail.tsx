// One event: what it says, where it came from, and the ways on from it.
import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Heard } from '../../api/live';
import { Facts } from '../../parts/Card';
import { Copy } from '../../parts/Copy';
import { count, typeWords } from '../../parts/format';
import { Icon } from '../../parts/Icon';
import { Json } from '../../parts/Json';
import { Time } from '../../parts/Time';
import { feedOf } from './seek';

/** The order that an event is about, where it says so. */
function orderOf(data: Record<string, unknown>): string {
    const id = data['orderId'];
    return typeof id === 'string' && id !== '0' ? id : '';
}

export function EventDetail({
    one,
    onFilter,
    onClose,
}: {
    one: Heard;
    onFilter: (changes: Record<string, string>) => void;
    onClose: () => void;
}) {
    const { event } = one;
    const order = orderOf(event.data);
    const section = useRef<HTMLElement>(null);
    useEffect(() => section.current?.scrollIntoView({ block: 'nearest' }), []); // below, on a phone
    return (
        <section ref={section} class="event-detail" aria-label="The chosen event">
            <div class="row">
                <h2>{typeWords(event.type)}</h2>
                <span class="grow" />
                <button
                    type="button"
                    class="button icon quiet"
                    aria-label="Close the event"
                    onClick={onClose}
                >
                    <Icon name="close" />
                </button>
            </div>
            <Facts
                of={[
                    ['Type', <Value text={event.type} what="the type" />],
                    ['Said by', `${feedOf(event)}, position ${count(event.position)}`],
                    ['When', <Time ms={Date.parse(event.time)} />],
                    ['Key', <Value text={event.partitionkey ?? ''} what="the key" />],
                    ['Subject', <Value text={event.subject ?? ''} what="the subject" />],
                    ['Id', <Value text={event.id} what="the id" />],
                    ['Caused by', <Value text={event.causeid ?? ''} what="the id of the cause" />],
                    ['Trace', <Value text={event.traceparent ?? ''} what="the trace" />],
                    ['Place', <Value text={one.place} what="the place in all feeds" />],
                ]}
            />
            <div class="row">
                {order !== '' && (
                    <Link class="button small" href={`/orders/${order}`}>
                        Open order {order}
                    </Link>
                )}
                {event.subject && (
                    <button
                        type="button"
                        class="button small"
                        onClick={() => onFilter({ subject: event.subject ?? '' })}
                    >
                        Only this subject
                    </button>
                )}
                <button
                    type="button"
                    class="button small"
                    onClick={() => onFilter({ types: event.type })}
                >
                    Only this type
                </button>
                {event.causeid && (
                    <button
                        type="button"
                        class="button small"
                        onClick={() => onFilter({ text: event.causeid ?? '' })}
                    >
                        Same cause
                    </button>
                )}
            </div>
            <Json value={event} what="the event" />
        </section>
    );
}

function Value({ text, what }: { text: string; what: string }) {
    if (text === '') return <span class="muted">none</span>;
    return (
        <>
            <span class="mono">{text}</span> <Copy text={text} what={what} />
        </>
    );
}
