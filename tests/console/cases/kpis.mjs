// Figures: explained where they stand, grouped, chosen, and saved with the same numbers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { eventually } from '../browser.mjs';
import { get, placeOrder } from '../system.mjs';

const tenths = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const percent = (ratio) => `${tenths.format(ratio * 100)} %`;
const tile = (page, title) => page.locator('.kpi').filter({ hasText: title });

/** Fields of a line of CSV; those with a comma stand in quotes. */
function fieldsOf(line) {
    const fields = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((field) => field.replace(/,$/, ''));
    return fields.slice(0, 7).map((field) => field.replace(/^"|"$/g, '').replaceAll('""', '"'));
}

/** Presses the button; the rows of what is saved, by the names of the first line. */
async function saved(visit) {
    const downloading = visit.page.waitForEvent('download');
    await visit.press('Save as CSV');
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^kpis-.*\.csv$/);
    const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    const names = fieldsOf(head);
    return lines.map((line) => Object.fromEntries(fieldsOf(line).map((field, index) => [names[index], field])));
}

/** The table of the chosen figure as texts: group, value, numerator, denominator. */
async function rowsOf(page) {
    const rows = await page.locator('.table tbody tr').all();
    return Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
}

/** The same, of what was saved. */
function rowsSaved(csv, name) {
    const number = (text) => tenths.format(Math.round(Number(text)));
    return csv
        .filter((one) => one.name === name && one.group !== '')
        .map((one) => [one.group, percent(Number(one.value)), number(one.numerator), number(one.denominator)]);
}

export default [
    [
        'a figure tells its definition to whoever comes by keyboard',
        async (visit) => {
            const { page } = visit;
            const [kpi] = (await get('/v1/kpis')).kpis;
            await visit.go('/kpis');
            const definition = tile(page, kpi.title).first().getByRole('tooltip', { includeHidden: true });
            assert.ok(!(await definition.isVisible()), 'shown before it is asked for');
            await page.getByLabel(/^By/).focus();
            await page.keyboard.press('Tab');
            await definition.waitFor({ state: 'visible' });
            assert.equal((await definition.innerText()).trim(), kpi.definition);
            await visit.shoot('definition');
            await visit.mustBeAccessible();
        },
    ],
    [
        'grouped by location and by channel; the file has the numbers of the page',
        async (visit) => {
            const { page } = visit;
            await placeOrder(); // of today, the period that the page begins with
            await eventually(async () => {
                const { kpis } = await get('/v1/kpis?by=channel');
                assert.ok(kpis.find((one) => one.name === 'order_fill_rate').points.length > 0);
            });
            await visit.go('/kpis');
            for (const [by, name, title] of [
                ['location', 'on_time_ship', 'Shipped in time'],
                ['channel', 'order_fill_rate', 'Order fill rate'],
            ]) {
                await page.getByLabel(/^By/).selectOption(by);
                await tile(page, title).getByRole('button').click();
                await page.getByRole('region', { name: `${title} by ${by}` }).waitFor();
                assert.equal(await tile(page, title).getByRole('button').getAttribute('aria-pressed'), 'true');
                await eventually(async () => {
                    const csv = await saved(visit);
                    const whole = csv.find((one) => one.name === name && one.group === '');
                    assert.equal(await tile(page, title).locator('.figure').innerText(), percent(Number(whole.value)));
                    const rows = await rowsOf(page);
                    assert.ok(rows.length > 0);
                    assert.deepEqual(rows, rowsSaved(csv, name));
                }, 30_000);
                await visit.mustFit();
                await visit.mustBeAccessible();
            }
            await visit.shoot('figure-by-channel');
        },
    ],
    [
        'what a figure is not told by it says, and why; what is of this moment says so',
        async (visit) => {
            const { page } = visit;
            const { kpis } = await get('/v1/kpis?by=channel');
            const supply = kpis.find((one) => one.name === 'days_of_supply');
            assert.deepEqual([supply.groups, supply.ofNow, supply.points], [['location'], true, []]);
            assert.ok(supply.whyNot.length > 0);
            await visit.go('/kpis?by=channel');
            await tile(page, supply.title).getByRole('button').click();
            await visit.see(`It is not told by channel. ${supply.whyNot}`);
            await visit.see('It is of this moment, whatever the period is.');
            await visit.mustBeAccessible();
            await page.getByLabel(/^By/).selectOption('location');
            await eventually(async () => assert.ok((await rowsOf(page)).length > 1));
        },
    ],
    [
        'another period has other numbers, and the address keeps it',
        async (visit) => {
            const { page } = visit;
            const today = Math.floor(Date.now() / 86_400_000);
            const dateOf = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
            const [from, to] = [today - 20, today - 10];
            assert.equal((await get('/v1/kpis')).toDay, today, 'a period that is not given ends today');
            // The split rate of orders that were placed then does not change any more.
            const split = async (first, last) =>
                (await get(`/v1/kpis?from=${first}&to=${last}`)).kpis.find((one) => one.name === 'split_rate');
            const [then, month] = [await split(from, to), await split(today - 29, today)];
            assert.notEqual(percent(then.value), percent(month.value), 'the periods cannot be told apart');
            const figure = tile(page, 'Split rate').locator('.figure');
            const isThen = () => eventually(async () => assert.equal(await figure.innerText(), percent(then.value)));
            await visit.go('/kpis');
            assert.notEqual(await figure.innerText(), percent(then.value));
            await page.getByLabel(/^From/).fill(dateOf(from));
            await page.getByLabel(/^To/).fill(dateOf(to));
            await isThen();
            await page.reload();
            await isThen();
            await tile(page, 'Split rate').getByRole('button').click();
            await page.getByText('Split rate by day as numbers').click();
            const days = page.getByRole('region', { name: 'Split rate by day as numbers' }).locator('tbody tr');
            await eventually(async () => assert.equal(await days.count(), then.points.length));
            await visit.shoot('figures-of-a-period');
            await visit.mustBeAccessible();
        },
    ],
];
