// Stock: found, explained, corrected, counted.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { get } from '../system.mjs';

const dialog = (page) => page.getByRole('dialog');

async function confirm(page, button) {
    await dialog(page).getByRole('button', { name: button, exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
}

async function onHand(sku, location) {
    const { items } = await get(`/v1/availability?skus=${sku}&by_location=true`);
    const found = items[0].locations.find((one) => one.location === location);
    return found ? Number(found.onHand) : 0;
}

const place = 'GB-LON';
const sku = 'S00002';

export default [
    [
        'a SKU is found by its text and opened',
        async (visit) => {
            const { page } = visit;
            await visit.go('/stock');
            await page.getByLabel('Search').fill(sku);
            await page.waitForURL(/q=S00002/);
            await page.getByRole('link', { name: sku, exact: true }).click();
            await page.getByRole('heading', { name: sku }).waitFor();
            await page.getByText(/^In all \d/).waitFor();
        },
    ],
    [
        'received, corrected, made unfit, written off: each is a movement with its reason, seen at once',
        async (visit) => {
            const { page } = visit;
            await visit.go(`/stock/${sku}`);
            const before = await onHand(sku, place);
            const act = async (button, units, reasonLabel, reason, action) => {
                await visit.press(button);
                await dialog(page).getByLabel('Location').selectOption(place);
                await dialog(page).getByLabel(/^Units/).fill(units);
                await dialog(page).getByLabel(reasonLabel).fill(reason);
                await confirm(page, action);
                await page.getByRole('cell', { name: new RegExp(reason) }).first().waitFor();
            };
            await act('Receive…', '10', 'Delivery note (optional)', 'DN-77', 'Receive');
            await act('Adjust…', '-2', 'Reason', 'miscounted', 'Adjust');
            await act('Change state…', '3', 'Reason', 'torn boxes', 'Change');
            await visit.press('Write off…');
            await dialog(page).getByLabel('Location').selectOption(place);
            await dialog(page).getByLabel('Units').fill('1');
            await dialog(page).getByLabel('Of those that are').selectOption('STOCK_DAMAGED');
            await dialog(page).getByLabel('Reason').fill('beyond repair');
            await confirm(page, 'Write off');
            await page.getByRole('cell', { name: /beyond repair/ }).waitFor();
            assert.equal(await onHand(sku, place), before + 7);
            await visit.shoot('movements');
            await visit.mustBeAccessible();
        },
    ],
    [
        'a correction below nothing is refused, in the words of the service',
        async (visit) => {
            const { page } = visit;
            visit.expect('422');
            await visit.go(`/stock/${sku}`);
            await visit.press('Adjust…');
            await dialog(page).getByLabel('Location').selectOption(place);
            await dialog(page).getByLabel(/^Units/).fill('-1000000');
            await dialog(page).getByLabel('Reason').fill('gone');
            await dialog(page).getByRole('button', { name: 'Adjust', exact: true }).click();
            await dialog(page).getByRole('alert').waitFor();
            await dialog(page).getByRole('button', { name: 'Back' }).click();
            assert.equal(await dialog(page).count(), 0);
        },
    ],
    [
        'who holds it, the forecast and the levels are there',
        async (visit) => {
            const { page } = visit;
            for (const [tab, heading] of [
                ['holders', 'Promised to'],
                ['forecast', 'Forecast'],
                ['levels', 'Levels and replenishment'],
                ['about', ''],
            ]) {
                await visit.go(`/stock/${sku}?tab=${tab}`);
                if (heading) await page.getByRole('heading', { name: heading }).waitFor();
                assert.equal(await page.locator('.problem').count(), 0, tab);
                await visit.mustFit();
                await visit.mustBeAccessible();
            }
        },
    ],
    [
        'a blind count that differs is counted again, decided, and booked',
        async (visit) => {
            const { page } = visit;
            const counted = 'S00006'; // nothing of it is unfit: a count is of what is fit for sale
            await visit.go(`/stock/${counted}`);
            await visit.press('Count…');
            await dialog(page).getByLabel('Location').selectOption(place);
            await dialog(page).getByRole('button', { name: 'Ask for the count' }).click();
            await page.waitForURL(/\/counts\/\d+/);
            const books = await onHand(counted, place);
            const page1 = await page.locator('main').innerText();
            assert.ok(!page1.includes(`Books`), 'whoever counts does not see the books');
            const tell = async (units) => {
                await page.getByLabel(counted).fill(String(units));
                await page.getByRole('button', { name: 'Tell the count' }).click();
            };
            await tell(books + 5);
            await page.getByText('Count these again').waitFor();
            await tell(books + 5);
            await page.locator('.badge').filter({ hasText: 'To be decided' }).waitFor();
            await page.getByRole('cell', { name: '+5' }).waitFor();
            await visit.shoot('count');
            await visit.mustBeAccessible();
            await visit.press('Book as found…');
            await dialog(page).getByLabel('Reason').fill('counted twice');
            await confirm(page, 'Book');
            await page.locator('.badge').filter({ hasText: 'Booked' }).waitFor();
            await eventually(async () => assert.equal(await onHand(counted, place), books + 5));
            await visit.go('/counts');
            await page.getByRole('row', { name: new RegExp(place) }).first().waitFor();
            await visit.mustBeAccessible();
        },
    ],
    [
        'a count that is asked for in the list is called off: the books stay as they are',
        async (visit) => {
            const { page } = visit;
            const counted = 'S00007';
            const books = await onHand(counted, place);
            await visit.go('/counts');
            await visit.press('Have stock counted…');
            await dialog(page).getByLabel('Location').selectOption(place);
            await dialog(page).getByLabel('SKUs').fill(counted);
            await visit.mustBeAccessible();
            await dialog(page).getByRole('button', { name: 'Ask for the count' }).click();
            await page.waitForURL(/\/counts\/\d+/);
            await visit.press('Call off…');
            await dialog(page).getByLabel('Reason (optional)').fill('the wrong shelf');
            await confirm(page, 'Call off');
            await page.locator('.badge').filter({ hasText: 'Called off' }).waitFor();
            assert.equal(await onHand(counted, place), books);
        },
    ],
    [
        'a movement leads to the order that it was shipped for',
        async (visit) => {
            const { page } = visit;
            const { fulfillments } = await get(`/v1/fulfillments?order_id=1`);
            const shipped = fulfillments.find((one) => one.status === 'FULFILLMENT_SHIPPED');
            await visit.go(`/stock/${shipped.lines[0].sku}`);
            const { movements } = await get(`/v1/skus/${shipped.lines[0].sku}/movements?limit=1`);
            const link = page.getByRole('link', { name: /^fulfillment order \d+$/ }).first();
            const number = (await link.innerText()).split(' ').at(-1);
            assert.ok(movements.length > 0);
            const { fulfillments: found } = await get(`/v1/fulfillments/${number}`);
            await link.click();
            await page.waitForURL(new RegExp(`/orders/${found[0].orderId}`));
            await visit.see(`fulfillment order ${number}`);
        },
    ],
];
