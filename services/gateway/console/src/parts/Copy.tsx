// A button that copies a text and says that it did.
import { useState } from 'preact/hooks';
import { Icon } from './Icon';
import { toast } from './Toast';

/** Without the clipboard API (plain HTTP from afar) the text is selected and copied the old way. */
async function copyText(text: string): Promise<void> {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) throw new Error('the browser refused');
}

export function Copy({ text, what, label }: { text: string; what: string; label?: string }) {
    const [done, setDone] = useState(false);
    const copy = async (event: Event) => {
        event.stopPropagation();
        try {
            await copyText(text);
            setDone(true);
            setTimeout(() => setDone(false), 1500);
        } catch {
            toast(`Could not copy ${what}`, 'bad');
        }
    };
    return (
        <button
            type="button"
            class={label ? 'button small' : 'button small icon quiet'}
            aria-label={label ? undefined : done ? `Copied ${what}` : `Copy ${what}`}
            title={`Copy ${what}`}
            onClick={copy}
        >
            <Icon name={done ? 'done' : 'copy'} size={14} />
            {label}
        </button>
    );
}
