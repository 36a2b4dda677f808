// Planning: what to buy is decided, the plan is made, changed, taken back, approved and compared; goals
// and promotions are told; an alert is seen.
import assert from 'node:assert/strict';
import { eventually } from '../browser.mjs';
import { ask, get, makePlan } from '../system.mjs';

const dayMs = 86_400_000;
const dialog = (page) => page.getByRole('dialog');
const row = (page, text) => page.getByRole('row').filter({ hasText: text });
const badge = (where, text) => where.locator('.badge').filter({ hasText: text });
const unique = (word) => `${word}-${Math.random().toString(36).slice(2, 8)}`;
const dateOf = (day) => new Date(day * dayMs).toISOString().slice(0, 10);
const today = Math.floor(Date.now() / dayMs);

async function confirm(page, button) {
    await dialog(page).getByRole('button', { name: button, exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
}

/** A proposal to buy that nobody has decided on. */
async function openProposal() {
    const { replenishments } = await get('/v1/proposals?statuses=PROPOSAL_PROPOSED&limit=50');
    const found = replenishments.find(({ proposal }) => proposal.kind === 'PROPOSAL_BUY');
    assert.ok(found, 'the sample leaves nothing to buy');
    return found.proposal;
}

const listOf = (status, { sku, location }) =>
    `/planning?status=PROPOSAL_${status}&sku=${sku}&location=${location}`;
const choice = (page, { kind, sku, location, fromLocation }) => {
    const what = kind === 'PROPOSAL_TRANSFER' ? `Move \\d+ from ${fromLocation}` : 'Buy .*';
    return page.getByRole('checkbox', { name: new RegExp(`^${what}: ${sku} for ${location}$`) });
};

/** Proposals of one SKU, of the SKU with the most of them that nobody has decided on. */
async function severalProposals() {
    const { replenishments } = await get('/v1/proposals?statuses=PROPOSAL_PROPOSED&limit=500');
    const of = (sku) => replenishments.filter(({ proposal }) => proposal.sku === sku);
    const skus = [...new Set(replenishments.map(({ proposal }) => proposal.sku))];
    const [most] = skus.map(of).sort((a, b) => b.length - a.length);
    assert.ok(most?.length >= 3, 'the sample proposes too little for one SKU');
    return most.map(({ proposal }) => proposal);
}

const chosen = (page) => page.locator('tbody').getByRole('checkbox', { checked: true }).count();

/** Units of a layer in each week, as the page of the plan has them in the numbers of its chart. */
async function weeksOf(page, layer) {
    const numbers = page.getByRole('region', { name: 'Units a week as numbers' });
    if (!(await numbers.isVisible())) await page.getByText('Units a week as numbers').click();
    const titles = await numbers.getByRole('columnheader').allInnerTexts();
    const at = titles.indexOf(layer);
    if (at < 0) return undefined;
    const cells = await numbers.locator(`tbody tr td:nth-child(${at + 1})`).allInnerTexts();
    return cells.map((text) => Number(text.replaceAll(',', '')));
}

/** Whether the weeks are so many times those of before, but for rounding to whole units. */
const areTimes = (weeks, factor, before) =>
    weeks !== undefined && weeks.length === 13 &&
    weeks.every((units, week) => Math.abs(units - factor * before[week]) <= 1.1);

async function changeDemand(visit, percent) {
    const { page } = visit;
    await visit.press('Change demand');
    await dialog(page).getByRole('spinbutton', { name: 'Percent' }).fill(percent);
    await dialog(page).getByLabel('Note').fill('a fair in town');
    await visit.mustBeAccessible();
    await confirm(page, 'Change');
}

export default [
    [
        'a proposal is approved: inventory makes the purchase order, and its status says so',
        async (visit) => {
            const { page } = visit;
            const proposal = await openProposal();
            await visit.go(listOf('PROPOSED', proposal));
            assert.ok(await page.getByRole('button', { name: /^Approve/ }).isDisabled(), 'nothing is chosen');
            await choice(page, proposal).check();
            await visit.press('Approve 1');
            await visit.mustBeAccessible();
            await confirm(page, 'Approve');
            await choice(page, proposal).waitFor({ state: 'detached' });
            await eventually(async () => {
                await visit.go(listOf('ORDERED', proposal));
                assert.equal(await badge(page, 'Ordered').count(), 1);
            });
            const ordered = await row(page, 'by operator').innerText();
            const { replenishments } = await get(
                `/v1/proposals?statuses=PROPOSAL_ORDERED&sku=${proposal.sku}&location=${proposal.location}`,
            );
            const [{ number }] = replenishments;
            assert.ok(number !== '' && ordered.includes(number), `${number} is not in: ${ordered}`);
            await get(`/v1/purchase-orders/${number}`);
            await visit.mustBeAccessible();
        },
    ],
    [
        'a proposal is rejected with a reason, and the rejection taken back',
        async (visit) => {
            const { page } = visit;
            const proposal = await openProposal();
            const reason = unique('supplier closed');
            await visit.go(listOf('PROPOSED', proposal));
            await choice(page, proposal).check();
            await visit.press('Reject 1');
            const reject = dialog(page).getByRole('button', { name: 'Reject', exact: true });
            assert.ok(await reject.isDisabled(), 'rejected without a reason');
            await dialog(page).getByLabel('Reason').fill(reason);
            await confirm(page, 'Reject');
            await choice(page, proposal).waitFor({ state: 'detached' });
            await page.getByLabel('Status').selectOption({ label: 'Rejected' });
            await row(page, reason).getByText('by operator').waitFor();
            await choice(page, proposal).check();
            await visit.press('Reopen 1');
            await confirm(page, 'Reopen');
            await page.getByLabel('Status').selectOption({ label: 'Proposed' });
            await choice(page, proposal).waitFor();
            assert.equal(await row(page, reason).count(), 0);
        },
    ],
    [
        'all that are shown are chosen, one is left out, the others are rejected; a part of that is taken back',
        async (visit) => {
            const { page } = visit;
            const of = await severalProposals();
            const [left, back] = of;
            const others = of.length - 1;
            const reason = unique('no room');
            await visit.go(`/planning?sku=${left.sku}`);
            await page.getByText('Choose all shown').waitFor();
            assert.equal(await page.locator('tbody').getByRole('checkbox').count(), of.length);
            await visit.press('Choose all shown');
            assert.equal(await chosen(page), of.length);
            await visit.press('Choose none');
            assert.equal(await chosen(page), 0);
            assert.ok(await page.getByRole('button', { name: /^Approve/ }).isDisabled(), 'nothing is chosen');
            await visit.press('Choose all shown');
            await choice(page, left).uncheck();
            await page.getByRole('button', { name: 'Choose all shown' }).waitFor(); // not all of them are
            await visit.press(`Reject ${others}`);
            await dialog(page).getByText(`Reject ${others} proposals?`).waitFor();
            await dialog(page).getByLabel('Reason').fill(reason);
            await visit.mustBeAccessible();
            await confirm(page, 'Reject');
            await eventually(async () => assert.equal(await page.locator('tbody').getByRole('checkbox').count(), 1));
            await choice(page, left).waitFor();
            assert.equal(await chosen(page), 0, 'what was decided on is not chosen any more');

            await page.getByLabel('Status').selectOption({ label: 'Rejected' });
            await eventually(async () => assert.equal(await row(page, reason).count(), others));
            await choice(page, back).check();
            await visit.press('Reopen 1');
            await confirm(page, 'Reopen');
            await eventually(async () => assert.equal(await row(page, reason).count(), others - 1));
            await visit.press('Choose all shown');
            await page.getByRole('button', { name: /^Reopen/ }).click();
            await confirm(page, 'Reopen');
            await page.getByLabel('Status').selectOption({ label: 'Proposed' });
            await eventually(async () =>
                assert.equal(await page.locator('tbody').getByRole('checkbox').count(), of.length),
            );
        },
    ],
    [
        'what another has decided on meanwhile is not decided on again: the page says so, and shows what is left',
        async (visit) => {
            const { page } = visit;
            visit.expect('422');
            const [mine, theirs] = await severalProposals();
            await visit.go(`/planning?sku=${mine.sku}`);
            await choice(page, mine).check();
            await choice(page, theirs).check();
            await visit.press('Reject 2');
            const decisions = [{ proposalId: theirs.proposalId, reason: 'by another' }];
            assert.equal((await ask('POST', '/v1/proposals/reject', { decisions })).status, 200);
            await dialog(page).getByLabel('Reason').fill('too early');
            const reject = dialog(page).getByRole('button', { name: 'Reject', exact: true });
            await reject.click();
            await dialog(page).getByRole('alert').waitFor();
            await dialog(page).getByText('Reject 1 proposal?').waitFor();
            await visit.shoot('decided-meanwhile');
            await confirm(page, 'Reject');
            await choice(page, mine).waitFor({ state: 'detached' });
            await ask('POST', '/v1/proposals/reopen', { proposalIds: [mine.proposalId, theirs.proposalId] });
        },
    ],
    [
        'what is out has gone already, and does not go tomorrow',
        async (visit) => {
            const { lines } = await get('/v1/stock-health?show=short&limit=500');
            const out = lines.filter((line) => line.onHand === '0' && line.demandPerDay > 0);
            assert.ok(out.length > 0, 'nothing is out');
            await visit.go('/planning?tab=health&show=short');
            const gone = await visit.page.locator('td[data-title="Gone on"]').allInnerTexts();
            assert.equal(gone.filter((text) => text === 'already').length, out.length);
        },
    ],
    [
        'a class of the ABC/XYZ matrix shows the stock of that class only, and all of it again',
        async (visit) => {
            const { page } = visit;
            const all = (await get('/v1/stock-health?limit=10000')).lines;
            const lines = all.slice(0, 500); // as many as are shown
            const name = all.at(-1).abc + all.at(-1).xyz; // a class that lies beyond them, too
            const classes = page.locator('td[data-title="Class"]');
            await visit.go('/planning?tab=health');
            assert.equal(await classes.count(), lines.length);
            const cell = page.locator('.matrix').getByRole('button', { name: new RegExp(`${name}$`) });
            await cell.click();
            const inClass = all.filter((line) => line.abc + line.xyz === name).slice(0, 500).length;
            assert.ok(inClass > lines.filter((line) => line.abc + line.xyz === name).length, 'no row lies beyond');
            await eventually(async () => assert.equal(await classes.count(), inClass));
            assert.deepEqual([...new Set(await classes.allInnerTexts())], [name]);
            assert.equal(await cell.getAttribute('aria-pressed'), 'true');
            await visit.mustBeAccessible();
            await visit.press(`Class ${name}: show all`);
            await eventually(async () => assert.equal(await classes.count(), lines.length));
        },
    ],
    [
        'a plan is made and computed; 10 % more is asked for, and taken back; demand is approved',
        async (visit) => {
            const { page } = visit;
            const plan = unique('plan');
            await visit.go('/planning?tab=plans');
            await visit.press('New plan');
            await dialog(page).getByLabel('Name').fill(plan);
            await dialog(page).getByLabel('Weeks').fill('13');
            await confirm(page, 'Make the plan');
            await page.getByRole('heading', { name: plan }).waitFor();
            await page.getByRole('button', { name: 'Change demand' }).waitFor(); // it is computed
            const before = await weeksOf(page, 'Baseline');
            assert.ok(before.every((units) => units > 20), `a plan of nothing: ${before}`);

            await changeDemand(visit, '10');
            await row(page, 'a fair in town').getByText('+10 %').waitFor();
            await eventually(async () => {
                const demand = await weeksOf(page, 'Demand');
                assert.ok(areTimes(demand, 1.1, before), `${demand} is not 10 % more than ${before}`);
            });
            assert.ok(areTimes(await weeksOf(page, 'Baseline'), 1, before), 'the forecast is left as it was');
            await row(page, 'a fair in town').getByRole('button', { name: 'Undo' }).click();
            await confirm(page, 'Undo');
            await badge(row(page, 'a fair in town'), 'undone').waitFor();
            await eventually(async () => {
                const demand = await weeksOf(page, 'Demand');
                assert.ok(demand === undefined || areTimes(demand, 1, before), `${demand} is not ${before}`);
            });

            await visit.press('Approve demand');
            await confirm(page, 'Approve demand');
            await badge(page, 'Demand approved').waitFor();
            await page.getByRole('button', { name: 'Approve supply' }).waitFor();
            await visit.shoot('plan-approved');
            await visit.mustBeAccessible();
        },
    ],
    [
        'a plan that is there cannot be made again, in the words of the service',
        async (visit) => {
            const { page } = visit;
            visit.expect('422');
            const plan = await makePlan(unique('plan'));
            await visit.go('/planning?tab=plans');
            await visit.press('New plan');
            await dialog(page).getByLabel('Name').fill(plan);
            await dialog(page).getByRole('button', { name: 'Make the plan' }).click();
            await dialog(page).getByRole('alert').waitFor();
        },
    ],
    [
        'two plans stand side by side, with the change by hand that makes the difference',
        async (visit) => {
            const { page } = visit;
            const [a, b] = [await makePlan(unique('plan')), await makePlan(unique('plan'))];
            await visit.go(`/planning/plans/${b}`);
            await changeDemand(visit, '25');
            await row(page, 'a fair in town').getByText('+25 %').waitFor();
            await visit.go('/planning?tab=plans');
            await page.getByLabel('Compare').selectOption(a);
            await page.getByLabel(/^with/).selectOption(b);
            await visit.press('Side by side');
            await page.getByRole('heading', { name: `${a} and ${b}` }).waitFor();
            const everything = page.getByRole('row').filter({ has: page.getByRole('cell', { name: 'Everything', exact: true }) });
            await everything.getByText(/\+[\d,]+ \(25 %\)/).waitFor();
            await everything.getByText(`${b}: everything +25.0 %, by operator: a fair in town`).waitFor();
            await page.getByLabel('Group by').selectOption({ label: 'Family' });
            await row(page, /^mug/).first().waitFor();
            assert.equal(await everything.count(), 0);
            await visit.shoot('plans-side-by-side');
            await visit.mustFit();
            await visit.mustBeAccessible();
        },
    ],
    [
        'a goal is set and how far it is can be seen',
        async (visit) => {
            const { page } = visit;
            const note = unique('goal');
            const plan = await get(`/v1/plans/${await makePlan(unique('plan'))}`);
            const day = plan.head.firstDay - 7; // the calendar of the services is that of the demand
            await visit.go('/planning?tab=goals');
            await visit.press('Set a goal');
            await dialog(page).getByLabel('Channel').fill('web');
            await dialog(page).getByLabel(/^From/).fill(dateOf(day - 30));
            await dialog(page).getByLabel(/^To/).fill(dateOf(day + 30 + (Date.now() % 300)));
            await dialog(page).getByLabel('Units').fill('123456');
            await dialog(page).getByLabel('Note').fill(note);
            await visit.mustBeAccessible();
            await confirm(page, 'Set');
            await row(page, note).getByText(/of 123,456/).waitFor();
            await visit.shoot('goal-set');
            await visit.mustBeAccessible();
        },
    ],
    [
        'a promotion is announced and cancelled',
        async (visit) => {
            const { page } = visit;
            const name = unique('sale');
            await visit.go('/planning?tab=events');
            await visit.press('Announce one');
            await dialog(page).getByLabel('Name').fill(name);
            await dialog(page).getByLabel('SKUs').fill('S00001 S00002');
            await dialog(page).getByLabel(/^From/).fill(dateOf(today + 7));
            await dialog(page).getByLabel(/^To/).fill(dateOf(today + 14));
            await dialog(page).getByLabel('Demand times').fill('1.5');
            await visit.mustBeAccessible();
            await confirm(page, 'Announce');
            await row(page, name).getByText('S00001 and 1 more').waitFor();
            await row(page, name).getByText('expected × 1.5').waitFor();
            await visit.shoot('promotion');
            await row(page, name).getByRole('button', { name: 'Cancel' }).click();
            await confirm(page, 'Cancel the promotion');
            await row(page, name).waitFor({ state: 'detached' });
        },
    ],
    [
        'an alert is marked as seen and leaves the list, and comes back when it was not',
        async (visit) => {
            const { page } = visit;
            const { alerts } = await get('/v1/alerts?limit=500');
            assert.ok(alerts.length > 0, 'the sample leaves no alert');
            const { sku, location } = alerts[0];
            const alert = row(page, sku).filter({ hasText: location || 'everywhere' });
            await visit.go('/planning?tab=alerts');
            const before = await alert.count();
            await alert.first().getByRole('button', { name: 'Seen' }).click();
            await dialog(page).getByLabel('Reason (optional)').fill('on its way');
            await visit.mustBeAccessible();
            await confirm(page, 'Mark as seen');
            await eventually(async () => assert.equal(await alert.count(), before - 1));
            await page.getByLabel('Also seen and ended ones').check();
            await alert.getByText('by operator').first().waitFor();
            await visit.mustBeAccessible();
            await alert.getByRole('button', { name: 'Not seen' }).first().click();
            await page.getByLabel('Also seen and ended ones').uncheck();
            await eventually(async () => assert.equal(await alert.count(), before));
        },
    ],
    [
        'the forecast of a SKU says how it was made, and shows all days of the past and of 13 weeks',
        async (visit) => {
            const { page } = visit;
            await visit.go('/planning?tab=forecast');
            await page.getByLabel('SKU').fill('S00003');
            await page.getByRole('heading', { name: /^S00003: units a day/ }).waitFor();
            await page.getByLabel('Look ahead').selectOption({ label: '13 weeks' });
            const { forecast, history, days } = await get('/v1/skus/S00003/forecast?days=91');
            assert.equal(days.length, 91);
            assert.ok(history.length >= 14, 'the sample has four weeks of orders');
            await visit.see(forecast.method);
            await page.getByText('Demand as numbers').click();
            const rows = page.getByRole('region', { name: 'Demand as numbers' }).locator('tbody tr');
            await eventually(async () => assert.equal(await rows.count(), history.length + days.length));
            assert.match(await rows.last().innerText(), /\(\d.* to \d.*\)/, 'the band is told in numbers');
            await visit.mustBeAccessible();
        },
    ],
    [
        'a plan is approved, taken a step back, and discarded',
        async (visit) => {
            const { page } = visit;
            await visit.go(`/planning/plans/${await makePlan(unique('plan'))}`);
            for (const [step, state] of [
                ['Approve demand', 'Demand approved'],
                ['Approve supply', 'Supply approved'],
                ['Back to demand approved', 'Demand approved'],
                ['Discard', 'Discarded'],
            ]) {
                await visit.press(step);
                await confirm(page, step);
                await badge(page, state).waitFor();
            }
            assert.equal(await page.getByRole('button', { name: 'Change demand' }).count(), 0, 'it is at its end');
        },
    ],
    [
        'a plan goes all the way: back to the draft, on, and released; then it is in force, fixed, until the next',
        async (visit) => {
            const { page } = visit;
            const [plan, next] = [await makePlan(unique('plan')), await makePlan(unique('plan'))];
            const go = async (action, state) => {
                await visit.press(action);
                await confirm(page, action);
                await badge(page, state).waitFor();
            };
            const approve = async () => {
                await go('Approve demand', 'Demand approved');
                await go('Approve supply', 'Supply approved');
            };
            await visit.go(`/planning/plans/${plan}`);
            await go('Approve demand', 'Demand approved');
            await go('Back to draft', 'Draft');
            await approve();
            await visit.press('Release');
            await dialog(page).getByText('It becomes the plan in force').waitFor();
            await dialog(page).getByRole('button', { name: 'Back' }).click();
            await dialog(page).waitFor({ state: 'detached' });
            await badge(page, 'Supply approved').waitFor();
            await go('Release', 'Released');
            assert.equal((await get(`/v1/plans/${plan}`)).head.state, 'PLAN_RELEASED');
            const steps = page.locator('main').getByRole('button', { name: /^(Change demand|Approve|Back to|Discard|Release)/ });
            assert.equal(await steps.count(), 0, 'what is in force cannot be changed');
            await visit.shoot('plan-released');
            await visit.mustBeAccessible();

            await visit.go(`/planning/plans/${next}`);
            await approve();
            await go('Release', 'Released');
            await visit.go(`/planning/plans/${plan}`);
            await badge(page, 'Superseded').waitFor();
            assert.equal(await steps.count(), 0);
        },
    ],
    [
        'a step that another took first is refused in words, and the page shows where the plan is',
        async (visit) => {
            const { page } = visit;
            visit.expect('422');
            const plan = await makePlan(unique('plan'));
            await visit.go(`/planning/plans/${plan}`);
            await visit.press('Approve demand');
            const advance = (to) => ask('POST', `/v1/plans/${plan}/advance`, { to, note: 'by another' });
            assert.equal((await advance('PLAN_DISCARDED')).status, 200);
            await dialog(page).getByRole('button', { name: 'Approve demand', exact: true }).click();
            await dialog(page).getByRole('alert').waitFor();
            await dialog(page).getByRole('button', { name: 'Back' }).click();
            await badge(page, 'Discarded').waitFor();
        },
    ],
    [
        'tabs are chosen by touch and by keyboard; the chosen one is in sight, also on a phone, and in the address',
        async (visit) => {
            const { page } = visit;
            await visit.go('/planning?tab=events');
            await visit.mustFit();
            const chosenTab = page.getByRole('tab', { selected: true });
            const mustBe = async (name, address) => {
                await page.waitForURL(address);
                await eventually(async () => assert.equal(await chosenTab.innerText(), name));
                await visit.mustFit();
            };
            await page.getByRole('tab', { name: 'Goals' }).click();
            await mustBe('Goals', /tab=goals/);
            await page.keyboard.press('Home');
            await mustBe('Proposals', /planning$/);
            await page.keyboard.press('ArrowLeft');
            await mustBe('Promotions', /tab=events/);
        },
        { size: 'narrow' },
    ],
    [
        'rows are sorted by what one chooses, up and down',
        async (visit) => {
            const { page } = visit;
            await visit.go('/planning');
            const head = page.getByRole('columnheader', { name: 'SKU' });
            const skus = () => page.locator('td[data-title="SKU"]').allInnerTexts();
            const shown = await skus();
            const sorted = [...shown].sort();
            await head.getByRole('button').click();
            assert.equal(await head.getAttribute('aria-sort'), 'ascending');
            assert.deepEqual(await skus(), sorted);
            await head.getByRole('button').click();
            assert.equal(await head.getAttribute('aria-sort'), 'descending');
            assert.deepEqual(await skus(), sorted.reverse());
            await head.getByRole('button').click();
            assert.deepEqual(await skus(), shown);
        },
    ],
];
