// The chain at a glance is what the chain says.
import assert from 'node:assert/strict';
import { cpus, loadavg } from 'node:os';
import { eventually } from '../browser.mjs';
import { get, placeOrder } from '../system.mjs';

async function figure(page, label) {
    const tile = page.locator('.tile', { has: page.getByText(label, { exact: true }) });
    return Number((await tile.locator('.figure').innerText()).replace(/[^0-9]/g, ''));
}

/** How many pixels of the map are not empty. */
function inked(page) {
    return page.evaluate(() => {
        const canvas = document.querySelector('.map canvas'); // the land
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let at = 3; at < data.length; at += 4) count += data[at] > 0 ? 1 : 0;
        return count / (canvas.width * canvas.height);
    });
}

/** What the main thread of a page does between begin and end: seconds at work, and its long tasks. */
async function mainThread({ context, page }) {
    const browser = await context.newCDPSession(page);
    await browser.send('Performance.enable', { timeDomain: 'threadTicks' });
    const seconds = async () => {
        const { metrics } = await browser.send('Performance.getMetrics');
        return metrics.find((one) => one.name === 'TaskDuration').value;
    };
    let before = 0;
    return {
        async begin() {
            await page.evaluate(() => {
                globalThis.longTasks = [];
                new PerformanceObserver((list) => {
                    for (const task of list.getEntries()) globalThis.longTasks.push(task.duration);
                }).observe({ type: 'longtask' });
            });
            before = await seconds();
        },
        async end() {
            return { worked: (await seconds()) - before, long: await page.evaluate(() => globalThis.longTasks) };
        },
    };
}

const map = (page) => page.getByRole('application', { name: /^Map of/ });

/** Which location the pointer shows there, and where it is drawn, in the map's pixels. */
async function pointAt(page, { x, y }) {
    const box = await map(page).boundingBox();
    await page.mouse.move(box.x + x, box.y + y);
    await page.waitForTimeout(60);
    const hover = page.locator('.map-hover');
    if ((await hover.count()) === 0) return undefined;
    const [left, top, label] = await hover.evaluate((one) => [one.style.left, one.style.top, one.innerText]);
    return { code: label.split(' ')[0], x: parseFloat(left), y: parseFloat(top) };
}

/** A location on the map: found as one does, where something is drawn. */
async function anyLocation(page) {
    const drawn = await page.evaluate(() => {
        const canvas = document.querySelectorAll('.map canvas')[1]; // the places
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        const points = [];
        for (let y = 0; y < height; y += 7) {
            for (let x = 0; x < width; x += 7) {
                if (data[4 * (y * width + x) + 3] > 230) points.push({ x: x / devicePixelRatio, y: y / devicePixelRatio });
            }
        }
        return points;
    });
    for (const point of drawn) {
        const found = await pointAt(page, point);
        if (found) return found;
    }
    return assert.fail(`nothing at ${drawn.length} points`);
}

/** The location is drawn there now. */
async function mustBeAt(page, code, { x, y }) {
    await eventually(async () => {
        await page.mouse.move(0, 0);
        const found = await pointAt(page, { x, y });
        assert.equal(found?.code, code, `${code} is not at ${Math.round(x)}, ${Math.round(y)}`);
        assert.ok(Math.hypot(found.x - x, found.y - y) < 1.5, `${code} is at ${found.x}, ${found.y}, not ${x}, ${y}`);
    }, 5000);
}

/** Where a point is when all is so many times as large and one point stayed. */
const grown = (point, times, fixed) => ({
    x: fixed.x + (point.x - fixed.x) * times,
    y: fixed.y + (point.y - fixed.y) * times,
});

