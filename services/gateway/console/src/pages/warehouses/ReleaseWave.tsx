// What is planned goes on a pick list now, without waiting for the wave's rule.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction } from '../../api/use';
import { Confirm } from '../../parts/Dialog';
import { toast } from '../../parts/Toast';
import { mayWork } from './may';

export function ReleaseWave({ code, onDone }: { code: string; onDone: () => void }) {
    const [isAsked, setAsked] = useState(false);
    const release = useAction((key) => send('POST', '/v1/waves', { location: code }, key));
    if (!mayWork(code)) return null;
    const confirm = async () => {
        if ((await release.run()) === undefined) return;
        toast('Released: the pick list is on its way');
        setAsked(false);
        onDone();
    };
    return (
        <>
            <button type="button" class="button" onClick={() => setAsked(true)}>
                Release a wave…
            </button>
            {isAsked && (
                <Confirm
                    title={`Release a wave at ${code} now?`}
                    action="Release"
                    busy={release.busy}
                    problem={release.problem}
                    onConfirm={() => void confirm()}
                    onClose={() => {
                        release.clear();
                        setAsked(false);
                    }}
                >
                    <p>
                        What is planned for today goes on pick lists at once. A list that is
                        released cannot be taken back.
                    </p>
                </Confirm>
            )}
        </>
    );
}
