// ABC by value of demand, XYZ by how much it varies: how many SKUs are in each class; a cell filters.
import type { ClassCell } from '../../api/planning';
import { count } from '../../parts/format';

const rows: [string, string][] = [
    ['A', 'most of the value'],
    ['B', 'some'],
    ['C', 'little'],
];
const columns: [string, string][] = [
    ['X', 'steady'],
    ['Y', 'varies'],
    ['Z', 'erratic'],
];

export function ClassMatrix({
    cells,
    chosen,
    choose,
}: {
    cells: ClassCell[];
    chosen: string;
    choose: (name: string) => void;
}) {
    const skus = (abc: string, xyz: string) =>
        cells.find((cell) => cell.abc === abc && cell.xyz === xyz)?.skus ?? 0;
    const most = Math.max(1, ...cells.map((cell) => cell.skus));
    return (
        <table class="matrix">
            <caption class="hidden">SKUs by class</caption>
            <thead>
                <tr>
                    <td />
                    {columns.map(([xyz, what]) => (
                        <th key={xyz} scope="col">
                            {xyz} <span class="small muted">{what}</span>
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {rows.map(([abc, what]) => (
                    <tr key={abc}>
                        <th scope="row">
                            {abc} <span class="small muted">{what}</span>
                        </th>
                        {columns.map(([xyz]) => {
                            const name = abc + xyz;
                            const number = skus(abc, xyz);
                            return (
                                <td key={xyz}>
                                    <button
                                        type="button"
                                        aria-pressed={chosen === name}
                                        style={{ '--share': `${(number / most) * 38}%` }}
                                        onClick={() => choose(chosen === name ? '' : name)}
                                    >
                                        <strong>
                                            {count(number)} {number === 1 ? 'SKU' : 'SKUs'}
                                        </strong>
                                        <span class="hidden">of class</span>
                                        <span class="small muted">{name}</span>
                                    </button>
                                </td>
                            );
                        })}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
