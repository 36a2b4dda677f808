// Who is logged in. The session itself is a cookie that scripts cannot read; what is kept here is the
// name, the role and the token that changes need.
import { signal } from '@preact/signals';
import { get, Problem, send, setCsrf, whenUnauthenticated } from '../api/client';
import { startLive, stopLive } from '../api/live';
import type { Session } from '../api/types';

/** Set while this browser may have the cookie: without it there is nothing to ask the gateway. */
const hint = 'crossdock.session';

/** undefined: not asked yet; null: nobody. */
export const session = signal<Session | null | undefined>(undefined);
/** Why the first question failed, when it was not for want of a login. */
export const sessionProblem = signal<Problem | undefined>(undefined);

function begin(given: Session): void {
    setCsrf(given.csrf);
    localStorage.setItem(hint, '1');
    session.value = given;
    sessionProblem.value = undefined;
    startLive();
}

function end(): void {
    setCsrf('');
    localStorage.removeItem(hint);
    session.value = null;
    stopLive();
}

export async function startSession(): Promise<void> {
    whenUnauthenticated(end);
    if (localStorage.getItem(hint) === null) return end();
    try {
        begin(await get<Session>('/v1/session'));
    } catch (error) {
        if (error instanceof Problem && error.passes) sessionProblem.value = error;
        else end();
    }
}

export async function login(name: string, password: string): Promise<void> {
    begin(await send<Session>('POST', '/v1/session', { name, password }));
}

export async function logout(): Promise<void> {
    await send('DELETE', '/v1/session').catch(() => undefined);
    end();
}

/** Operators change things; everybody else looks. */
export function mayChange(): boolean {
    return session.value?.role === 'KEY_OPERATOR';
}

export const roleNames: Record<string, string> = {
    KEY_OPERATOR: 'operator',
    KEY_READER: 'reader',
    KEY_STOREFRONT: 'storefront',
    KEY_WAREHOUSE: 'warehouse',
};
