// A titled piece of a page.
import type { ComponentChildren } from 'preact';

export function Card({
    title,
    tools,
    flush = false,
    children,
}: {
    title?: ComponentChildren;
    tools?: ComponentChildren;
    flush?: boolean; // the content reaches the edges: tables, maps
    children: ComponentChildren;
}) {
    return (
        <section class="card">
            {(title || tools) && (
                <header>
                    {title && <h2>{title}</h2>}
                    <span class="grow" />
                    {tools}
                </header>
            )}
            {flush ? children : <div class="body">{children}</div>}
        </section>
    );
}

/** Names and values of one thing. */
export function Facts({ of }: { of: [string, ComponentChildren][] }) {
    return (
        <dl class="facts">
            {of.map(([name, value]) => (
                <>
                    <dt key={name}>{name}</dt>
                    <dd>{value}</dd>
                </>
            ))}
        </dl>
    );
}