export default [
    [
        'the tiles show what waits',
        async (visit) => {
            await visit.go('/');
            await eventually(async () => {
                const { backlog } = await get('/v1/flow');
                assert.equal(await figure(visit.page, 'Parked'), backlog.parked);
                assert.equal(await figure(visit.page, 'To pick'), backlog.toPick);
            });
        },
    ],
    [
        'the map is drawn, and says the same as a table with a link to each location',
        async (visit) => {
            await visit.go('/');
            await eventually(async () => assert.ok((await inked(visit.page)) > 0.1, 'the map is empty'));
            await visit.page.getByText('Locations as a table').click();
            const { locations } = await get('/v1/locations');
            for (const { code } of locations) {
                await visit.page.getByRole('link', { name: code, exact: true }).waitFor();
            }
        },
    ],
    [
        'the map is zoomed and moved with the mouse; the wheel alone moves the page; a location leads to its work',
        async (visit) => {
            const { page } = visit;
            await visit.go('/');
            const first = await eventually(() => anyLocation(page));
            const box = await map(page).boundingBox();
            const middle = { x: box.width / 2, y: box.height / 2 };
            await visit.press('Zoom in');
            await mustBeAt(page, first.code, grown(first, 1.6, middle));
            await visit.press('Zoom out');
            await mustBeAt(page, first.code, first);

            const from = { x: first.x + 20, y: first.y + 15 };
            await page.mouse.move(box.x + from.x, box.y + from.y);
            await page.keyboard.down('Control');
            await page.mouse.wheel(0, -200);
            await page.keyboard.up('Control');
            const larger = grown(first, Math.SQRT2, from);
            await mustBeAt(page, first.code, larger);

            await page.mouse.move(box.x + 30, box.y + 30);
            await page.mouse.down();
            await page.mouse.move(box.x + 60, box.y + 50, { steps: 4 });
            await page.mouse.up();
            assert.equal(new URL(page.url()).pathname, '/', 'to move the map is not to choose');
            await mustBeAt(page, first.code, { x: larger.x + 30, y: larger.y + 20 });
            await visit.press('Show all');
            await mustBeAt(page, first.code, first);

            await page.mouse.wheel(0, 150);
            await eventually(async () => assert.ok((await page.evaluate(() => scrollY)) > 0, 'the page is held'));
            await mustBeAt(page, first.code, first);
            const now = await map(page).boundingBox();
            await page.mouse.click(now.x + first.x, now.y + first.y);
            await page.waitForURL(`**/warehouses/${first.code}`);
            await page.getByRole('heading', { name: new RegExp(`^${first.code}`) }).waitFor();
        },
    ],
    [
        'the map is zoomed with two fingers, around what is between them; the page stays',
        async (visit) => {
            const { page } = visit;
            await visit.look('light', 'narrow');
            await visit.go('/');
            await map(page).scrollIntoViewIfNeeded();
            const first = await eventually(() => anyLocation(page));
            const box = await map(page).boundingBox();
            const scrolled = await page.evaluate(() => scrollY);
            const middle = { x: box.width / 2, y: box.height / 2 };
            const touch = await visit.context.newCDPSession(page);
            const fingers = (type, apart) =>
                touch.send('Input.dispatchTouchEvent', {
                    type,
                    touchPoints: [-1, 1].slice(0, apart === 0 ? 0 : 2).map((side, id) => ({
                        id,
                        x: box.x + middle.x + (side * apart) / 2,
                        y: box.y + middle.y,
                    })),
                });
            await fingers('touchStart', 100);
            for (const apart of [110, 120, 130, 140, 150]) await fingers('touchMove', apart);
            await fingers('touchEnd', 0);
            await mustBeAt(page, first.code, grown(first, 1.5, middle));
            assert.equal(await page.evaluate(() => scrollY), scrolled, 'the page was moved');
            await visit.press('Show all');
            await mustBeAt(page, first.code, first);
        },
    ],
    [
        'the map is moved and zoomed with the keyboard',
        async (visit) => {
            const { page } = visit;
            await visit.go('/');
            const first = await eventually(() => anyLocation(page));
            const box = await map(page).boundingBox();
            const middle = { x: box.width / 2, y: box.height / 2 };
            await page.getByRole('button', { name: 'Zoom in' }).focus();
            await page.keyboard.press('Shift+Tab');
            assert.ok(await map(page).evaluate((one) => one === document.activeElement), 'it is not reached by Tab');
            await visit.shoot('map-by-keyboard');
            await visit.mustBeAccessible();
            for (const [keys, place] of [
                [['ArrowRight', 'ArrowDown'], { x: first.x - 60, y: first.y - 60 }],
                [['ArrowLeft', 'ArrowUp'], first],
                [['+'], grown(first, 1.6, middle)],
                [['-'], first],
                [['-', 'ArrowLeft', '0'], first],
            ]) {
                for (const key of keys) await page.keyboard.press(key);
                await mustBeAt(page, first.code, place);
            }
        },
    ],
    [
        'the chart has its numbers as a table',
        async (visit) => {
            await visit.go('/');
            await visit.page.getByText('Orders a minute as numbers').click();
            const table = visit.page.getByRole('region', { name: 'Orders a minute as numbers' });
            const { minutes } = await get('/v1/flow');
            await eventually(async () =>
                assert.equal(await table.locator('tbody tr').count(), minutes.length),
            );
        },
    ],
    [
        'an order that is placed appears at once',
        async (visit) => {
            await visit.go('/');
            await visit.page.locator('[data-live=live]').waitFor();
            await placeOrder();
            await visit.page.locator('.ticker').getByText('Order placed').first().waitFor();
        },
    ],
    ...['/', '/events'].map((path) => [
        `ten thousand events a minute do not make ${path} stutter`,
        async (visit) => {
            const { page } = visit;
            await visit.go(path);
            await page.locator('[data-live=live]').waitFor();
            const busy = await mainThread(visit);
            const positions = async () =>
                (await get('/v1/flow')).feeds.reduce((sum, feed) => sum + Number(feed.head), 0);
            const [before, began] = [await positions(), Date.now()];
            await busy.begin();
            for (let placed = 0; placed < 240; placed += 12) {
                await Promise.all(Array.from({ length: 12 }, () => placeOrder()));
            }
            const seconds = (Date.now() - began) / 1000;
            const events = (await positions()) - before;
            const perMinute = (60 * events) / seconds;
            const { worked, long } = await busy.end();
            const share = (worked / events) * (10_000 / 60);
            const waited = long.reduce((sum, ms) => sum + ms, 0) / (seconds * 1000);
            console.log(
                `       ${Math.round(perMinute)} events a minute; with 10,000 the page works ${(share * 100).toFixed(1)} % of the time; ` +
                    `${long.length} long tasks, ${(waited * 100).toFixed(1)} %, the longest ${Math.round(Math.max(0, ...long))} ms`,
            );
            assert.ok(perMinute > 10_000, 'too few events to tell');
            assert.ok(share < 0.15, 'the page is busy with itself');
            // A task is long also when it waits for a processor: with others at work that says nothing of the page.
            if (loadavg()[0] < cpus().length) assert.ok(waited < 0.1, 'the page stuttered');
        },
    ]),
];
