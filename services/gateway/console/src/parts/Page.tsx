// The frame of a page: its title in the document and as the heading, which takes the focus when the
// page is reached, so that a screen reader says where one is.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let firstPage = true;

export function Page({
    title,
    lead,
    tools,
    children,
}: {
    title: string;
    lead?: ComponentChildren;
    tools?: ComponentChildren;
    children: ComponentChildren;
}) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        document.title = `${title} · Crossdock`;
    }, [title]);
    useEffect(() => {
        if (!firstPage) heading.current?.focus({ preventScroll: true });
        if (!firstPage) window.scrollTo(0, 0);
        firstPage = false;
    }, []);
    return (
        <div class="page">
            <div class="page-head">
                <h1 tabIndex={-1} ref={heading}>
                    {title}
                </h1>
                <span class="grow" />
                {tools}
                {lead && <div class="lead">{lead}</div>}
            </div>
            {children}
        </div>
    );
}
