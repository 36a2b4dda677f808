// A secret that is shown this once: it is kept hashed, nobody can show it again.
import { Copy } from '../../parts/Copy';
import { Dialog } from '../../parts/Dialog';

export function SecretDialog({
    title,
    secret,
    use,
    onClose,
}: {
    title: string;
    secret: string;
    use: string;
    onClose: () => void;
}) {
    return (
        <Dialog title={title} onClose={onClose}>
            <div class="body">
                <p>
                    <strong>Copy it now.</strong> It is shown this once and cannot be shown again.
                </p>
                <pre class="json" tabIndex={0} aria-label="The secret">
                    {secret}
                </pre>
                <p class="muted">{use}</p>
            </div>
            <footer>
                <Copy text={secret} what="the secret" label="Copy the secret" />
                <button type="button" class="button primary" onClick={onClose}>
                    I have it
                </button>
            </footer>
        </Dialog>
    );
}
