// Every page and tab in four looks: it opens, fits, is accessible, and the browser is quiet. Dark and
// narrow follow without a new visit: what is drawn on a canvas has to follow too.
import assert from 'node:assert/strict';
import { ask, get, makePlan } from '../system.mjs';

const order = (await get('/v1/orders?progress=SHIPPED&limit=1')).orders[0];
const sku = (await get('/v1/skus?limit=1')).skus[0].sku;
const location = 'GB-LON';

// A page whose address needs more than the sample has says how to make it.
let plans;
async function twoPlans() {
    plans ??= [await makePlan(`page-${Date.now()}`), await makePlan(`page-${Date.now()}-again`)];
    return plans;
}
async function aCount() {
    const { counts } = await get('/v1/counts?limit=1');
    if (counts.length > 0) return counts[0].countId;
    const { status, body } = await ask('POST', '/v1/counts', { location, skus: [sku] });
    assert.equal(status, 201, JSON.stringify(body));
    return body.countId;
}

const pages = [
    ['flow', '/'],
    ['orders', '/orders'],
    ['order', `/orders/${order.orderId}`],
    ['order-fulfillment', `/orders/${order.orderId}?tab=fulfillment`],
    ['order-decision', `/orders/${order.orderId}?tab=decision`],
    ['order-returns', `/orders/${order.orderId}?tab=returns`],
    ['stock', '/stock'],
    ['sku', `/stock/${sku}`],
    ['sku-holders', `/stock/${sku}?tab=holders`],
    ['sku-forecast', `/stock/${sku}?tab=forecast`],
    ['sku-levels', `/stock/${sku}?tab=levels`],
    ['sku-item', `/stock/${sku}?tab=about`],
    ['counts', '/counts'],
    ['count', async () => `/counts/${await aCount()}`],
    ['warehouses', '/warehouses'],
    ['warehouse', `/warehouses/${location}`],
    ['warehouse-ship', `/warehouses/${location}?tab=ship`],
    ['warehouse-collect', `/warehouses/${location}?tab=collect`],
    ['warehouse-capacity', `/warehouses/${location}?tab=capacity`],
    ['proposals', '/planning'],
    ['forecast', '/planning?tab=forecast&days=91'],
    ['stock-health', '/planning?tab=health'],
    ['alerts', '/planning?tab=alerts'],
    ['plans', '/planning?tab=plans'],
    ['accuracy', '/planning?tab=accuracy'],
    ['goals', '/planning?tab=goals'],
    ['promotions', '/planning?tab=events'],
    ['plan', async () => `/planning/plans/${(await twoPlans())[0]}`],
    ['plan-by-family', async () => `/planning/plans/${(await twoPlans())[0]}?by=category`],
    ['plans-compared', async () => `/planning/compare?a=${(await twoPlans())[0]}&b=${(await twoPlans())[1]}&by=category`],
    ['figures', '/kpis'],
    ['figures-by-location', '/kpis?by=location'],
    ['figures-by-channel', '/kpis?by=channel'],
    ['events', '/events?from=earliest'],
    ['dead-letters', '/events?tab=dead'],
    ['keys', '/settings'],
    ['people', '/settings?tab=users'],
    ['webhooks', '/settings?tab=webhooks'],
    ['audit', '/settings?tab=audit'],
];

/** Colours are all that a theme changes. */
const looks = [
    ['light', 'wide', undefined],
    ['dark', 'wide', ['color-contrast']],
    ['light', 'narrow', undefined],
    ['dark', 'narrow', ['color-contrast']],
];

async function visitPage(visit, name, path) {
    visit.expect('/v1/plan-accuracy'); // 422 until weeks of a released plan are over; the page says so
    await visit.look('light', 'wide');
    await visit.go(typeof path === 'function' ? await path() : path);
    assert.notEqual(await visit.page.locator('h1').first().innerText(), 'Not found');
    for (const [scheme, size, rules] of looks) {
        await visit.look(scheme, size);
        await visit.rest();
        assert.equal(await visit.page.locator('.problem').count(), 0, 'a question was refused');
        await visit.mustFit();
        await visit.mustBeAccessible(rules);
        await visit.shoot(name, { whole: true });
    }
}

/** Tables of more than a hundred rows, of which the other looks take the first: here every row is looked at. */
const longTables = [
    ['stock-health', '/planning?tab=health'],
    ['proposals', '/planning'],
    ['alerts', '/planning?tab=alerts'],
];

async function everyRow(visit, path) {
    await visit.look('light', 'wide');
    await visit.go(path);
    assert.ok((await visit.page.locator('tbody tr').count()) > 100, 'its rows are looked at as they are');
    await visit.mustBeAccessible(undefined, { allRows: true });
    await visit.look('dark', 'narrow');
    await visit.mustBeAccessible(['color-contrast'], { allRows: true });
}

export default [
    ...pages.map(([name, path]) => [name, (visit) => visitPage(visit, name, path), { shared: true }]),
    ...longTables.map(([name, path]) => [`${name}, every row`, (visit) => everyRow(visit, path), { shared: true }]),
];
