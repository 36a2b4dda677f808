// Inputs with their names, in one look. A text filter waits until the typing rests.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';

interface Shared {
    label: string;
    hint?: ComponentChildren;
    value: string;
    onChange: (value: string) => void;
    disabled?: boolean;
    required?: boolean;
}

export function TextField({
    label,
    hint,
    value,
    onChange,
    restMs = 0,
    type = 'text',
    ...rest
}: Shared & {
    restMs?: number; // tell a change when nothing was typed for so long
    type?: 'text' | 'number' | 'password' | 'search' | 'date' | 'datetime-local' | 'url';
    placeholder?: string;
    maxLength?: number;
    minLength?: number;
    min?: string | number;
    max?: string | number;
    step?: string | number;
    size?: number;
    pattern?: string;
    autoComplete?: string;
    list?: string;
}) {
    const id = useId();
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    useEffect(() => {
        if (restMs === 0 || typed === value) return;
        const timer = setTimeout(() => onChange(typed), restMs);
        return () => clearTimeout(timer);
    }, [typed, value, restMs, onChange]);
    return (
        <label class="field" for={id}>
            <span>{label}</span>
            <input
                {...rest}
                id={id}
                type={type}
                class="input"
                value={typed}
                onInput={(event) => {
                    setTyped(event.currentTarget.value);
                    if (restMs === 0) onChange(event.currentTarget.value);
                }}
            />
            {hint && <span class="hint">{hint}</span>}
        </label>
    );
}

/** Choices are [value, words]. */
export function SelectField({
    label,
    hint,
    value,
    onChange,
    choices,
    ...rest
}: Shared & { choices: [string, string][] }) {
    const id = useId();
    return (
        <label class="field" for={id}>
            <span>{label}</span>
            <select
                {...rest}
                id={id}
                class="input"
                value={value}
                onChange={(event) => onChange(event.currentTarget.value)}
            >
                {choices.map(([choice, text]) => (
                    <option key={choice} value={choice}>
                        {text}
                    </option>
                ))}
            </select>
            {hint && <span class="hint">{hint}</span>}
        </label>
    );
}

export function CheckField({
    label,
    value,
    onChange,
    disabled = false,
}: {
    label: string;
    value: boolean;
    onChange: (value: boolean) => void;
    disabled?: boolean;
}) {
    return (
        <label class="check">
            <input
                type="checkbox"
                checked={value}
                disabled={disabled}
                onChange={(event) => onChange(event.currentTarget.checked)}
            />
            {label}
        </label>
    );
}
