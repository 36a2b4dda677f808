// The client as hooks: what a page shows (useGet, usePages) and what it does (useAction).
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { getText, Problem, pathWith, randomId, type Query } from './client';

export interface Answer<T> {
    data: T | undefined; // the last one that came; kept while a newer one is under way
    problem: Problem | undefined; // of the last attempt
    loading: boolean; // nothing of this path and query has come yet
    reload: () => void;
}

export function asProblem(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem(0, 'BROKEN', error instanceof Error ? error.message : String(error), '');
}

interface Known<T> {
    url: string | null; // what it answers
    text?: string;
    data?: T;
    problem?: Problem;
    loading: boolean;
}

/** What is known after an answer; the same object when it says nothing new, so that nothing is drawn. */
function answered<T>(before: Known<T>, url: string, text: string): Known<T> {
    const same = before.url === url && before.text === text && before.data !== undefined;
    if (same && !before.problem && !before.loading) return before;
    const data = same ? before.data : ((text === '' ? {} : JSON.parse(text)) as T);
    return { url, text, data: data as T, loading: false };
}

function refused<T>(before: Known<T>, url: string, problem: Problem): Known<T> {
    const kept = before.url === url && before.data !== undefined ? before : { url };
    return { ...kept, problem, loading: false };
}

/**
 * GET a view; again when path or query change, with reload(), and every so many ms while the page is
 * visible. A null path asks nothing. A reload while a question is under way is a question after it:
 * however often one is told to ask again, every answer that comes is shown.
 */
export function useGet<T>(path: string | null, query?: Query, everyMs = 0): Answer<T> {
    const url = path === null ? null : pathWith(path, query);
    const [state, setState] = useState<Known<T>>({ url, loading: url !== null });
    const ask = useRef<() => void>(() => undefined);
    const reload = useCallback(() => ask.current(), []);

    useEffect(() => {
        if (url === null) return;
        const leave = new AbortController();
        let isAsking = false;
        let isWanted = false;
        const run = async () => {
            if (isAsking) {
                isWanted = true;
                return;
            }
            isAsking = true;
            do {
                isWanted = false;
                try {
                    const text = await getText(url, undefined, leave.signal);
                    if (!leave.signal.aborted) setState((before) => answered(before, url, text));
                } catch (error) {
                    if (leave.signal.aborted) return;
                    setState((before) => refused(before, url, asProblem(error)));
                }
            } while (isWanted && !leave.signal.aborted);
            isAsking = false;
        };
        setState((before) => (before.loading ? before : { ...before, loading: true }));
        ask.current = () => void run();
        void run();
        return () => leave.abort();
    }, [url]);

    useEffect(() => {
        if (everyMs === 0 || url === null) return;
        const timer = setInterval(() => {
            if (document.visibilityState === 'visible') reload();
        }, everyMs);
        return () => clearInterval(timer);
    }, [everyMs, url, reload]);

    return { data: state.data, problem: state.problem, loading: state.loading, reload };
}

export interface Pages<Row> {
    rows: Row[];
    problem: Problem | undefined;
    loading: boolean;
    page: number; // from 1
    hasNext: boolean;
    next: () => void;
    previous: () => void;
    reload: () => void;
}

/** A list that is read page by page with ?cursor=; a new query begins at its first page. */
export function usePages<Answered extends { next: string }, Row>(
    path: string | null,
    query: Query,
    rowsOf: (answer: Answered) => Row[],
    everyMs = 0,
): Pages<Row> & { answer: Answered | undefined } {
    const asked = path === null ? '' : pathWith(path, query);
    const [at, setAt] = useState<{ asked: string; cursors: string[] }>({ asked, cursors: [''] });
    const cursors = at.asked === asked ? at.cursors : [''];
    const got = useGet<Answered>(path, { ...query, cursor: cursors[cursors.length - 1] }, everyMs);
    const next = got.data?.next ?? '';
    return {
        answer: got.data,
        rows: got.data ? rowsOf(got.data) : [],
        problem: got.problem,
        loading: got.loading,
        page: cursors.length,
        hasNext: next !== '',
        next: () => next !== '' && setAt({ asked, cursors: [...cursors, next] }),
        previous: () => cursors.length > 1 && setAt({ asked, cursors: cursors.slice(0, -1) }),
        reload: got.reload,
    };
}

export interface Action<Arguments extends unknown[], Result> {
    run: (...given: Arguments) => Promise<Result | undefined>; // undefined: refused, see problem
    busy: boolean;
    problem: Problem | undefined;
    clear: () => void;
}

/**
 * Something a person does. `act` gets an idempotency key first: the same one until it succeeds or
 * other arguments are given, so that trying again after a lost answer cannot do it twice.
 */
export function useAction<Arguments extends unknown[], Result>(
    act: (key: string, ...given: Arguments) => Promise<Result>,
): Action<Arguments, Result> {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem | undefined>();
    const attempt = useRef({ key: '', of: '' });
    const latest = useRef(act);
    latest.current = act;

    const run = useCallback(async (...given: Arguments): Promise<Result | undefined> => {
        const of = JSON.stringify(given);
        if (attempt.current.key === '' || attempt.current.of !== of) {
            attempt.current = { key: randomId(), of };
        }
        setBusy(true);
        setProblem(undefined);
        try {
            const result = await latest.current(attempt.current.key, ...given);
            attempt.current.key = '';
            return result;
        } catch (error) {
            const refused = asProblem(error);
            if (!refused.passes) attempt.current.key = '';
            setProblem(refused);
            return undefined;
        } finally {
            setBusy(false);
        }
    }, []);
    const clear = useCallback(() => setProblem(undefined), []);
    return { run, busy, problem, clear };
}
