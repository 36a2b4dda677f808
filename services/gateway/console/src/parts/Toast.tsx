// Short messages about what was done. Good news leaves by itself, bad news stays until it is closed.
import { signal } from '@preact/signals';
import { Icon } from './Icon';

interface Message {
    id: number;
    text: string;
    tone: 'good' | 'bad';
}

const messages = signal<Message[]>([]);
let lastId = 0;
const goodMs = 5000;
const shownMax = 4;

function remove(id: number): void {
    messages.value = messages.value.filter((message) => message.id !== id);
}

export function toast(text: string, tone: 'good' | 'bad' = 'good'): void {
    const id = ++lastId;
    messages.value = [...messages.value, { id, text, tone }].slice(-shownMax);
    if (tone === 'good') setTimeout(() => remove(id), goodMs);
}

export function Toasts() {
    return (
        <div class="toasts" role="status" aria-live="polite">
            {messages.value.map((message) => (
                <div key={message.id} class={`toast ${message.tone}`}>
                    <Icon name={message.tone === 'good' ? 'done' : 'warn'} />
                    <div>{message.text}</div>
                    <button
                        type="button"
                        class="button icon quiet small"
                        aria-label="Close message"
                        onClick={() => remove(message.id)}
                    >
                        <Icon name="close" size={14} />
                    </button>
                </div>
            ))}
        </div>
    );
}
