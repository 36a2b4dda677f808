// The system under the console: its addresses, its secrets, asking it over HTTP as a program does,
// and treating it badly.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function setting(name) {
    const value = process.env[`CONSOLE_${name}`];
    assert.ok(value, `CONSOLE_${name} is not set: start tests/console/run`);
    return value;
}

export const settings = {
    modules: setting('MODULES'),
    root: setting('ROOT'),
    bin: setting('BIN'),
    var: setting('VAR'),
    port: Number(setting('PORT')),
    shots: setting('SHOTS'),
};
export const base = `http://127.0.0.1:${settings.port + 80}`;
export const password = readFileSync(join(settings.var, 'console-password'), 'utf8').trim();

export function keyOf(role) {
    return readFileSync(join(settings.var, 'api-keys', role), 'utf8').trim();
}

/** The answer to a question, or to a change; refusals too. */
export async function ask(method, path, body, key = keyOf('operator')) {
    const headers = { Authorization: `Bearer ${key}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (method !== 'GET') headers['Idempotency-Key'] = randomUUID();
    const init = { method, headers };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(base + path, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

export async function get(path) {
    const { status, body } = await ask('GET', path);
    assert.equal(status, 200, `GET ${path}: ${JSON.stringify(body)}`);
    return body;
}

// Orders take turns at the goods, so that no stock runs out under the tests.
const skus = Array.from({ length: 60 }, (_, index) => `S${String(index + 1).padStart(5, '0')}`);
let lastSku = 0;

/** Places an order of sample goods; its id. */
export async function placeOrder({ sku = skus[lastSku++ % skus.length], quantity = '1', externalId = `C-${randomUUID()}`, terms } = {}) {
    const { status, body } = await ask('POST', '/v1/orders', {
        channel: 'web',
        externalId,
        currency: 'GBP',
        destination: { country: 'GB', city: 'London', postalCode: 'E1 6AN' },
        recipient: { name: 'Ada Byron', street: '1 Dock Street', email: 'ada@example.com' },
        lines: [{ line: 1, sku, quantity, unitPriceMinor: '1995' }],
        ...(terms ? { terms } : {}),
    });
    assert.ok(status === 201, `the order was not placed: ${status} ${JSON.stringify(body)}`);
    return body.orderId;
}

/** Makes a plan with a fresh forecast and waits until it is computed; its name. */
export async function makePlan(name, weeks = 13) {
    const { status, body } = await ask('POST', '/v1/plans', { name, weeks });
    assert.ok(status < 300, `the plan was not made: ${status} ${JSON.stringify(body)}`);
    for (let tries = 0; tries < 100; tries++) {
        const { plans } = await get('/v1/plans?limit=100');
        if (plans.find((plan) => plan.name === name)?.ready) return name;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return assert.fail(`${name} was not computed in time`);
}

/** SQL as the superuser of the private database: for faults only. */
export function sql(text) {
    const url = readFileSync(join(settings.var, 'postgres/urls/superuser'), 'utf8').trim();
    return execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-c', text, url], { encoding: 'utf8' }).trim();
}

function services(...words) {
    const places = ['--var', settings.var, '--bin', settings.bin, '--base-port', String(settings.port)];
    execFileSync(join(settings.root, 'deploy/services'), [...words, ...places], { stdio: 'ignore' });
}

export function killGateway() {
    const [pid] = readFileSync(join(settings.var, 'run/gateway.pid'), 'utf8').split(' ');
    process.kill(Number(pid), 'SIGKILL');
}

export function startGateway() {
    services('start', 'gateway');
}
