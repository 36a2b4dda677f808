// Everything that was said of an order by all services, grouped by day; each entry leads to its event.
// Entries that came while the page was open are lit for a moment.
import { useEffect, useRef } from 'preact/hooks';
import type { OrderTimeline as Timeline, TimelineEntry } from '../../api/types';
import type { Answer } from '../../api/use';
import { Card } from '../../parts/Card';
import { EventLink } from '../../parts/EventLink';
import { dayTime, exactClock, msOfUs, shortType, words } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';

interface Group {
    day: string;
    entries: TimelineEntry[];
}

/** Entries come in order of time; a group is a day here. */
export function groupedByDay(entries: TimelineEntry[]): Group[] {
    const groups: Group[] = [];
    for (const entry of entries) {
        const day = dayTime(msOfUs(entry.atUs) ?? 0);
        const last = groups[groups.length - 1];
        if (last?.day === day) last.entries.push(entry);
        else groups.push({ day, entries: [entry] });
    }
    return groups;
}

/** The entry that caused this one, when it is on the timeline; a command is not. */
function causeOf(entry: TimelineEntry, all: Map<string, TimelineEntry>): string {
    const cause = entry.causeId === '' ? undefined : all.get(entry.causeId);
    if (cause) return `after ${shortType(cause.type)} (${cause.source} ${cause.position})`;
    return entry.causeId === '' ? '' : `asked by ${entry.causeId}`;
}

function Entry({
    entry,
    cause,
    isFresh,
}: {
    entry: TimelineEntry;
    cause: string;
    isFresh: boolean;
}) {
    return (
        <li class={isFresh ? 'fresh' : ''}>
            <span class="at small">{exactClock(msOfUs(entry.atUs) ?? 0).slice(0, 12)}</span>
            <span class={`rail ${entry.source}`} aria-hidden="true" />
            <div class="what">
                <div>{entry.words || words(shortType(entry.type))}</div>
                <div class="small muted">
                    <EventLink source={entry.source} position={entry.position} type={entry.type}>
                        {shortType(entry.type)}
                    </EventLink>
                    {` · ${entry.source} ${entry.position}`}
                    {cause !== '' && ` · ${cause}`}
                </div>
            </div>
        </li>
    );
}

function Entries({ entries }: { entries: TimelineEntry[] }) {
    const seen = useRef<Set<string> | undefined>(undefined);
    const before = seen.current;
    useEffect(() => {
        seen.current = new Set(entries.map((entry) => entry.id));
    }, [entries]);
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    if (entries.length === 0) return <Empty title="Nothing was said of this order yet" />;
    return (
        <ol class="timeline" aria-live="polite" aria-relevant="additions">
            {groupedByDay(entries).flatMap((group) => [
                <li key={group.day} class="day">
                    {group.day}
                </li>,
                ...group.entries.map((entry) => (
                    <Entry
                        key={entry.id}
                        entry={entry}
                        cause={causeOf(entry, byId)}
                        isFresh={before !== undefined && !before.has(entry.id)}
                    />
                )),
            ])}
        </ol>
    );
}

export function OrderTimeline({ timeline }: { timeline: Answer<Timeline> }) {
    return (
        <Card title="Timeline" tools={<span class="muted small">times as on this device</span>}>
            <Answered of={timeline} lines={6}>
                {(view) => <Entries entries={view.entries} />}
            </Answered>
        </Card>
    );
}
