// The tab "Live": filters, the tail, the chosen event.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Heard } from '../../api/live';
import { Badge } from '../../parts/Badge';
import { TextField } from '../../parts/Field';
import { count } from '../../parts/format';
import { Icon } from '../../parts/Icon';
import { Empty } from '../../parts/Notice';
import { useQuery } from '../../parts/query';
import { EventDetail } from './EventDetail';
import { EventList } from './EventList';
import { Jump } from './Jump';
import type { Tail } from './tail';
import { useTail, type Tailing } from './useTail';

const owners = ['order', 'inventory', 'routing', 'forecasting'].map(
    (name) => `crossdock.${name}.v1.*`,
);
const restMs = 400;

/** What can be chosen for types: all of a service, and every type that was seen. */
function useKnownTypes(tail: Tail): string[] {
    const known = useRef(new Set(owners));
    for (const one of tail.shown.slice(-200)) known.current.add(one.event.type);
    return [...known.current].sort();
}

export function LiveTail() {
    const [query, change] = useQuery();
    const { from = '', types = '', subject = '', text = '' } = query;
    const follow = useMemo(() => ({ from, types, subject }), [from, types, subject]);
    const tailing = useTail(follow);
    const { tail, redraw } = tailing;
    const [chosen, setChosen] = useState<Heard | undefined>();
    const known = useKnownTypes(tail);
    const choose = (one: Heard) => {
        tail.pause(); // what one reads stays where it is
        setChosen(one);
    };
    useEffect(() => {
        tail.filter(text);
        redraw();
    }, [tail, text, redraw]);

    return (
        <div class="card">
            <div class="event-tools">
                <Jump from={from} onJump={(place) => change({ from: place })} />
                <div class="filters">
                    <TextField
                        label="Types"
                        value={types}
                        onChange={(value) => change({ types: value })}
                        restMs={restMs}
                        placeholder="all"
                        list="event-types"
                        size={30}
                    />
                    <datalist id="event-types">
                        {known.map((type) => (
                            <option key={type} value={type} />
                        ))}
                    </datalist>
                    <TextField
                        label="Subject"
                        value={subject}
                        onChange={(value) => change({ subject: value })}
                        restMs={restMs}
                        placeholder="any"
                        size={14}
                    />
                    <TextField
                        label="Text"
                        type="search"
                        value={text}
                        onChange={(value) => change({ text: value })}
                        restMs={restMs / 2}
                        placeholder="words anywhere in the event"
                        size={22}
                    />
                </div>
            </div>
            <TailBar tailing={tailing} />
            <div class={`event-panes ${chosen ? 'two' : ''}`}>
                {tail.shown.length === 0 ? (
                    <Empty
                        title={tail.count === 0 ? 'Waiting for events' : 'No event has these words'}
                    >
                        {tail.count === 0
                            ? 'What happens from now on appears here; choose an earlier place to read the past.'
                            : `${count(tail.count)} are kept.`}
                    </Empty>
                ) : (
                    <EventList tail={tail} chosen={chosen} onChoose={choose} />
                )}
                {chosen && (
                    <EventDetail
                        one={chosen}
                        onFilter={change}
                        onClose={() => setChosen(undefined)}
                    />
                )}
            </div>
        </div>
    );
}

/** What the tail is doing, and holding it. */
function TailBar({ tailing }: { tailing: Tailing }) {
    const { tail, state, goOn, redraw } = tailing;
    const turn = () => {
        if (tail.paused) tail.resume();
        else tail.pause();
        redraw();
    };
    return (
        <div class="event-bar">
            <button type="button" class={`button ${tail.paused ? 'primary' : ''}`} onClick={turn}>
                <Icon name={tail.paused ? 'play' : 'pause'} size={15} />{' '}
                {tail.paused ? 'Resume' : 'Pause'}
            </button>
            <span role="status" class="row">
                {tail.paused ? (
                    <Badge tone="warn">{count(tail.waiting)} waiting</Badge>
                ) : state === 'held' ? (
                    <Badge tone="info">a part of the past</Badge>
                ) : (
                    <Badge tone={state === 'live' ? 'good' : 'warn'}>{state}</Badge>
                )}
            </span>
            {state === 'held' && !tail.paused && (
                <button type="button" class="button" onClick={goOn}>
                    Read on
                </button>
            )}
            <span class="grow" />
            <span class="muted small">{count(tail.shown.length)} shown</span>
        </div>
    );
}
