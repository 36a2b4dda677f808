// Asking the gateway: paths and queries to requests, answers to values, refusals to a Problem that
// says what happened, whether asking again can help, and under which id the logs know it. Hides
// fetch, cookies, the CSRF token and idempotency keys.
import type { ProblemBody } from './types';

export type QueryValue = string | number | boolean | undefined;
export type Query = Record<string, QueryValue | QueryValue[]>;

const timeoutMs = 20_000;

export class Problem extends Error {
    readonly status: number; // of HTTP; 0: no answer came
    readonly code: string;
    readonly requestId: string;
    readonly reply: unknown; // what a service answered beside the reason

    constructor(status: number, code: string, detail: string, requestId: string, reply?: unknown) {
        super(detail);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
        this.reply = reply;
    }

    /** The same question may be answered another time; the same refusal would not change. */
    get passes(): boolean {
        return this.status === 0 || this.status === 429 || this.status >= 500;
    }
}

let csrf = '';
let onUnauthenticated: () => void = () => {};

/** Told by the session: the token that changes need, and what to do when nobody is logged in. */
export function setCsrf(token: string): void {
    csrf = token;
}
export function whenUnauthenticated(act: () => void): void {
    onUnauthenticated = act;
}

export function randomId(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Empty and undefined values are left out; lists repeat the name. */
export function pathWith(path: string, query: Query = {}): string {
    const words = new URLSearchParams();
    for (const [name, given] of Object.entries(query)) {
        for (const value of Array.isArray(given) ? given : [given]) {
            if (value !== undefined && value !== '') words.append(name, String(value));
        }
    }
    const text = words.toString();
    return text === '' ? path : `${path}?${text}`;
}

function problemOf(response: Response, text: string, requestId: string): Problem {
    try {
        const body = JSON.parse(text) as Partial<ProblemBody>;
        return new Problem(
            response.status,
            body.code ?? String(response.status),
            body.detail || body.title || response.statusText,
            body.instance || requestId,
            body.reply,
        );
    } catch {
        return new Problem(
            response.status,
            String(response.status),
            response.statusText,
            requestId,
        );
    }
}

async function request(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const late = AbortSignal.timeout(timeoutMs);
    const requestId = randomId();
    const headers = new Headers(init.headers);
    headers.set('X-Request-Id', requestId);
    let response: Response;
    try {
        response = await fetch(path, {
            ...init,
            headers,
            credentials: 'same-origin',
            signal: signal ? AbortSignal.any([signal, late]) : late,
        });
    } catch (error) {
        if (signal?.aborted) throw error;
        const why = late.aborted
            ? `no answer within ${timeoutMs / 1000} seconds`
            : 'the gateway cannot be reached';
        throw new Problem(0, 'UNREACHABLE', why, requestId);
    }
    if (response.ok) return response;
    const problem = problemOf(
        response,
        await response.text(),
        response.headers.get('X-Request-Id') ?? requestId,
    );
    if (problem.status === 401 && path !== '/v1/session') onUnauthenticated();
    throw problem;
}

async function valueOf<T>(response: Response): Promise<T> {
    const text = await response.text();
    return (text === '' ? {} : JSON.parse(text)) as T;
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return valueOf<T>(await request(pathWith(path, query), { method: 'GET' }, signal));
}

/**
 * A change. The key makes a repeat harmless: give the same one when the same change is tried again
 * (useAction does); without one, each call is a change of its own.
 */
export async function send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    key: string = randomId(),
): Promise<T> {
    const headers: Record<string, string> = { 'Idempotency-Key': key };
    if (csrf !== '') headers['X-CSRF-Token'] = csrf;
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
        init.body = JSON.stringify(body);
    }
    return valueOf<T>(await request(path, init));
}

/** The text of an answer as it came: ?format=csv, or JSON that is compared with the last one. */
export async function getText(path: string, query?: Query, signal?: AbortSignal): Promise<string> {
    return (await request(pathWith(path, query), { method: 'GET' }, signal)).text();
}
