// Orders: found by filters that stay in the address, shown with everything that is known, changed by
// what an operator clicks; what happens to them is seen without asking again.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { ask, get, placeOrder } from '../system.mjs';

const dialog = (page) => page.getByRole('dialog');
const said = (page, event) => page.locator('.timeline').getByRole('link', { name: event, exact: true }).first();

/** A new item with enough of it at one place, and at another. */
async function plenty() {
    const sku = `O-${Date.now()}`;
    const made = await ask('POST', '/v1/items', { items: [{ sku, name: 'of a test', unit: 'EA' }] });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    for (const location of ['GB-LON', 'GB-LDS'])
        await ask('POST', '/v1/stock/receive', { location, lines: [{ sku, quantity: '9', bin: 'T-01-2' }] });
    // The order service hears of the item a moment later: an order that is refused tells when.
    await eventually(async () => {
        const probe = await placeOrder({ sku });
        await ask('POST', `/v1/orders/${probe}/cancel`, { reason: 'a probe' });
    });
    return sku;
}

/** The page of an order, when the gateway has heard of it. */
async function open(visit, order, tab = '') {
    await eventually(() => get(`/v1/orders/${order}/timeline`));
    await visit.go(`/orders/${order}${tab}`);
}

async function confirm(page, button) {
    await dialog(page).getByRole('button', { name: button, exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
}

/** Picks and ships what is planned of an order, as its warehouses would. */
async function shipAll(order) {
    await eventually(async () => {
        const { fulfillments } = await get(`/v1/fulfillments?order_id=${order}`);
        const open = fulfillments.filter((one) => /RELEASED|ACCEPTED|PACKED/.test(one.status));
        for (const { fulfillmentOrderId: id } of open) {
            await ask('POST', `/v1/fulfillments/${id}/pick`, {});
            await ask('POST', `/v1/fulfillments/${id}/ship`, { carrier: 'self', tracking: `T-${id}` });
        }
        assert.equal((await get(`/v1/orders/${order}`)).lines[0].shipped, '2');
    });
}

/** An order that has left, two units of it. */
async function shippedOrder() {
    const order = await placeOrder({ sku: await plenty(), quantity: '2' });
    await shipAll(order);
    return order;
}

async function changed(path, body) {
    const answer = await ask('POST', path, body);
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
}

/** Somebody asks for units of an order back; the return's number. */
async function askBack(order, quantity, reason) {
    const lines = [{ line: 1, quantity, reason: `RETURN_REASON_${reason}` }];
    return (await changed('/v1/returns', { orderId: order, lines })).returnId;
}

const cardOf = (page, id) => page.locator('.card').filter({ has: page.getByRole('heading', { name: `Return ${id}` }) });
const isNow = (card, state) => card.locator('.badge').filter({ hasText: state }).waitFor();
const step = (card, name) => card.getByRole('button', { name });

/** The step is confirmed, refused in words, and left by a button; the browser complains of the refusal. */
async function mustRefuse(visit, action, leave) {
    const { page } = visit;
    visit.expect('422');
    await dialog(page).getByRole('button', { name: action, exact: true }).click();
    const words = await dialog(page).getByRole('alert').innerText();
    assert.match(words, /\w+ \w+/, 'no words');
    assert.match(words, /request/, 'without the id of the request');
    await visit.mustBeAccessible();
    await visit.shoot(`refused-${action.toLowerCase().replaceAll(' ', '-')}`);
    await dialog(page).getByRole('button', { name: 'Copy the request id' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied !== '' && words.includes(copied), `${copied} is not in: ${words}`);
    await dialog(page).getByRole('button', { name: leave, exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
}

export default [
    [
        'filters narrow the list down, stay in the address and come back with it',
        async (visit) => {
            const { page } = visit;
            const order = await placeOrder({ externalId: `find-${Date.now()}` });
            const { externalId } = await get(`/v1/orders/${order}`);
            await visit.go('/orders');
            await page.getByLabel('Search').fill(externalId);
            await page.getByText('1 order match').waitFor();
            assert.match(page.url(), new RegExp(`q=${externalId}`));
            await page.getByLabel('Progress').selectOption('DELIVERED');
            await visit.see('No order matches');
            await visit.go(new URL(page.url()).pathname + new URL(page.url()).search);
            await visit.see('No order matches');
            await visit.press('Clear the filters');
            await page.getByRole('row', { name: new RegExp(externalId) }).waitFor();
        },
    ],
    [
        'each filter leaves what it says, and all of that',
        async (visit) => {
            const { page } = visit;
            const held = await placeOrder({ sku: await plenty() });
            await changed(`/v1/orders/${held}/hold`, { hold: { reason: 'HOLD_FRAUD_REVIEW', note: '' } });
            const now = new Date();
            const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
            const midnight = (more) => `${new Date(now.getFullYear(), now.getMonth(), now.getDate() + more).getTime()}000`;
            const choose = (value) => (field) => field.selectOption(value);
            const fill = (value) => (field) => field.fill(value);
            await eventually(async () => assert.ok((await get('/v1/orders?hold=ANY')).orders.length > 0));
            for (const [label, set, clear, query] of [
                ['Status', choose('CLOSED'), choose(''), 'status=CLOSED'],
                ['On hold', choose('FRAUD_REVIEW'), choose(''), 'hold=FRAUD_REVIEW'],
                ['Ships from', choose('GB-GLA'), choose(''), 'location=GB-GLA'],
                ['Channel', fill('b2b'), fill(''), 'channel=b2b'],
                ['Country', fill('IE'), fill(''), 'country=IE'],
                ['Placed from', fill(day), fill(''), `from_us=${midnight(0)}`],
                ['Placed until', fill(day), fill(''), `to_us=${midnight(1)}`],
            ]) {
                await visit.go('/orders');
                const field = page.getByRole('search').getByLabel(new RegExp(`^${label}`));
                await set(field);
                await eventually(async () => {
                    const { orders } = await get(`/v1/orders?${query}&limit=50`);
                    assert.ok(orders.length > 0, `nothing to see with ${query}`);
                    const links = await page.locator('tbody td[data-title="Order"] a').allInnerTexts();
                    assert.deepEqual(links.slice(0, 25), orders.map((one) => one.orderId).slice(0, 25), query);
                });
                await clear(field);
                await eventually(async () => assert.equal(new URL(page.url()).search, ''));
            }
            await page.getByLabel('Parked').selectOption('true');
            await page.waitForURL(/parked=true/);
            const { orders } = await get('/v1/orders?parked=true');
            await eventually(async () => assert.equal(await page.locator('tbody tr').count(), orders.length));
        },
    ],
    [
        'pages go on and back, the keyboard opens a row',
        async (visit) => {
            const { page } = visit;
            await visit.go('/orders');
            const first = await page.locator('tbody tr').first().innerText();
            await page.getByRole('button', { name: 'Next' }).click();
            await visit.see('Page 2');
            await visit.rest();
            assert.notEqual(await page.locator('tbody tr').first().innerText(), first);
            await page.getByRole('button', { name: 'Previous' }).click();
            await visit.see('Page 1');
            await page.locator('tbody tr').first().focus();
            await page.keyboard.press('ArrowDown');
            await page.keyboard.press('Enter');
            await page.waitForURL(/\/orders\/\d+$/);
        },
    ],
    [
        'an order appears in the list as it is placed',
        async (visit) => {
            await visit.go('/orders');
            const externalId = `live-${Date.now()}`;
            await placeOrder({ externalId });
            await visit.page.getByRole('row', { name: new RegExp(externalId) }).waitFor();
        },
    ],
    [
        'held and released: the order waits, says why, goes on; the timeline grows by itself',
        async (visit) => {
            const { page } = visit;
            const order = await placeOrder({ sku: await plenty() });
            await open(visit, order);
            await visit.press('Hold…');
            await dialog(page).getByLabel('Why').selectOption('FRAUD_REVIEW');
            await dialog(page).getByLabel('Note (optional)').fill('two cards');
            await visit.mustBeAccessible();
            await confirm(page, 'Hold the order');
            await visit.see('On hold: fraud review');
            await said(page, 'OrderHeld').waitFor();
            await visit.shoot('order-held');
            await visit.press('Release…');
            await confirm(page, 'Release');
            await said(page, 'OrderReleased').waitFor();
            await page.getByText('On hold: fraud review').waitFor({ state: 'detached' });
        },
    ],
    [
        'units cancelled, then all of it; a refusal is told in the dialog',
        async (visit) => {
            const { page } = visit;
            const order = await placeOrder({ sku: await plenty(), quantity: '3' });
            await open(visit, order);
            await visit.press('Cancel…');
            await dialog(page).getByLabel('The whole order').uncheck();
            await dialog(page).getByLabel(/Line 1/).fill('1');
            await confirm(page, 'Cancel these units');
            await eventually(async () =>
                assert.equal((await get(`/v1/orders/${order}`)).lines[0].cancelled, '1'),
            );
            await said(page, 'OrderLinesCancelled').waitFor();
            await visit.press('Cancel…');
            await dialog(page).getByLabel('Reason (optional)').fill('changed my mind');
            await confirm(page, 'Cancel the order');
            await said(page, 'OrderCancelled').waitFor();
            assert.equal((await get(`/v1/orders/${order}`)).status, 'ORDER_STATUS_CANCELLED');
            await page.getByRole('button', { name: 'Cancel…' }).waitFor({ state: 'detached' });
        },
    ],
    [
        'quantity and address changed',
        async (visit) => {
            const { page } = visit;
            const order = await placeOrder({ sku: await plenty(), quantity: '2' });
            await open(visit, order);
            await visit.press('Change…');
            await dialog(page).getByLabel(/Line 1/).fill('1');
            await dialog(page).getByLabel('City').fill('Leeds');
            await dialog(page).getByLabel('Postal code').fill('LS1 4AP');
            await confirm(page, 'Change the order');
            await page.getByText('LS1 4AP, Leeds, GB').waitFor();
            await eventually(async () => {
                const changed = await get(`/v1/orders/${order}`);
                assert.equal(Number(changed.lines[0].ordered) - Number(changed.lines[0].cancelled), 1);
            });
        },
    ],
    [
        'a parked order is routed again with an address that can be found',
        async (visit) => {
            const { page } = visit;
            const { body } = await ask('POST', '/v1/orders', {
                channel: 'web',
                externalId: `lost-${Date.now()}`,
                currency: 'GBP',
                destination: { country: 'GB', city: 'Atlantis', postalCode: 'ZZ9 9ZZ' },
                lines: [{ line: 1, sku: await plenty(), quantity: '1', unitPriceMinor: '100' }],
            });
            await eventually(async () => {
                assert.match((await get(`/v1/orders/${body.orderId}`)).waitsFor, /BAD_ADDRESS/);
            });
            await open(visit, body.orderId);
            await visit.press('Route again…');
            await dialog(page).getByLabel('City').fill('London');
            await dialog(page).getByLabel('Postal code').fill('E1 6AN');
            await confirm(page, 'Route with this address');
            await said(page, 'FulfillmentPlanned').waitFor();
        },
    ],
    [
        'a place that could have shipped, and was neither chosen nor next best, has a verdict, too',
        async (visit) => {
            const isOther = ({ legs, runnerUp }, { location, excluded }) =>
                excluded === '' && ![...legs, ...runnerUp].some((leg) => leg.location === location);
            for (const { orderId } of (await get('/v1/orders?progress=SHIPPED&limit=50')).orders) {
                const [decision] = (await get(`/v1/orders/${orderId}/decisions`)).decisions;
                const other = decision.candidates.find((candidate) => isOther(decision, candidate));
                if (!other) continue;
                await open(visit, orderId, '?tab=decision');
                const row = visit.page.getByRole('row').filter({ hasText: other.location });
                assert.equal(await row.locator('td[data-title="Verdict"]').innerText(), 'Not needed');
                return;
            }
            assert.fail('no order has such a place');
        },
    ],
    [
        'the decision is explained: candidates, the map, why not from a place one names',
        async (visit) => {
            const { page } = visit;
            const order = await placeOrder({ sku: await plenty() });
            await eventually(async () =>
                assert.equal((await get(`/v1/orders/${order}/decisions`)).decisions.length, 1),
            );
            await open(visit, order, '?tab=decision');
            const [decision] = (await get(`/v1/orders/${order}/decisions`)).decisions;
            await page.getByRole('cell', { name: 'Chosen' }).first().waitFor();
            await page.getByRole('img', { name: /ships the order/ }).waitFor();
            const chosen = decision.legs[0].location;
            const other = (await get('/v1/locations')).locations.find((one) => one.code !== chosen);
            await page.getByLabel('Why not from').selectOption(other.code);
            await page.locator('.why-not').waitFor();
            assert.match(await page.locator('.why-not').innerText(), new RegExp(other.code));
            await visit.shoot('decision');
            await visit.mustBeAccessible();
        },
    ],
    [
        'a location is told not to ship it, and it is routed elsewhere',
        async (visit) => {
            const { page } = visit;
            const order = await placeOrder({ sku: await plenty() });
            await eventually(async () => {
                const { fulfillments } = await get(`/v1/fulfillments?order_id=${order}`);
                assert.equal(fulfillments.length, 1);
            });
            await open(visit, order, '?tab=fulfillment');
            await page.getByRole('button', { name: 'Route elsewhere' }).first().click();
            const act = dialog(page).getByRole('button', { name: 'Route elsewhere' });
            assert.ok(await act.isDisabled(), 'a reason is needed');
            await dialog(page).getByLabel('Reason').fill('conveyor broken');
            await act.click();
            await page.locator('.badge').filter({ hasText: 'Rejected' }).first().waitFor();
        },
    ],
    [
        'a return from asking to the refund',
        async (visit) => {
            const { page } = visit;
            const order = await shippedOrder();
            await open(visit, order, '?tab=returns');
            await visit.press('Return…');
            await dialog(page).getByLabel(/Line 1/).fill('1');
            await dialog(page).getByLabel('Why').selectOption('DEFECTIVE');
            await confirm(page, 'Ask for the return');
            await page.getByRole('heading', { name: /^Return \d+/ }).waitFor();
            const allow = page.getByRole('button', { name: 'Allow…' });
            if (await allow.isVisible()) {
                await allow.click();
                await confirm(page, 'Allow');
            }
            for (const [step, action] of [
                ['Receive…', 'Receive'],
                ['Inspect…', 'Tell'],
                ['Resolve…', 'Resolve'],
            ]) {
                await page.getByRole('button', { name: step }).click();
                await confirm(page, action);
            }
            await page.getByText(/1 restocked/).waitFor();
            await page.getByRole('cell', { name: /1 refunded/ }).last().waitFor();
            await visit.shoot('return');
            await visit.mustBeAccessible();
        },
    ],
    [
        'a return is withdrawn, and nothing is asked for any more',
        async (visit) => {
            const { page } = visit;
            const order = await shippedOrder();
            await open(visit, order, '?tab=returns');
            await visit.press('Return…');
            await dialog(page).getByLabel(/Line 1/).fill('2');
            await confirm(page, 'Ask for the return');
            await page.getByRole('button', { name: 'Withdraw…' }).click();
            await dialog(page).getByRole('button', { name: 'Withdraw' }).click();
            await dialog(page).waitFor({ state: 'detached' });
            await eventually(async () => {
                const line = (await get(`/v1/orders/${order}`)).lines[0];
                assert.ok(line.returnRequested === undefined || line.returnRequested === '0', JSON.stringify(line));
            });
        },
    ],
    [
        'a return is declined for a reason; one that was allowed meanwhile is not, and the page says so',
        async (visit) => {
            const { page } = visit;
            const order = await shippedOrder();
            const [first, second] = [await askBack(order, '1', 'DEFECTIVE'), await askBack(order, '1', 'OTHER')];
            await open(visit, order, '?tab=returns');
            const [one, other] = [cardOf(page, first), cardOf(page, second)];
            await step(one, 'Decline…').click();
            const act = dialog(page).getByRole('button', { name: 'Decline', exact: true });
            assert.ok(await act.isDisabled(), 'a reason is needed');
            await dialog(page).getByLabel('Reason').fill('no picture of it');
            await visit.mustBeAccessible();
            await changed(`/v1/returns/${first}/authorize`, {});
            await mustRefuse(visit, 'Decline', 'Back');
            await isNow(one, 'Authorized');
            assert.equal(await step(one, 'Decline…').count(), 0);

            await step(other, 'Decline…').click();
            await dialog(page).getByLabel('Reason').fill('it was used');
            await confirm(page, 'Decline');
            const told = page.getByRole('status').getByText(`Return ${second}: declined`);
            await told.waitFor();
            await visit.press('Close message');
            await told.waitFor({ state: 'detached', timeout: 2000 }); // it would go by itself, later
            await isNow(other, 'Declined');
            const { returns } = await get(`/v1/orders/${order}/returns`);
            assert.equal(returns.find((found) => found.returnId === second).status, 'RETURN_STATUS_DECLINED');
            assert.equal((await get(`/v1/orders/${order}`)).lines[0].returnRequested, '1');
        },
    ],
    [
        'goods of a return that was declined, or withdrawn, are received when they come all the same',
        async (visit) => {
            const { page } = visit;
            const order = await shippedOrder();
            const [declined, withdrawn] = [await askBack(order, '1', 'OTHER'), await askBack(order, '1', 'OTHER')];
            await changed(`/v1/returns/${declined}/decline`, { reason: 'it was used' });
            await changed(`/v1/returns/${withdrawn}/cancel`, { reason: 'asked for twice' });
            await open(visit, order, '?tab=returns');
            for (const [id, state] of [[declined, 'Declined'], [withdrawn, 'Cancelled']]) {
                const card = cardOf(page, id);
                await isNow(card, state);
                assert.deepEqual(await card.getByRole('button').allInnerTexts(), ['Receive…']);
                await step(card, 'Receive…').click();
                await confirm(page, 'Receive');
                await isNow(card, 'Received');
                await step(card, 'Inspect…').waitFor();
            }
        },
    ],
    [
        'a return of which only a part came is closed; what is closed cannot be closed again',
        async (visit) => {
            const { page } = visit;
            const order = await shippedOrder();
            const id = await askBack(order, '2', 'UNWANTED');
            await open(visit, order, '?tab=returns');
            const card = cardOf(page, id);
            await isNow(card, 'Authorized'); // nobody needs to look at it
            await step(card, 'Receive…').click();
            await dialog(page).getByLabel(/Line 1/).fill('1');
            await confirm(page, 'Receive');
            await isNow(card, 'Received');
            await step(card, 'Close…').click();
            await dialog(page).getByLabel('Reason (optional)').fill('the other is lost');
            await visit.mustBeAccessible();
            await confirm(page, 'Close the return');
            await isNow(card, 'Closed');
            assert.equal(await step(card, 'Receive…').count(), 0, 'nothing more is expected');

            const again = await askBack(order, '1', 'UNWANTED');
            const late = cardOf(page, again);
            await changed(`/v1/returns/${again}/receive`, { location: 'GB-LON', lines: [{ line: 1, quantity: '1' }] });
            await step(late, 'Close…').click();
            await changed(`/v1/returns/${again}/close`, { reason: 'by another' });
            await mustRefuse(visit, 'Close the return', 'Close');
            await isNow(late, 'Closed');
        },
    ],
];
