// What stands where data would be: it is coming, there is none, it was refused.
import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/client';
import type { Answer } from '../api/use';
import { Copy } from './Copy';
import { Icon } from './Icon';

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
    return (
        <div class="notice">
            <strong>{title}</strong>
            {children}
        </div>
    );
}

export function Loading({ lines = 4, what = 'Loading' }: { lines?: number; what?: string }) {
    return (
        <div class="stack" role="status" style={{ padding: '16px' }}>
            <span class="hidden">{what}…</span>
            {Array.from({ length: lines }, (_, index) => (
                <div
                    key={index}
                    class="skeleton"
                    style={{ width: `${92 - ((index * 17) % 40)}%` }}
                />
            ))}
        </div>
    );
}

/** A refusal in the gateway's words, with the id that the logs know it by. */
export function ProblemNotice({ problem, retry }: { problem: Problem; retry?: () => void }) {
    return (
        <div class="problem" role="alert">
            <Icon name="warn" />
            <div class="text">
                <div>{problem.message}</div>
                <div class="small muted">
                    {problem.code}
                    {problem.requestId !== '' && (
                        <>
                            {' · request '}
                            <span class="mono">{problem.requestId}</span>
                            <Copy text={problem.requestId} what="the request id" />
                        </>
                    )}
                </div>
            </div>
            {retry && (
                <button type="button" class="button" onClick={retry}>
                    <Icon name="retry" size={15} /> Try again
                </button>
            )}
        </div>
    );
}

/** The three states of an answer around what shows it. Old data stays under a newer problem. */
export function Answered<T>({
    of,
    lines,
    children,
}: {
    of: Answer<T>;
    lines?: number;
    children: (data: T) => ComponentChildren;
}) {
    return (
        <>
            {of.problem && <ProblemNotice problem={of.problem} retry={of.reload} />}
            {of.data !== undefined
                ? children(of.data)
                : !of.problem && <Loading {...(lines === undefined ? {} : { lines })} />}
        </>
    );
}
