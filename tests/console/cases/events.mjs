// The tail of the feeds, and what could not be processed.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { get, placeOrder, sql } from '../system.mjs';

const rows = (page) => page.locator('.event-row');

async function shown(page) {
    const text = await page.locator('.event-bar').getByText(/shown$/).innerText();
    return Number(text.replace(/[^0-9]/g, ''));
}

async function live(visit, path = '/events') {
    await visit.go(path);
    await visit.page.locator('.event-bar').getByText('live').waitFor();
}

/** The next order cannot be reserved by inventory; says its id. */
async function poison(condition) {
    sql(`ALTER TABLE inventory.reservation ADD CONSTRAINT poison CHECK (${condition}) NOT VALID`);
}
const nextOrder = () => Number(sql('SELECT max(order_id) + 1 FROM orders.orders'));
const heal = () => sql('ALTER TABLE inventory.reservation DROP CONSTRAINT IF EXISTS poison');

async function deadLetter(visit) {
    const number = nextOrder();
    await poison(`order_id <> ${number}`);
    try {
        await placeOrder();
        await eventually(async () =>
            assert.equal((await get('/v1/dead-letters/inventory')).deadLetters.length, 1),
        );
    } finally {
        heal();
    }
    await visit.go('/events?tab=dead');
    await visit.page.getByRole('row', { name: /inventory/ }).waitFor();
    return number;
}

