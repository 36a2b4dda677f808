// docs/asyncapi.yaml held against AsyncAPI 3.0 by its own parser: the document itself, and the protobuf of
// every message. Then the same with mistakes made on purpose, which must be found.
//
//     npm ci && node check.js        prints `N passed, N failed`
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { ProtoBuffSchemaParser } from '@asyncapi/protobuf-schema-parser';

const DOCUMENT = new URL('../../docs/asyncapi.yaml', import.meta.url);
const ERROR = 0;

// What turns a good document into a wrong one.
const MISTAKES = [
    ['a reference to nothing', (text) => text.replace('#/components/messages/', '#/components/message/')],
    ['an action that there is not', (text) => text.replace('action: "receive"', 'action: "listen"')],
    ['a server without a protocol', (text) => text.replace('protocol: "zmtp"', 'spoken: "zmtp"')],
    ['protobuf that is none', (text) => text.replace('uint64 order_id = 1;', 'uint65 order_id 1;')],
];

async function errorsOf(text) {
    const parser = new Parser();
    parser.registerSchemaParser(ProtoBuffSchemaParser());
    const { document, diagnostics } = await parser.parse(text);
    const errors = diagnostics.filter((one) => one.severity === ERROR)
        .map((one) => `${one.path.join('.')}: ${one.message}`);
    return { document, errors };
}

const text = await readFile(DOCUMENT, 'utf8');
let passed = 0, failed = 0;

function judge(good, what, lines = []) {
    good ? passed++ : failed++;
    console.log(`${good ? 'ok    ' : 'FAILED'} ${what}`);
    lines.slice(0, 20).forEach((line) => console.log(`    ${line}`));
}

const { document, errors } = await errorsOf(text);
judge(document !== undefined && errors.length === 0, 'docs/asyncapi.yaml is AsyncAPI 3.0', errors);
judge(document !== undefined && document.operations().length > 100, 'it has the operations of all services');
for (const [what, spoil] of MISTAKES) {
    const wrong = spoil(text);
    judge(wrong !== text && (await errorsOf(wrong)).errors.length > 0, `${what} is found`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
