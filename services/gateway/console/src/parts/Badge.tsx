// A state in a word. The tone colours it and puts a sign before it: colour alone says nothing.
import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

const signs: Record<Tone, string> = { good: '✓', warn: '!', bad: '✕', info: '›', idle: '·' };

export function Badge({ tone = 'idle', children }: { tone?: Tone; children: ComponentChildren }) {
    return (
        <span class={`badge ${tone}`}>
            <span aria-hidden="true">{signs[tone]}</span>
            {children}
        </span>
    );
}