export default [
    [
        'an event is there as it happens, with its JSON to read and to copy',
        async (visit) => {
            const { page } = visit;
            await live(visit, '/events?types=crossdock.order.v1.OrderPlaced'); // rows move on with each that comes
            const order = await placeOrder();
            await rows(page).filter({ hasText: 'OrderPlaced' }).first().click();
            const detail = page.getByRole('region', { name: 'The chosen event' });
            await detail.getByRole('button', { name: 'Copy JSON' }).click();
            const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
            assert.equal(copied.type, 'crossdock.order.v1.OrderPlaced');
            assert.equal(copied.partitionkey, order);
            await detail.getByRole('link', { name: `Open order ${order}` }).waitFor();
            await visit.shoot('event');
            await visit.mustBeAccessible();
        },
    ],
    [
        'on a phone a row tells the second and the whole name of what happened',
        async (visit) => {
            const { page } = visit;
            await visit.go('/events?from=earliest&types=crossdock.inventory.v1.ReservationCommitted');
            const row = rows(page).first();
            await row.waitFor();
            assert.match(await row.locator('.mono').innerText(), /^\d\d:\d\d:\d\d$/);
            for (const part of ['.mono', '.type']) {
                const cut = await row.locator(part).evaluate((one) => one.scrollWidth - one.clientWidth);
                assert.ok(cut <= 0, `${part} lacks ${cut} px`);
            }
        },
        { size: 'narrow' },
    ],
    [
        'rows stay under a pointer that moves, and go on when it rests',
        async (visit) => {
            const { page } = visit;
            await live(visit, '/events?types=crossdock.order.v1.OrderPlaced');
            await placeOrder();
            await rows(page).first().waitFor();
            const box = await rows(page).first().boundingBox();
            const point = { x: box.x + 200, y: box.y + box.height / 2 };
            const under = () =>
                page.evaluate(({ x, y }) => document.elementFromPoint(x, y).closest('.event-row').id, point);
            const before = await shown(page);
            let aim = 0;
            const move = () => page.mouse.move(point.x + (aim++ % 5), point.y);
            await move();
            const pointed = await under();
            const placing = placeOrder();
            await eventually(async () => {
                await move();
                assert.ok((await shown(page)) > before);
            });
            await placing;
            await move();
            assert.equal(await under(), pointed, 'another row came under the pointer');
            await eventually(async () => assert.notEqual(await under(), pointed, 'the rows do not go on'));
            assert.equal(await page.locator('.event-list').evaluate((list) => list.scrollTop), 0);
        },
    ],
    [
        'paused, what comes is counted; resumed, it is shown',
        async (visit) => {
            const { page } = visit;
            await live(visit);
            await placeOrder();
            await rows(page).first().waitFor();
            await visit.press('Pause');
            const before = await shown(page);
            await placeOrder();
            await page.locator('.event-bar').getByText(/[1-9][0-9]* waiting/).waitFor();
            assert.equal(await shown(page), before);
            await visit.press('Resume');
            await eventually(async () => assert.ok((await shown(page)) > before));
        },
    ],
    [
        'filters by type and by words leave what fits, and stand in the address',
        async (visit) => {
            const { page } = visit;
            await visit.go('/events?from=earliest');
            await page.getByLabel('Types').fill('crossdock.order.v1.OrderPlaced');
            await eventually(async () => assert.match(page.url(), /types=crossdock\.order\.v1\.OrderPlaced/));
            await eventually(async () => {
                const types = await rows(page).locator('.type').allInnerTexts();
                assert.ok(types.length > 0 && types.every((type) => type === 'OrderPlaced'), types.join());
            });
            const before = await shown(page);
            await page.getByLabel('Text').fill('marketplace');
            await eventually(async () => {
                const now = await shown(page);
                assert.ok(now > 0 && now < before, `${now} of ${before}`);
            });
        },
    ],
    [
        'the past comes in portions, in full and in order, up to now',
        async (visit) => {
            const { page } = visit;
            const { feeds } = await get('/v1/flow');
            const head = Number(feeds.find((feed) => feed.source === 'fulfillment-routing').head);
            assert.ok(head > 1000, 'more than a portion is needed');
            await visit.go('/events?from=earliest&types=crossdock.routing.v1.*');
            await page.locator('.event-bar').getByText('a part of the past').waitFor();
            for (let portion = 0; portion < 20 && (await shown(page)) < head; portion++) {
                const go = page.getByRole('button', { name: 'Read on' });
                if (await go.count()) await go.click();
                await page.waitForTimeout(700);
            }
            assert.equal(await shown(page), head, 'events were lost or came twice');
            assert.equal(await rows(page).first().locator('.position').innerText(), String(head));
        },
    ],
    [
        'a time is looked up: what comes first is not before it, what was before is left out',
        async (visit) => {
            const { page } = visit;
            const since = (ms) => Number(sql(`SELECT count(*) FROM orders.orders WHERE received_at >= to_timestamp(${ms / 1000})`));
            const thisMinute = () => Math.floor(Date.now() / 60_000) * 60_000; // the input knows minutes
            if (since(thisMinute()) === since(0)) await page.waitForTimeout(60_000 - (Date.now() % 60_000));
            const minute = thisMinute();
            const order = await placeOrder();
            assert.ok(since(minute) < since(0), 'nothing was before');
            await visit.go('/events');
            await page.getByLabel('From').selectOption('time');
            const local = new Date(minute - new Date(minute).getTimezoneOffset() * 60_000);
            await page.getByLabel('Since').fill(local.toISOString().slice(0, 16));
            await visit.press('Go');
            await page.waitForURL(/from=[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+/);
            await page.getByLabel('Types').fill('crossdock.order.v1.OrderPlaced');
            await eventually(async () => assert.equal(await shown(page), since(minute)));
            await rows(page).first().click();
            await visit.see(`Open order ${order}`);
        },
    ],
    [
        'rows are walked with the keyboard',
        async (visit) => {
            const { page } = visit;
            await visit.go('/events?from=earliest');
            await rows(page).nth(5).waitFor();
            await page.getByRole('listbox').focus();
            for (const key of ['ArrowDown', 'ArrowDown', 'End', 'Home', 'ArrowDown']) await page.keyboard.press(key);
            await eventually(async () =>
                assert.equal(await rows(page).nth(1).getAttribute('aria-selected'), 'true'),
            );
        },
    ],
    [
        'a dead letter is tried again, after a question, and is gone',
        async (visit) => {
            const number = await deadLetter(visit);
            await visit.press('Try again');
            await visit.page.getByRole('dialog').waitFor();
            await visit.mustBeAccessible();
            await visit.shoot('dead-letter-dialog');
            await visit.page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
            await visit.see('No dead letters');
            await eventually(async () => {
                const { entries } = await get(`/v1/orders/${number}/timeline`);
                assert.ok(entries.some((entry) => entry.source.endsWith('inventory')), 'inventory went on with it');
            });
        },
    ],
    [
        'a dead letter is discarded, after a question; Escape leaves it',
        async (visit) => {
            await deadLetter(visit);
            await visit.press('Discard');
            await visit.page.getByRole('dialog').waitFor();
            await visit.page.keyboard.press('Escape');
            await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
            assert.equal((await get('/v1/dead-letters/inventory')).deadLetters.length, 1);
            await visit.press('Discard');
            await visit.page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
            await visit.see('No dead letters');
        },
    ],
    [
        'from an event to all of its type, of its subject, of the same cause; and it is closed',
        async (visit) => {
            const { page } = visit;
            await visit.go('/events?from=earliest&types=crossdock.order.v1.*');
            const chosen = page.getByRole('region', { name: 'The chosen event' });
            await rows(page).filter({ hasText: 'OrderPlaced' }).first().click();
            await chosen.getByRole('button', { name: 'Only this type' }).click();
            await page.waitForURL(/types=crossdock\.order\.v1\.OrderPlaced/);
            await chosen.getByRole('button', { name: 'Only this subject' }).click();
            await page.waitForURL(/subject=[a-z0-9]+/);
            const subject = new URL(page.url()).searchParams.get('subject');
            await eventually(async () => {
                assert.deepEqual([...new Set(await rows(page).locator('.type').allTextContents())], ['OrderPlaced']);
                assert.deepEqual([...new Set(await rows(page).locator('.subject').allTextContents())], [subject]);
            });
            const cause = (await chosen.getByText('Caused by').locator('xpath=following-sibling::dd[1]').innerText()).trim();
            await chosen.getByRole('button', { name: 'Same cause' }).click();
            await eventually(async () => assert.equal(new URL(page.url()).searchParams.get('text'), cause));
            await eventually(async () => assert.equal(await shown(page), 1));
            await visit.press('Close the event');
            await chosen.waitFor({ state: 'detached' });
        },
    ],
];
