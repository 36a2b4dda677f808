// Tabs by the WAI-ARIA pattern: arrows move, the chosen tab is in ?tab= so that a link leads to it.
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useQueryValue } from './query';
import { useChosenInView } from './useChosenInView';

export interface Tab {
    id: string;
    title: ComponentChildren;
    content: () => ComponentChildren;
}

export function Tabs({ label, tabs, name = 'tab' }: { label: string; tabs: Tab[]; name?: string }) {
    const [wanted, choose] = useQueryValue(name);
    const chosen = tabs.find((tab) => tab.id === wanted) ?? tabs[0];
    const list = useRef<HTMLDivElement>(null);
    const base = useId();
    useChosenInView(list, chosen?.id);
    if (!chosen) return null;

    const move = (event: KeyboardEvent) => {
        const at = tabs.indexOf(chosen);
        const last = tabs.length - 1;
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        const index = (to + tabs.length) % tabs.length;
        const next = tabs[index];
        if (next) choose(next === tabs[0] ? '' : next.id);
        list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
    };

    return (
        <div class="stack">
            <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
                {tabs.map((tab) => (
                    <button
                        key={tab.id}
                        type="button"
                        role="tab"
                        id={`${base}-${tab.id}`}
                        aria-selected={tab === chosen}
                        aria-controls={`${base}-panel`}
                        tabIndex={tab === chosen ? 0 : -1}
                        onClick={() => choose(tab === tabs[0] ? '' : tab.id)}
                    >
                        {tab.title}
                    </button>
                ))}
            </div>
            <div
                role="tabpanel"
                id={`${base}-panel`}
                aria-labelledby={`${base}-${chosen.id}`}
                class="stack"
            >
                {chosen.content()}
            </div>
        </div>
    );
}
