// Who gets in, and how it is to be there: the keyboard, the theme, the session.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { base, password } from '../system.mjs';

const nobody = { as: null };

async function fill(page, name, secret) {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(secret);
    await page.getByRole('button', { name: 'Log in' }).click();
}

const theme = (page) => page.evaluate(() => document.documentElement.dataset.theme);

export default [
    [
        'a wrong password is refused in words, with the id of the request',
        async (visit) => {
            visit.expect('401');
            await visit.page.goto(base);
            await fill(visit.page, 'operator', 'not the password');
            await visit.page.getByRole('alert').waitFor();
            assert.match(await visit.page.getByRole('alert').innerText(), /request/);
            await visit.mustBeAccessible();
            await visit.shoot('login');
        },
        nobody,
    ],
    [
        'after the login comes the page that was asked for',
        async (visit) => {
            await visit.page.goto(`${base}/events?from=earliest`);
            await fill(visit.page, 'operator', password);
            await visit.page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
            assert.ok(visit.page.url().endsWith('/events?from=earliest'));
        },
        nobody,
    ],
    [
        'logging out ends the session, also elsewhere in the browser',
        async (visit) => {
            visit.expect('401');
            await visit.press('Log out');
            await visit.page.getByLabel('Password').waitFor();
            const answer = await visit.context.request.get(`${base}/v1/flow`);
            assert.equal(answer.status(), 401);
        },
    ],
    [
        'a session that ended elsewhere leads to the login',
        async (visit) => {
            visit.expect('401');
            await visit.context.clearCookies();
            await visit.page.getByLabel('Password').waitFor();
        },
    ],
    [
        'the theme follows the system until one is chosen, and the choice is remembered',
        async (visit) => {
            assert.equal(await theme(visit.page), 'dark');
            await visit.press('Switch to light colours');
            assert.equal(await theme(visit.page), 'light');
            await visit.page.reload();
            await visit.page.locator('h1').waitFor();
            assert.equal(await theme(visit.page), 'light');
        },
        { scheme: 'dark' },
    ],
    [
        'the keyboard alone leads over the skip link into the page, and through the navigation',
        async (visit) => {
            const { page } = visit;
            await visit.go('/');
            await page.keyboard.press('Tab');
            assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
            await page.keyboard.press('Enter');
            assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
            await page.getByRole('link', { name: 'Events', exact: true }).focus();
            await page.keyboard.press('Enter');
            await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
            await eventually(async () =>
                assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1'),
            );
            assert.equal(await page.title(), 'Events · Crossdock');
        },
    ],
    [
        'an address that leads nowhere says so',
        async (visit) => {
            await visit.go('/no/such/page');
            await visit.see('There is no page at this address');
        },
    ],
    [
        'the first view is on the screen within a second, with less than 200 KB of scripts',
        async (visit) => {
            const { page } = visit;
            const firstViewMs = async () => {
                const began = Date.now();
                await page.goto(base, { waitUntil: 'commit' });
                await page.locator('.tile').first().waitFor();
                return Date.now() - began;
            };
            const times = [await firstViewMs(), await firstViewMs(), await firstViewMs()];
            const bytes = await page.evaluate(() =>
                performance
                    .getEntriesByType('resource')
                    .filter((entry) => entry.name.endsWith('.js'))
                    .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
            );
            console.log(`       first view after ${times.join(', ')} ms, ${Math.round(bytes / 1024)} KB of scripts`);
            assert.ok(bytes > 0 && bytes < 200 * 1024, `${bytes} bytes`);
            assert.ok(Math.min(...times) < 1000, 'too slow');
        },
    ],
];
