// A form in a dialog: fields, what was refused, and the button that sends it.
import type { ComponentChildren } from 'preact';
import type { Problem } from '../../api/client';
import { Dialog } from '../../parts/Dialog';
import { ProblemNotice } from '../../parts/Notice';

export function FormDialog({
    title,
    action,
    busy,
    problem,
    onSubmit,
    onClose,
    children,
}: {
    title: string;
    action: string;
    busy: boolean;
    problem: Problem | undefined;
    onSubmit: () => void;
    onClose: () => void;
    children: ComponentChildren;
}) {
    const submit = (event: Event) => {
        event.preventDefault();
        if (!busy) onSubmit();
    };
    return (
        <Dialog title={title} onClose={onClose}>
            <form onSubmit={submit}>
                <div class="body">
                    {children}
                    {problem && <ProblemNotice problem={problem} />}
                </div>
                <footer>
                    <button type="button" class="button" onClick={onClose}>
                        Back
                    </button>
                    <button type="submit" class="button primary" disabled={busy}>
                        {busy ? 'Working…' : action}
                    </button>
                </footer>
            </form>
        </Dialog>
    );
}
