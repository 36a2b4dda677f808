// Events as they happen: GET /v1/events as an EventSource that survives gateways that die, networks
// that go and tabs that sleep, and goes on after the last event it has seen. Hides reconnecting and
// batching: a listener gets at once what came since the last batch, ten times a second at most. Not with
// each frame: asking for one makes the browser draw one, whether anything has changed or not.
import { signal } from '@preact/signals';
import { pathWith } from './client';
import type { ChainEvent } from './types';

/** The feeds in the order of a place: o.i.r.f. */
export const feedOrder = ['order', 'inventory', 'fulfillment-routing', 'forecasting'];

export type LiveState = 'live' | 'reconnecting' | 'offline';

/** An event and the place behind it: `from` of a stream that would go on after it. */
export interface Heard {
    event: ChainEvent;
    place: string;
    text: string; // as it came
}

export interface StreamPlan {
    from?: string; // o.i.r.f, earliest or latest (the default)
    types?: string; // comma-separated full names, or with a trailing *
    subject?: string;
    onEvents: (heard: Heard[]) => void;
    onState?: (state: LiveState) => void;
}

export interface Stream {
    close: () => void;
    place: () => string; // behind the last event that was told; empty: none yet
}

const batchMax = 800;
const batchEveryMs = 100;
const hiddenEveryMs = 1000; // in a tab that nobody sees
const retryFirstMs = 500;
const retryLastMs = 10_000;
const offlineAfter = 4; // attempts in vain

function parsed(message: MessageEvent<string>): Heard | undefined {
    try {
        const event = JSON.parse(message.data) as ChainEvent;
        return { event, place: message.lastEventId, text: message.data };
    } catch {
        return undefined;
    }
}

export function openStream(plan: StreamPlan): Stream {
    let source: EventSource | undefined;
    let place = ''; // behind what was received
    let told = '';
    let waiting: MessageEvent<string>[] = [];
    let flushing: ReturnType<typeof setTimeout> | undefined;
    let flushedAt = 0;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;

    const say = (state: LiveState) => plan.onState?.(state);

    function flush(): void {
        flushing = undefined;
        if (closed) return;
        flushedAt = performance.now();
        const taken = waiting.splice(0, batchMax);
        const heard = taken.map(parsed).filter((one) => one !== undefined);
        told = heard[heard.length - 1]?.place || told;
        if (heard.length > 0) plan.onEvents(heard);
        flushSoon();
    }

    function flushSoon(): void {
        if (flushing !== undefined || waiting.length === 0) return;
        const everyMs = document.visibilityState === 'visible' ? batchEveryMs : hiddenEveryMs;
        flushing = setTimeout(flush, Math.max(0, flushedAt + everyMs - performance.now()));
    }

    function connect(): void {
        source = new EventSource(
            pathWith('/v1/events', {
                from: place === '' ? plan.from : place,
                types: plan.types,
                subject: plan.subject,
            }),
        );
        source.onopen = () => {
            failures = 0;
            say('live');
        };
        source.onmessage = (message: MessageEvent<string>) => {
            if (message.lastEventId !== '') place = message.lastEventId;
            waiting.push(message);
            flushSoon();
        };
        source.onerror = retry;
    }

    // EventSource retries by itself, but never after a refusal; one way of retrying is enough.
    function retry(): void {
        source?.close();
        failures++;
        say(failures >= offlineAfter || !navigator.onLine ? 'offline' : 'reconnecting');
        const wait = Math.min(retryFirstMs * 2 ** (failures - 1), retryLastMs);
        clearTimeout(timer);
        timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
    }

    function retryNow(): void {
        if (closed || source?.readyState !== EventSource.CLOSED) return;
        clearTimeout(timer);
        connect();
    }

    say('reconnecting');
    connect();
    window.addEventListener('online', retryNow);
    return {
        close() {
            closed = true;
            clearTimeout(timer);
            clearTimeout(flushing);
            window.removeEventListener('online', retryNow);
            source?.close();
            waiting = [];
        },
        place: () => told,
    };
}

// --- the stream of the whole console: one connection, everybody listens ---------------------------

/** What the header shows. */
export const liveState = signal<LiveState>('reconnecting');

const listeners = new Set<(heard: Heard[]) => void>();
let shared: Stream | undefined;
let sharedPlace = '';
let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
const hiddenMaxMs = 60_000; // a browser has few connections for many tabs

function openShared(): void {
    shared = openStream({
        ...(sharedPlace === '' ? {} : { from: sharedPlace }),
        onEvents: (heard) => listeners.forEach((listen) => listen(heard)),
        onState: (state) => {
            liveState.value = state;
        },
    });
}

function closeShared(): void {
    clearTimeout(hiddenTimer);
    if (!shared) return;
    sharedPlace = shared.place() || sharedPlace;
    shared.close();
    shared = undefined;
}

function onVisibility(): void {
    clearTimeout(hiddenTimer);
    if (document.visibilityState === 'hidden') hiddenTimer = setTimeout(closeShared, hiddenMaxMs);
    else if (!shared) openShared();
}

/** From login to logout. */
export function startLive(): void {
    if (shared) return;
    openShared();
    document.addEventListener('visibilitychange', onVisibility);
}

export function stopLive(): void {
    document.removeEventListener('visibilitychange', onVisibility);
    closeShared();
    sharedPlace = '';
}

/** Hear every event from now on, in batches; the result ends it. */
export function listen(onEvents: (heard: Heard[]) => void): () => void {
    listeners.add(onEvents);
    return () => listeners.delete(onEvents);
}
