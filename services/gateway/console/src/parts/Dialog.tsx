// A question over the page. The native dialog element keeps the focus inside, closes with Escape and
// gives the focus back to where it was.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { Icon } from './Icon';
import { ProblemNotice } from './Notice';

export function Dialog({
    title,
    onClose,
    wide = false,
    children,
}: {
    title: string;
    onClose: () => void;
    wide?: boolean;
    children: ComponentChildren;
}) {
    const element = useRef<HTMLDialogElement>(null);
    const id = useId();
    useEffect(() => {
        const dialog = element.current;
        const before = document.activeElement;
        dialog?.showModal();
        return () => {
            dialog?.close();
            if (before instanceof HTMLElement && before.isConnected) before.focus();
        };
    }, []);
    return (
        <dialog
            ref={element}
            class={`dialog ${wide ? 'wide' : ''}`}
            aria-labelledby={id}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
            onMouseDown={(event) => event.target === element.current && onClose()}
        >
            <div class="sheet">
                <header>
                    <h2 id={id}>{title}</h2>
                    <button
                        type="button"
                        class="button icon quiet"
                        aria-label="Close"
                        onClick={onClose}
                    >
                        <Icon name="close" />
                    </button>
                </header>
                {children}
            </div>
        </dialog>
    );
}

export interface ConfirmProps {
    title: string;
    children?: ComponentChildren; // what will happen
    action: string; // the word on the button: "Cancel order"
    danger?: boolean;
    reason?: 'asked' | 'needed'; // a text for the audit; default: none
    busy?: boolean;
    problem?: Problem | undefined;
    onConfirm: (reason: string) => void;
    onClose: () => void;
}

export function Confirm(props: ConfirmProps) {
    const [reason, setReason] = useState('');
    const id = useId();
    const missing = props.reason === 'needed' && reason.trim() === '';
    const confirm = (event: Event) => {
        event.preventDefault();
        if (!missing && !props.busy) props.onConfirm(reason.trim());
    };
    return (
        <Dialog title={props.title} onClose={props.onClose}>
            <form onSubmit={confirm}>
                <div class="body">
                    {props.children}
                    {props.reason && (
                        <label class="field" for={id}>
                            <span>Reason{props.reason === 'asked' ? ' (optional)' : ''}</span>
                            <textarea
                                id={id}
                                class="input"
                                maxLength={200}
                                required={props.reason === 'needed'}
                                value={reason}
                                onInput={(event) => setReason(event.currentTarget.value)}
                            />
                        </label>
                    )}
                    {props.problem && <ProblemNotice problem={props.problem} />}
                </div>
                <footer>
                    <button type="button" class="button" onClick={props.onClose}>
                        Back
                    </button>
                    <button
                        type="submit"
                        class={`button ${props.danger ? 'danger' : 'primary'}`}
                        disabled={missing || props.busy}
                    >
                        {props.busy ? 'Working…' : props.action}
                    </button>
                </footer>
            </form>
        </Dialog>
    );
}
