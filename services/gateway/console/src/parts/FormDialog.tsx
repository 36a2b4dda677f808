// A dialog that asks for more than a reason: fields, a refusal where it came from, one button that does it.
import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/client';
import { Dialog } from './Dialog';
import { ProblemNotice } from './Notice';

export interface FormDialogProps {
    title: string;
    action: string; // the word on the button
    danger?: boolean;
    wide?: boolean;
    ready?: boolean; // false: something is missing yet
    busy: boolean;
    problem: Problem | undefined;
    onSubmit: () => void;
    onClose: () => void;
    children: ComponentChildren;
}

export function FormDialog(props: FormDialogProps) {
    const isReady = props.ready !== false && !props.busy;
    const submit = (event: Event) => {
        event.preventDefault();
        if (isReady) props.onSubmit();
    };
    return (
        <Dialog title={props.title} onClose={props.onClose} wide={props.wide ?? false}>
            <form onSubmit={submit}>
                <div class="body">
                    {props.children}
                    {props.problem && <ProblemNotice problem={props.problem} />}
                </div>
                <footer>
                    <button type="button" class="button" onClick={props.onClose}>
                        Back
                    </button>
                    <button
                        type="submit"
                        class={`button ${props.danger ? 'danger' : 'primary'}`}
                        disabled={!isReady}
                    >
                        {props.busy ? 'Working…' : props.action}
                    </button>
                </footer>
            </form>
        </Dialog>
    );
}
