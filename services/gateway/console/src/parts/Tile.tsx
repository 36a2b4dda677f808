// One figure with its name; a link where there is more to see. The tone is said in the note too.
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';

export interface TileProps {
    label: string;
    figure: ComponentChildren;
    unit?: string;
    note?: ComponentChildren;
    tone?: 'good' | 'warn' | 'bad';
    href?: string;
    title?: string;
}

export function Tile({ label, figure, unit, note, tone, href, title }: TileProps) {
    const content = (
        <>
            <span class="label">{label}</span>
            <span class="figure">
                {figure}
                {unit && <small> {unit}</small>}
            </span>
            {note && <span class="note">{note}</span>}
        </>
    );
    const looks = `tile ${tone ?? ''}`;
    return href ? (
        <Link href={href} class={looks} title={title}>
            {content}
        </Link>
    ) : (
        <div class={looks} title={title}>
            {content}
        </div>
    );
}

/** dense: many small ones, in one row where there is room. */
export function Tiles({
    children,
    dense = false,
}: {
    children: ComponentChildren;
    dense?: boolean;
}) {
    return <div class={`tiles ${dense ? 'dense' : ''}`}>{children}</div>;
}

/** A share of a limit, for the eye; the words beside it say the numbers. */
export function Bar({ share, tone }: { share: number; tone?: 'warn' | 'bad' | undefined }) {
    return (
        <span class={`bar ${tone ?? ''}`} aria-hidden="true">
            <i style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
        </span>
    );
}
