// A visit: somebody with a browser at the console. Hides Playwright and axe. What the browser complains
// about (errors of scripts, refused resources) is remembered and fails the test, unless it was expected.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { noteButtons, watchButtons } from './buttons.mjs';
import { base, password, settings } from './system.mjs';

const require = createRequire(join(settings.modules, 'package.json'));
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const waitMs = 15_000;
const wholePxMax = 1800;
const longRows = 100;
export const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

let browser;
let lastShared;
const sessions = new Map(); // by name: logins are few a minute, so visits share them

export async function closeBrowser() {
    await browser?.close();
}

/**
 * options: scheme (light, dark), size (wide, narrow), as ([name, password], null: not logged in),
 * shared: the next case with it goes on in the same visit, for a new one costs more than many pages.
 */
export async function openVisit(options = {}) {
    const { scheme = 'light', size = 'wide', as = ['operator', password], shared = false } = options;
    if (shared && lastShared) return lastShared;
    browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const context = await browser.newContext({
        viewport: sizes[size],
        colorScheme: scheme,
        permissions: ['clipboard-read', 'clipboard-write'],
        storageState: (as && sessions.get(as[0])) ?? undefined,
    });
    await watchButtons(context);
    const page = await context.newPage();
    page.setDefaultTimeout(waitMs);
    const visit = new Visit(context, page, `${scheme}-${size}`);
    if (as) await visit.login(...as);
    if (shared) lastShared = visit;
    return visit;
}

/** After a case: a shared visit stays open for the next one, unless something went wrong in it. */
export async function leaveVisit(visit, isGood) {
    await noteButtons(visit.page);
    if (visit === lastShared && isGood) return;
    if (visit === lastShared) lastShared = undefined;
    await visit.close();
}

class Visit {
    name = '';
    complaints = [];
    expected = [];

    constructor(context, page, kind) {
        this.context = context;
        this.page = page;
        this.kind = kind;
        page.on('request', (request) => {
            if (request.method() === 'DELETE' && request.url() === `${base}/v1/session`) sessions.delete(this.name);
        });
        page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
        page.on('console', (message) => {
            if (message.type() !== 'error') return;
            this.complaints.push(`console: ${message.text()} ${message.location().url}`);
        });
    }

    /** Complaints that hold this text are what the test is about. */
    expect(text) {
        this.expected.push(text);
    }

    mustBeQuiet() {
        const wrong = this.complaints.filter((one) => !this.expected.some((text) => one.includes(text)));
        assert.deepEqual(wrong, [], 'the browser complained');
    }

    async close() {
        await this.context.close();
    }

    /** With the session of an earlier visit, when it still holds. */
    async login(name, secret) {
        this.name = name;
        const inside = this.page.getByRole('navigation', { name: 'Pages' });
        const button = this.page.getByRole('button', { name: 'Log in' });
        await this.page.goto(base);
        await inside.or(button).first().waitFor();
        if (await button.isVisible()) {
            await this.page.getByLabel('Name').fill(name);
            await this.page.getByLabel('Password').fill(secret);
            await button.click();
            await inside.waitFor();
        }
        sessions.set(name, await this.context.storageState());
    }

    /** A page by its address; back when its heading is there and nothing loads any more. */
    async go(path) {
        await this.page.goto(base + path);
        await this.page.locator('h1').first().waitFor();
        await this.rest();
    }

    /** No skeleton is shown any more. */
    async rest() {
        await eventually(async () => assert.equal(await this.page.locator('.skeleton').count(), 0));
        await noteButtons(this.page);
    }

    /** The text is somewhere to be seen, within the time. */
    async see(text) {
        await this.page.getByText(text).first().waitFor();
    }

    async press(name) {
        await this.page.getByRole('button', { name, exact: true }).first().click();
    }

    /**
     * No violation of WCAG 2.1 AA or of axe's best practices; rules: only these. Of a long table its first
     * rows, for all of them take long; or all, when they are what is asked about.
     */
    async mustBeAccessible(rules, { allRows = false } = {}) {
        await noteButtons(this.page);
        const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) };
        await this.page.evaluate((source) => globalThis.axe || globalThis.eval(source), axe.source);
        const { violations } = await this.page.evaluate(async ([given, max]) => {
            const long = [...document.querySelectorAll('tbody')].filter((body) => body.rows.length > max);
            const aside = long.map((body) => [body, [...body.rows].slice(20)]);
            aside.forEach(([, rows]) => rows.forEach((row) => row.remove()));
            const found = await globalThis.axe.run(given);
            aside.forEach(([body, rows]) => body.append(...rows));
            return found;
        }, [options, allRows ? Infinity : longRows]);
        const words = violations.map(
            (one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`,
        );
        assert.deepEqual(words, [], `axe at ${this.page.url()}`);
    }

    /** Nothing is wider than the window: a page is never moved sideways. Where one is can be seen in rows of choices. */
    async mustFit() {
        const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `${this.page.url()} is ${over} px too wide`);
        await eventually(async () => {
            const outside = await this.page.evaluate(() =>
                [...document.querySelectorAll('.nav [aria-current], [role=tab][aria-selected=true]')]
                    .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth + 1)
                    .map((one) => one.innerText),
            );
            assert.deepEqual(outside, [], `${this.page.url()}: chosen, and not to be seen`);
        });
    }

    /** Another look at the same page: light or dark, wide or narrow. */
    async look(scheme, size) {
        this.kind = `${scheme}-${size}`;
        await this.page.emulateMedia({ colorScheme: scheme });
        await this.page.setViewportSize(sizes[size]);
        await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
    }

    /** What is in the window, or of the whole page as much as can be looked at. */
    async shoot(name, { whole = false } = {}) {
        await mkdir(settings.shots, { recursive: true });
        const path = join(settings.shots, `${name}-${this.kind}.png`);
        if (!whole) return this.page.screenshot({ path });
        const [width, height] = await this.page.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
        const clip = { x: 0, y: 0, width, height: Math.min(height, wholePxMax) };
        return this.page.screenshot({ path, fullPage: true, clip });
    }
}

/** Tries until it does not throw. */
export async function eventually(check, ms = waitMs) {
    const end = Date.now() + ms;
    for (;;) {
        try {
            return await check();
        } catch (error) {
            if (Date.now() > end) throw error;
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }
}
