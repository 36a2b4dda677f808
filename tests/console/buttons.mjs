// Which buttons people were shown, and which of them a case pressed. What is shown and never pressed is what no
// case tries: a complete run says so in the end, and fails. Hides the script in the page.
import assert from 'node:assert/strict';

const shown = new Map(); // button to the address where it was first seen
const pressed = new Set();

/** Runs in the page: what a button is called, whatever number or name it happens to hold. */
function install() {
    // What is the same on every page, and what is one of many of a kind, has a name of its own.
    const kinds = [
        ['thead button', 'head of a column'],
        ['[role=tab]', 'tab'],
        ['[aria-label^="Copy "]', 'copy a value'],
        ['.matrix button', 'class of the matrix'],
        ['.kpi button', 'figure'],
        ['.toast button', 'close a message'],
        ['.head button[aria-label^="Switch to"]', 'switch the colours'],
    ];
    const everywhere = 'header.head, .table-foot, dialog footer button[type=button], dialog header';
    const text = (element) => {
        const label = element.getAttribute('aria-label') ?? element.innerText;
        return label.split('\n')[0].replace(/[A-Z]*[-0-9][-0-9A-Z.]*/g, '#').replace(/[…\s]+$/, '').trim();
    };
    const where = (element) => {
        const tab = element.closest('[role=tabpanel]') && new URLSearchParams(location.search).get('tab');
        return `/${location.pathname.split('/')[1]}${tab ? `?tab=${tab}` : ''}`;
    };
    const nameOf = (element) => {
        const kind = kinds.find(([selector]) => element.matches(selector));
        if (kind) return kind[1];
        return element.closest(everywhere) ? text(element) : `${where(element)} ${text(element)}`;
    };
    const press = (event) => {
        const button = event.target.closest?.('button');
        if (button) globalThis.buttonPressed(nameOf(button));
    };
    addEventListener('click', press, { capture: true });
    globalThis.buttonsShown = () =>
        [...document.querySelectorAll('button')]
            .filter((element) => element.checkVisibility() && !element.disabled)
            .map(nameOf);
}

export async function watchButtons(context) {
    await context.exposeBinding('buttonPressed', (_, name) => pressed.add(name));
    await context.addInitScript(install);
}

/** What can be pressed on the page now. */
export async function noteButtons(page) {
    const names = await page.evaluate(() => globalThis.buttonsShown?.() ?? []).catch(() => []);
    for (const name of new Set(names)) if (!shown.has(name)) shown.set(name, page.url());
}

function unpressedOf(of) {
    return [...shown.keys()].filter((name) => !of.has(name)).sort();
}

/** Those of the buttons shown that were not pressed, and where. */
export const unpressed = () => unpressedOf(pressed).map((name) => `${name} (${shown.get(name)})`);

/** Every button that was shown was pressed; one that is taken from those pressed must be missed. */
export function mustBePressed() {
    const one = [...pressed].find((name) => shown.has(name));
    assert.deepEqual(
        unpressedOf(new Set([...pressed].filter((name) => name !== one))).filter((name) => name === one),
        [one],
        'what no case presses is not found',
    );
    assert.deepEqual(unpressed(), [], 'no case presses them');
}
