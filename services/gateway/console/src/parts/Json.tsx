// A message as its JSON, to read and to copy.
import { Copy } from './Copy';

export function Json({ value, what = 'the JSON' }: { value: unknown; what?: string }) {
    const text = JSON.stringify(value, null, 2);
    return (
        <div class="stack">
            <div class="row">
                <Copy text={text} what={what} label="Copy JSON" />
            </div>
            <pre class="json" tabIndex={0} aria-label={what}>
                {text}
            </pre>
        </div>
    );
}
