import { expect, it } from 'vitest';
import type { PickList, PickTaskView } from '../../api/routing';
import { howFar, nextTask, openOf } from './walk';

const task = (quantity: number, picked = 0, missing = 0): PickTaskView => ({
    task: {
        bin: 'A',
        sku: 'S',
        quantity: String(quantity),
        fulfillmentOrderId: '1',
        orderId: '1',
        line: 1,
        lot: '',
    },
    picked: String(picked),
    missing: String(missing),
});

it('goes on in walking order and comes back to what was put off', () => {
    const tasks = [task(1), task(2, 2), task(3), task(1)];
    expect(nextTask(tasks)).toBe(0);
    expect(nextTask(tasks, 0)).toBe(2);
    expect(nextTask(tasks, 3)).toBe(0);
    expect(nextTask([task(1, 1), task(2, 1, 1)])).toBeUndefined();
    expect(nextTask([])).toBeUndefined();
});

it('counts what is picked and what is missing', () => {
    expect(openOf(task(5, 2, 1))).toBe(2);
    const list = { tasks: [task(5, 2, 1), task(2, 2)] } as PickList;
    expect(howFar(list)).toEqual({ units: 7, picked: 4, missing: 1, tasksOpen: 1 });
});
