// A tail that follows a stream: opened anew when the filters or the place change, read in portions
// when it comes from the past, so that a long history does not run away under the reader.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { openStream, type LiveState, type Stream } from '../../api/live';
import { Tail } from './tail';

const portion = 1000;
const renderEveryMs = 120;
const presentMs = 5000; // events younger than this are of now

export interface Follow {
    from: string;
    types: string;
    subject: string;
}

export interface Tailing {
    tail: Tail;
    state: LiveState | 'held'; // held: a portion of the past was read
    goOn: () => void;
    redraw: () => void;
}

export function useTail(follow: Follow | undefined): Tailing {
    const tail = useRef(new Tail());
    const stream = useRef<Stream | undefined>(undefined);
    const [state, setState] = useState<LiveState | 'held'>('reconnecting');
    const [, setVersion] = useState(0);
    const redraw = useCallback(() => setVersion((version) => version + 1), []);
    const { from = '', types = '', subject = '' } = follow ?? {};
    const wanted = follow !== undefined;
    const key = JSON.stringify([from, types, subject]);
    const [resumed, setResumed] = useState({ key, at: '', turn: 0 });
    const start = resumed.key === key ? resumed : undefined;

    useEffect(() => {
        tail.current.clear();
        redraw();
    }, [key, redraw]);

    useEffect(() => {
        if (!wanted) return;
        let read = 0;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const drawSoon = () => {
            timer ??= setTimeout(() => {
                timer = undefined;
                redraw();
            }, renderEveryMs);
        };
        const opened = openStream({
            from: start?.at || from,
            types,
            subject,
            onState: setState,
            onEvents: (heard) => {
                tail.current.add(heard);
                drawSoon();
                read += heard.length;
                const newest = heard[heard.length - 1];
                const past = newest && Date.parse(newest.event.time) < Date.now() - presentMs;
                if (past && read >= portion) {
                    opened.close();
                    setState('held');
                }
            },
        });
        stream.current = opened;
        return () => {
            clearTimeout(timer);
            opened.close();
        };
    }, [wanted, key, start?.turn, redraw]);

    const goOn = useCallback(() => {
        const at = stream.current?.place() ?? '';
        setResumed((before) => ({ key, at, turn: before.turn + 1 }));
    }, [key]);
    return { tail: tail.current, state, goOn, redraw };
}
