// The gateway is killed under an open page: it says so, goes on by itself, and no event is missing.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { killGateway, placeOrder, sql, startGateway } from '../system.mjs';

const seen = (page) =>
    page.evaluate(() => [...document.querySelectorAll('.event-row .position')].map((cell) => Number(cell.innerText)));

export default [
    [
        'killed with -9 and started again: the stream goes on where it stopped',
        async (visit) => {
            const { page } = visit;
            for (const text of ['ERR_', '503', '502', 'Failed to load resource']) visit.expect(text);
            const before = Number(sql('SELECT max(position) FROM orders.event'));
            await visit.go('/events?types=crossdock.order.v1.*');
            await page.locator('[data-live=live]').waitFor();
            await page.locator('.event-bar').getByText('live').waitFor();
            for (let placed = 0; placed < 3; placed++) await placeOrder();
            killGateway();
            try {
                await page.locator('[data-live=reconnecting], [data-live=offline]').waitFor();
                await visit.shoot('reconnecting');
                await page.locator('[data-live=offline]').waitFor({ timeout: 30_000 });
            } finally {
                startGateway();
            }
            await page.locator('[data-live=live]').waitFor({ timeout: 30_000 });
            for (let placed = 0; placed < 3; placed++) await placeOrder();
            await eventually(async () => {
                const head = Number(sql('SELECT max(position) FROM orders.event'));
                const expected = Array.from({ length: head - before }, (_, index) => head - index);
                const positions = await seen(page);
                assert.deepEqual(positions, expected.slice(0, positions.length));
                assert.ok(positions.length === Math.min(expected.length, positions.length) && positions[0] === head);
                assert.match(
                    await page.locator('.event-bar').innerText(),
                    new RegExp(`^(.|\\n)*${expected.length} shown`),
                );
            }, 30_000);
        },
    ],
    [
        'a page that asks while the gateway is away shows why, and the answer when it is back',
        async (visit) => {
            const { page } = visit;
            for (const text of ['ERR_', '503', 'Failed to load resource']) visit.expect(text);
            await visit.go('/');
            killGateway();
            try {
                await page.getByRole('alert').getByText('the gateway cannot be reached').waitFor();
                assert.ok((await page.locator('.tile').count()) > 0, 'what was known is still shown');
            } finally {
                startGateway();
            }
            await page.getByRole('alert').waitFor({ state: 'detached', timeout: 30_000 });
        },
    ],
];
