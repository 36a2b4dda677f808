// Keys, people, webhooks, and the audit of it all.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { eventually } from '../browser.mjs';
import { ask, base, placeOrder } from '../system.mjs';

const unique = () => Math.random().toString(36).slice(2, 8);

/** A receiver of webhooks that answers with a status of choice. */
async function receiver(port = 0) {
    const got = [];
    let status = 200;
    const server = createServer((request, response) => {
        let body = '';
        request.on('data', (piece) => (body += piece));
        request.on('end', () => {
            got.push(body);
            response.writeHead(status).end();
        });
    });
    await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
    return {
        got,
        url: `http://127.0.0.1:${server.address().port}/${unique()}`,
        answer: (next) => (status = next),
        close: () => new Promise((resolve) => server.close(resolve)),
    };
}

const row = (page, text) => page.getByRole('row').filter({ hasText: text });

export default [
    [
        'a key is made, its secret shown once and good, and revoked for good',
        async (visit) => {
            const { page } = visit;
            const name = `till-${unique()}`;
            await visit.go('/settings');
            await visit.press('New key');
            await page.getByRole('dialog').getByLabel('Name').fill(name);
            await visit.mustBeAccessible();
            await visit.press('Make the key');
            const secret = (await page.getByLabel('The secret').innerText()).trim();
            assert.match(secret, /^xd_/);
            await visit.press('I have it');
            await row(page, name).waitFor();
            assert.ok(!(await page.content()).includes(secret), 'the secret is still on the page');
            assert.equal((await ask('GET', '/v1/flow', undefined, secret)).status, 200);
            await row(page, name).getByRole('button', { name: 'Revoke' }).click();
            await page.getByLabel('Reason (optional)').fill('lost');
            await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
            await row(page, name).waitFor({ state: 'detached' });
            await eventually(async () =>
                assert.equal((await ask('GET', '/v1/flow', undefined, secret)).status, 401),
            );
            await page.getByLabel('Also revoked ones').check();
            await row(page, name).getByText('revoked').waitFor();
        },
    ],
    [
        'a person is added as a reader, logs in, and finds nothing to change',
        async (visit) => {
            const { page } = visit;
            const name = `grace.${unique()}`;
            await visit.go('/settings?tab=users');
            await visit.press('Add a person');
            await page.getByRole('dialog').getByLabel('Name').fill(name);
            await page.getByRole('dialog').getByLabel('Password').fill('a long pass phrase');
            await visit.press('Save');
            await row(page, name).getByText('may log in').waitFor();
            await visit.press('Log out');
            await page.getByLabel('Password').waitFor();
            await visit.login(name, 'a long pass phrase');
            await visit.go('/settings');
            assert.equal(await page.getByRole('button', { name: 'New key' }).count(), 0);
            assert.equal(await page.getByRole('button', { name: 'Revoke' }).count(), 0);
            await visit.mustBeAccessible();
        },
    ],
    [
        'a webhook is told, paused, deleted; what was given up is sent again',
        async (visit) => {
            const { page } = visit;
            const there = await receiver();
            try {
                await visit.go('/settings?tab=webhooks');
                await visit.press('New webhook');
                await page.getByRole('dialog').getByLabel('Address').fill(there.url);
                await visit.press('Make the webhook');
                await visit.press('I have it');
                await row(page, there.url).waitFor();
                const order = await placeOrder();
                await eventually(() => assert.ok(there.got.some((body) => body.includes(`"${order}"`))));
                await row(page, there.url).getByRole('button', { name: 'Deliveries' }).click();
                await page.locator('.badge', { hasText: 'delivered' }).first().waitFor();
                await visit.mustBeAccessible();
                await visit.shoot('deliveries');
                await row(page, there.url).getByRole('button', { name: 'Pause' }).click();
                await row(page, there.url).getByText('paused').waitFor();
                const before = there.got.length;
                await placeOrder();
                await page.waitForTimeout(1500);
                assert.equal(there.got.length, before, 'told although it is paused');
                await row(page, there.url).getByRole('button', { name: 'Go on' }).click();
                await eventually(() => assert.ok(there.got.length > before));
                there.answer(500);
                await placeOrder();
                await row(page, there.url).getByText('given up').waitFor();
                there.answer(200);
                await visit.press('Send all given up again');
                await row(page, there.url).getByText('given up').waitFor({ state: 'detached' });
                await row(page, there.url).getByRole('button', { name: 'Delete' }).click();
                await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
                await row(page, there.url).waitFor({ state: 'detached' });
            } finally {
                await there.close();
            }
        },
    ],
    [
        'of two deliveries that were given up one is sent again, the other stays',
        async (visit) => {
            const { page } = visit;
            const there = await receiver();
            const types = ['crossdock.order.v1.OrderPlaced'];
            const { status, body } = await ask('POST', '/v1/webhooks', { url: there.url, types });
            assert.equal(status, 201, JSON.stringify(body));
            try {
                there.answer(500);
                const orders = [await placeOrder(), await placeOrder()];
                await visit.go(`/settings?tab=webhooks&webhook=${body.webhookId}`);
                await row(page, there.url).getByText('2 given up').waitFor({ timeout: 30_000 });
                await page.getByLabel('State').selectOption({ label: 'Given up' });
                const dead = page.locator('tbody tr').filter({ has: page.getByRole('button', { name: 'Send again' }) });
                await eventually(async () => assert.equal(await dead.count(), 2));
                const position = /position [\d,]+/.exec(await dead.first().innerText())[0];
                there.answer(200);
                const before = there.got.length;
                await dead.first().getByRole('button', { name: 'Send again' }).click();
                await row(page, there.url).getByText('1 given up').waitFor({ timeout: 30_000 });
                await eventually(async () => assert.equal(await dead.count(), 1));
                assert.ok(!(await dead.innerText()).includes(position), 'another one was sent');
                await page.getByLabel('State').selectOption({ label: 'Delivered' });
                await row(page, position).locator('.badge', { hasText: 'delivered' }).waitFor();
                assert.equal(there.got.length, before + 1, 'one was sent');
                assert.equal(orders.filter((order) => there.got.at(-1).includes(`"${order}"`)).length, 1);
                await visit.mustBeAccessible();
                await page.locator('.card', { hasText: 'Deliveries to' }).getByRole('button', { name: 'Close' }).click();
                await page.getByText('Deliveries to').waitFor({ state: 'detached' });
            } finally {
                await ask('DELETE', `/v1/webhooks/${body.webhookId}`);
                await there.close();
            }
        },
    ],
    [
        'a change stands in the audit, and a refused one with the reason',
        async (visit) => {
            const { page } = visit;
            await placeOrder();
            await ask('POST', '/v1/orders/999999999/cancel', { reason: 'no such order' });
            await visit.go('/settings?tab=audit');
            await eventually(async () => {
                await visit.press('Refresh');
                assert.ok((await row(page, 'PlaceOrder').count()) > 0);
                assert.ok((await row(page, 'CancelOrder').count()) > 0);
            });
        },
    ],
    [
        'a change by cookie without the token is refused',
        async (visit) => {
            const answer = await visit.context.request.post(`${base}/v1/keys`, {
                data: { name: `thief-${unique()}`, role: 'KEY_READER' },
            });
            assert.equal(answer.status(), 403);
        },
    ],
    [
        'a person who is disabled may not log in, until that is taken back',
        async (visit) => {
            const { page } = visit;
            const [name, secret] = [`alan.${unique()}`, 'a long pass phrase'];
            const body = { role: 'KEY_READER', password: secret };
            assert.equal((await ask('PUT', `/v1/users/${name}`, body)).status, 200);
            const enters = async () =>
                (await visit.context.request.post(`${base}/v1/session`, { data: { name, password: secret } })).status();
            await visit.go('/settings?tab=users');
            for (const [disabled, state, status] of [
                [true, 'disabled', 401],
                [false, 'may log in', 201],
            ]) {
                await row(page, name).getByRole('button', { name: 'Change' }).click();
                const form = page.getByRole('dialog');
                await form.getByLabel(/^Disabled/).setChecked(disabled);
                await form.getByRole('button', { name: 'Save' }).click();
                await row(page, name).getByText(state).waitFor();
                assert.equal(await enters(), status); // once: logins are few a minute
            }
        },
    ],
];
