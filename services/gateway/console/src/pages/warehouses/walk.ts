// The walk through a pick list: which task is next, how far the list is. Pure.
import type { PickList, PickTaskView } from '../../api/routing';

/** Units still to take of a task. */
export function openOf(task: PickTaskView): number {
    return Number(task.task.quantity) - Number(task.picked) - Number(task.missing);
}

/**
 * The next open task in walking order, from `after` on (the one that was put off), around to the
 * beginning; undefined: all is picked or short.
 */
export function nextTask(tasks: PickTaskView[], after = -1): number | undefined {
    for (let step = 1; step <= tasks.length; step++) {
        const index = (after + step + tasks.length) % tasks.length;
        const task = tasks[index];
        if (task && openOf(task) > 0) return index;
    }
    return undefined;
}

export interface HowFar {
    units: number;
    picked: number;
    missing: number;
    tasksOpen: number;
}

export function howFar(list: PickList): HowFar {
    const far: HowFar = { units: 0, picked: 0, missing: 0, tasksOpen: 0 };
    for (const task of list.tasks) {
        far.units += Number(task.task.quantity);
        far.picked += Number(task.picked);
        far.missing += Number(task.missing);
        far.tasksOpen += openOf(task) > 0 ? 1 : 0;
    }
    return far;
}
