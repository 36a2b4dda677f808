// The newest events in words, as they happen, and how many a second there are. Counts everything,
// shows little: at most a few lines a second change, however much comes.
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { feedOrder, listen, openStream, type Heard } from '../../api/live';
import type { FeedState } from '../../api/types';
import { Card } from '../../parts/Card';
import { decimal, exactClock, typeWords } from '../../parts/format';

const shownMax = 12;
const everyMs = 500;
const windowMs = 10_000;
const backEach = 4;
const backMs = 800;

interface Seen {
    newest: Heard[];
    perSecond: number;
}

/** A place a few events back in each feed, so that the list does not begin empty. */
function placeBefore(feeds: FeedState[]): string {
    const heads = feedOrder.map((name) =>
        Number(feeds.find((feed) => feed.source === name)?.head ?? 0),
    );
    return heads.map((head) => Math.max(0, head - backEach)).join('.');
}

/** What was said last, before anything new is heard. */
function readBack(feeds: FeedState[], use: (heard: Heard[]) => void): () => void {
    const past: Heard[] = [];
    const stream = openStream({
        from: placeBefore(feeds),
        onEvents: (heard) => past.push(...heard),
    });
    const timer = setTimeout(() => {
        stream.close();
        use(past.sort((a, b) => a.event.time.localeCompare(b.event.time)));
    }, backMs);
    return () => {
        clearTimeout(timer);
        stream.close();
    };
}

/** Counts come with each batch, the view changes twice a second. */
function useNewest(feeds: FeedState[]): Seen {
    const [seen, setSeen] = useState<Seen>({ newest: [], perSecond: 0 });
    useEffect(() => {
        let newest: Heard[] = [];
        let heardAny = false;
        let counted: { at: number; count: number }[] = [];
        const begun = performance.now();
        const endReading = readBack(feeds, (past) => {
            if (!heardAny) newest = past.slice(-shownMax).reverse();
        });
        const end = listen((heard) => {
            heardAny = true;
            newest = [...heard.slice(-shownMax).reverse(), ...newest].slice(0, shownMax);
            counted.push({ at: performance.now(), count: heard.length });
        });
        const timer = setInterval(() => {
            const now = performance.now();
            counted = counted.filter((one) => one.at > now - windowMs);
            const sum = counted.reduce((total, one) => total + one.count, 0);
            const seconds = Math.min(windowMs, Math.max(now - begun, 1000)) / 1000;
            setSeen({ newest, perSecond: sum / seconds });
        }, everyMs);
        return () => {
            end();
            endReading();
            clearInterval(timer);
        };
    }, []);
    return seen;
}

export function Ticker({ feeds }: { feeds: FeedState[] }) {
    const { newest, perSecond } = useNewest(feeds);
    return (
        <Card
            title="Happening now"
            tools={
                <Link href="/events" class="muted">
                    {decimal(perSecond)} a second
                </Link>
            }
            flush
        >
            {newest.length === 0 ? (
                <p class="quiet muted">Nothing yet. What happens from now on appears here.</p>
            ) : (
                <ol class="ticker">
                    {newest.map(({ event }) => (
                        <li key={`${event.source}/${event.position}`}>
                            <time class="mono muted">
                                {exactClock(Date.parse(event.time)).slice(0, 8)}
                            </time>
                            <span class="what">{typeWords(event.type)}</span>
                            <span class="muted subject">{event.partitionkey ?? event.subject}</span>
                        </li>
                    ))}
                </ol>
            )}
        </Card>
    );
}
