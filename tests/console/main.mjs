// Runs the cases one after the other and says what came of them. A case is a file of cases/ that
// exports a list of [name, test]; a test fails by throwing, or by what the browser complained about.
import { readdir } from 'node:fs/promises';
import { closeBrowser, leaveVisit, openVisit } from './browser.mjs';
import { mustBePressed } from './buttons.mjs';

const testMsMax = 90_000;
const [only = ''] = process.argv.slice(2);

function inTime(promise, ms) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not done after ${ms / 1000} s`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function cases() {
    const files = (await readdir(new URL('cases/', import.meta.url))).filter((file) => file.endsWith('.mjs'));
    const all = [];
    for (const file of files.sort()) {
        const { default: tests } = await import(new URL(`cases/${file}`, import.meta.url));
        for (const [name, test, options] of tests) all.push({ name: `${file.slice(0, -4)}: ${name}`, test, options });
    }
    return all.filter((one) => one.name.includes(only));
}

async function run({ name, test, options }) {
    const began = Date.now();
    let visit;
    let isGood = false;
    try {
        visit = await openVisit(options);
        await inTime(test(visit), testMsMax);
        visit.mustBeQuiet();
        isGood = true;
        console.log(`ok     ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
        return true;
    } catch (error) {
        console.log(`FAILED ${name}\n       ${String(error.stack ?? error).split('\n').slice(0, 6).join('\n       ')}`);
        await visit?.shoot(`failed-${name.replace(/[^a-z0-9]+/gi, '-')}`).catch(() => undefined);
        return false;
    } finally {
        if (visit) await leaveVisit(visit, isGood);
    }
}

let [passed, failed] = [0, 0];
for (const one of await cases()) {
    // A browser on a busy machine is late at times: what fails is tried once more, and both are shown.
    if ((await run(one)) || (await run(one))) passed++;
    else failed++;
}
await closeBrowser();
if (only === '') {
    try {
        mustBePressed();
        passed++;
        console.log('ok     buttons: each that was shown was pressed');
    } catch (error) {
        failed++;
        console.log(`FAILED buttons: each that was shown was pressed\n${error.message}`);
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
