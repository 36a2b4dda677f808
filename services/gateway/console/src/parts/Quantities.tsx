// Rows of things with a number to give for each: units to cancel, to return, counted, packed.
import { useId } from 'preact/hooks';

export interface QuantityRow {
    key: string;
    label: string;
    hint?: string;
    max?: number;
    min?: number;
}

/** Values are texts as typed; empty: not given. */
export function Quantities({
    legend,
    rows,
    values,
    onChange,
}: {
    legend: string;
    rows: QuantityRow[];
    values: Record<string, string>;
    onChange: (values: Record<string, string>) => void;
}) {
    const base = useId();
    return (
        <fieldset class="quantities">
            <legend>{legend}</legend>
            {rows.map((row) => (
                <div key={row.key} class="quantity">
                    <label for={`${base}-${row.key}`}>
                        {row.label}
                        {row.hint && <span class="muted small"> {row.hint}</span>}
                    </label>
                    <input
                        id={`${base}-${row.key}`}
                        class="input"
                        type="number"
                        inputMode="numeric"
                        step={1}
                        min={row.min ?? 0}
                        {...(row.max === undefined ? {} : { max: row.max })}
                        value={values[row.key] ?? ''}
                        onInput={(event) =>
                            onChange({ ...values, [row.key]: event.currentTarget.value })
                        }
                    />
                </div>
            ))}
        </fieldset>
    );
}

/** A whole number from min to max, or undefined. */
export function wholeNumber(
    text: string | undefined,
    min: number,
    max: number,
): number | undefined {
    if (text === undefined || !/^-?\d{1,12}$/.test(text.trim())) return undefined;
    const value = Number(text);
    return value >= min && value <= max ? value : undefined;
}
