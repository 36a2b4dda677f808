// A location at work, on a phone: a list is taken, walked, scanned, short of something; what is picked
// is packed and handed over.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { ask, get, placeOrder } from '../system.mjs';

const dialog = (page) => page.getByRole('dialog');
const phone = { size: 'narrow' };

/** An order of a new item that lies at one location only, on a pick list there. */
async function orderAt(location, units, terms) {
    const sku = `T-${Date.now()}`;
    await must('POST', '/v1/items', { items: [{ sku, name: 'of a test', unit: 'EA' }] });
    await must('POST', '/v1/stock/receive', { location, lines: [{ sku, quantity: '9', bin: 'T-01-1' }] });
    let order;
    await eventually(async () => {
        order = await placeOrder({ sku, quantity: String(units), terms }); // the order service hears of items a moment later
    });
    let part;
    await eventually(async () => {
        [part] = (await get(`/v1/fulfillments?order_id=${order}`)).fulfillments;
        assert.ok(part && part.pickListId !== '0');
    });
    return { order, sku, part };
}

/** 17 digits and their check digit, as on a label at hand. */
function newSscc() {
    const digits = `0061414${String(Date.now()).slice(-10)}`;
    const sum = [...digits].reduce((all, digit, index) => all + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
    return `${digits}${(10 - (sum % 10)) % 10}`;
}

async function must(method, path, body) {
    const { status, body: answer } = await ask(method, path, body);
    assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(answer)}`);
}

async function take(visit, part, picker) {
    const { page } = visit;
    await visit.go(`/warehouses/${part.location}`);
    await page.getByLabel(/^Picker/).fill(picker);
    await page.getByRole('link', { name: part.pickListId, exact: true }).click();
    await page.getByRole('heading', { name: `Pick list ${part.pickListId}` }).waitFor();
}

export default [
    [
        'the overview shows every location with its clock and leads to its work',
        async (visit) => {
            const { page } = visit;
            await visit.go('/warehouses');
            const { locations } = await get('/v1/locations');
            assert.equal(await page.locator('.warehouse').count(), locations.length);
            await page.locator('.warehouse').first().getByText(/cut-off \d\d:\d\d in|no cut-off/).waitFor();
            await page.locator('.warehouse').first().click();
            await page.waitForURL(/\/warehouses\/[A-Z-]+$/);
            await visit.see('To pick');
        },
        phone,
    ],
    [
        'a list is taken, a wrong scan refused, the rest scanned and short; packed and handed over',
        async (visit) => {
            const { page } = visit;
            visit.expect('422');
            const { order, sku, part } = await orderAt('GB-LON', 3);
            await take(visit, part, `P7-${order}`);
            await page.getByRole('button', { name: /^Take this list as/ }).click();
            await page.getByRole('region', { name: 'The next task' }).waitFor();
            await visit.mustFit();
            await visit.mustBeAccessible();
            await visit.shoot('picking');

            const field = page.getByLabel('Scan SKU or GTIN');
            await field.fill('S99999');
            await page.keyboard.press('Enter');
            await page.getByRole('alert').waitFor();

            await page.getByRole('button', { name: 'One less' }).click();
            await page.getByRole('button', { name: 'One less' }).click();
            await field.fill(sku);
            await page.keyboard.press('Enter');
            await page.getByText('1 of 3 units').waitFor();
            await page.getByRole('button', { name: 'One less' }).click();
            await page.getByRole('button', { name: 'Took 1' }).click();
            await page.getByText('2 of 3 units').waitFor();
            await page.getByRole('button', { name: 'Not there…' }).click();
            await dialog(page).getByLabel('Why').selectOption('SHORT_DAMAGED');
            await visit.mustBeAccessible();
            await dialog(page).getByRole('button', { name: 'Tell it' }).click();
            await visit.see('Everything is picked or short');

            await page.getByRole('link', { name: 'Pack and ship' }).click();
            const card = page.locator('.card').filter({ hasText: `order ${part.fulfillmentOrderId}` });
            await card.getByRole('button', { name: 'Pack a parcel…' }).click();
            await dialog(page).getByLabel('Weight, g').fill('1200');
            await dialog(page).getByLabel(/^SSCC/).fill(newSscc());
            await dialog(page).getByRole('button', { name: 'Pack', exact: true }).click();
            await card.getByText('1 parcel').waitFor();
            await visit.shoot('packing');
            await visit.mustFit();
            await card.getByRole('button', { name: 'Hand over…' }).click();
            await dialog(page).getByLabel('Carrier').fill('Parcel Express');
            await dialog(page).getByLabel('Tracking number').fill('PX123');
            await dialog(page).getByRole('button', { name: 'Handed over' }).click();
            await card.waitFor({ state: 'detached' });

            const parts = (await get(`/v1/fulfillments?order_id=${order}`)).fulfillments;
            const shipped = parts.find((one) => one.fulfillmentOrderId === part.fulfillmentOrderId);
            assert.equal(shipped.status, 'FULFILLMENT_SHIPPED');
            assert.equal(shipped.tracking, 'PX123');
            assert.equal(shipped.lines[0].picked, '2');
            await visit.go(`/orders/${order}?tab=fulfillment`);
            await visit.see('PX123');
        },
        phone,
    ],
    [
        'a list that is given back is ready for others, with what was scanned',
        async (visit) => {
            const { page } = visit;
            const { part } = await orderAt('GB-LON', 2);
            await take(visit, part, `P8-${part.orderId}`);
            await page.getByRole('button', { name: /^Take this list as/ }).click();
            await page.getByRole('button', { name: 'One less' }).click();
            await page.getByRole('button', { name: 'Took 1' }).click();
            await page.getByText('1 of 2 units').waitFor();
            await page.getByRole('button', { name: 'Give the list back…' }).click();
            await dialog(page).getByRole('button', { name: 'Give it back' }).click();
            await page.waitForURL(/\/warehouses\/[A-Z-]+$/);
            const { lists } = await get(
                `/v1/pick-lists/${part.pickListId}?location=${part.location}`,
            );
            const list = lists.find((one) => one.pickListId === part.pickListId);
            assert.equal(list.picker, '');
            assert.equal(list.tasks[0].picked, '1');
            await ask('POST', `/v1/fulfillments/${part.fulfillmentOrderId}/pick`, {});
        },
        phone,
    ],
    [
        'a wave is released after a question',
        async (visit) => {
            const { page } = visit;
            await visit.go('/warehouses/GB-LON');
            await visit.press('Release a wave…');
            await dialog(page).getByRole('button', { name: 'Release', exact: true }).click();
            await dialog(page).waitFor({ state: 'detached' });
            await visit.see('Released: the pick list is on its way');
        },
        phone,
    ],
    [
        'pack and ship, collect and capacity open, fit and are accessible',
        async (visit) => {
            for (const tab of ['ship', 'collect', 'capacity']) {
                await visit.go(`/warehouses/IE-DUB?tab=${tab}`);
                assert.equal(await visit.page.locator('.problem').count(), 0, tab);
                await visit.mustFit();
                await visit.mustBeAccessible();
            }
        },
        phone,
    ],
    [
        'what a customer collects: on its way, here, collected',
        async (visit) => {
            const { page } = visit;
            const shop = 'GB-BFS'; // of the sample's locations one where customers collect
            const { order, part } = await orderAt('GB-LON', 1, { pickupLocation: shop });
            await must('POST', `/v1/fulfillments/${part.fulfillmentOrderId}/pick`, {});
            await must('POST', `/v1/fulfillments/${part.fulfillmentOrderId}/ship`, { carrier: 'self', tracking: '' });
            await visit.go(`/warehouses/${shop}?tab=collect`);
            const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: order, exact: true }) });
            await row.getByText('On its way from GB-LON').waitFor();
            await visit.mustFit();
            await row.getByRole('button', { name: 'It is here' }).click();
            await row.getByText('Ready to collect').waitFor();
            await visit.shoot('collect');
            await visit.mustBeAccessible();
            await row.getByRole('button', { name: 'Collected' }).click();
            await row.waitFor({ state: 'detached' });
            await eventually(async () => assert.equal((await get(`/v1/orders/${order}`)).lines[0].delivered, '1'));
        },
        phone,
    ],
    [
        'the next list is taken, a task put off comes again, all of it is picked',
        async (visit) => {
            const { page } = visit;
            const { part } = await orderAt('IE-DUB', 1);
            await visit.go('/warehouses/IE-DUB');
            await page.getByLabel(/^Picker/).fill(`P9-${part.orderId}`);
            await visit.press('Take the next list');
            await page.waitForURL(/\/lists\/\d+$/);
            const task = page.getByRole('region', { name: 'The next task' });
            await task.waitFor();
            const tasks = Number((await task.getByText(/^Task \d+ of/).innerText()).split(' of ')[1]);
            for (let at = 1; at <= tasks; at++) {
                await task.getByText(`Task ${at} of ${tasks}`).waitFor();
                await visit.press('Later');
            }
            await task.getByText(`Task 1 of ${tasks}`).waitFor();
            for (let at = 1; at <= tasks; at++) {
                await task.getByText(`Task ${at} of ${tasks}`).waitFor();
                await page.getByRole('button', { name: /^Took \d+$/ }).click();
            }
            await visit.see('Everything is picked or short');
        },
        phone,
    ],
];
