// The rows of the tail, newest first: only those in sight are in the document. While one reads further
// down, what comes above does not move the rows.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Heard } from '../../api/live';
import { exactClock, shortType } from '../../parts/format';
import { feedOf } from './seek';
import type { Tail } from './tail';
import { useHold } from './useHold';

const rowPx = 34;
const overscan = 6;

export function EventList({
    tail,
    chosen,
    onChoose,
}: {
    tail: Tail;
    chosen: Heard | undefined;
    onChoose: (one: Heard) => void;
}) {
    const box = useRef<HTMLDivElement>(null);
    const [view, setView] = useState({ top: 0, height: 600 });
    const before = useRef(tail.added);
    const { shown: rows, added } = useHold(box, tail);

    // Where one has scrolled to is known from the last look: to ask the element now, in the middle of a
    // change, would make the browser lay out everything twice.
    useLayoutEffect(() => {
        const more = added - before.current;
        before.current = added;
        if (box.current && more > 0 && view.top > 0) box.current.scrollTop += more * rowPx;
    }, [added]);
    useEffect(() => {
        const element = box.current;
        if (!element) return;
        const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
        const watch = new ResizeObserver(look);
        watch.observe(element);
        element.addEventListener('scroll', look, { passive: true });
        return () => {
            watch.disconnect();
            element.removeEventListener('scroll', look);
        };
    }, []);

    const first = Math.max(0, Math.floor(view.top / rowPx) - overscan);
    const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowPx) + overscan);
    const newest = (index: number) => rows[rows.length - 1 - index];
    const chosenAt = chosen ? rows.length - 1 - rows.lastIndexOf(chosen) : -1;
    const inSight = chosenAt >= first && chosenAt < last;

    const onKey = (event: KeyboardEvent) => {
        const at = chosenAt;
        const page = Math.max(1, Math.floor(view.height / rowPx) - 1);
        const to = {
            ArrowDown: at + 1,
            ArrowUp: at - 1,
            PageDown: at + page,
            PageUp: at - page,
            Home: 0,
            End: rows.length - 1,
        }[event.key];
        if (to === undefined || rows.length === 0) return;
        event.preventDefault();
        const index = Math.max(0, Math.min(rows.length - 1, to));
        const next = newest(index);
        if (next) onChoose(next);
        reveal(box.current, index);
    };

    return (
        <div
            class="event-list"
            ref={box}
            role="listbox"
            aria-label="Events, newest first"
            aria-activedescendant={inSight && chosen ? `event-${keyOf(chosen)}` : undefined}
            tabIndex={0}
            onKeyDown={onKey}
        >
            <div role="presentation" style={{ height: `${rows.length * rowPx}px` }}>
                {Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
                    const one = newest(first + offset);
                    if (!one) return null;
                    return (
                        <EventRow
                            key={first + offset} // a row stays and takes the next event
                            one={one}
                            top={(first + offset) * rowPx}
                            chosen={one === chosen}
                            onChoose={onChoose}
                        />
                    );
                })}
            </div>
        </div>
    );
}

export function keyOf({ event }: Heard): string {
    return `${feedOf(event)}-${event.position}`;
}

function reveal(box: HTMLElement | null, index: number): void {
    if (!box) return;
    const top = index * rowPx;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + rowPx > box.scrollTop + box.clientHeight)
        box.scrollTop = top + rowPx - box.clientHeight;
}

function EventRow({
    one,
    top,
    chosen,
    onChoose,
}: {
    one: Heard;
    top: number;
    chosen: boolean;
    onChoose: (one: Heard) => void;
}) {
    const { event } = one;
    const [second, thousandths] = exactClock(Date.parse(event.time)).split('.');
    return (
        <div
            class="event-row"
            role="option"
            id={`event-${keyOf(one)}`}
            aria-selected={chosen}
            style={{ transform: `translateY(${top}px)` }}
            onClick={() => onChoose(one)}
        >
            <span class="mono muted">
                {second}
                <span class="thousandths">.{thousandths}</span>
            </span>
            <span class="feed">{feedOf(event)}</span>
            <span class="type">{shortType(event.type)}</span>
            <span class="key">{event.partitionkey}</span>
            <span class="subject muted">{event.subject}</span>
            <span class="position muted">{event.position}</span>
        </div>
    );
}
