// Outlines of countries: a coarse set first, a finer one a moment later, both from the
// gateway's own files. Both are loaded once.
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { GeoPermissibleObjects } from 'd3-geo';
import coarseUrl from 'world-atlas/countries-110m.json?url';
import fineUrl from 'world-atlas/countries-50m.json?url';

export interface Outlines {
    land: GeoPermissibleObjects;
    borders: GeoPermissibleObjects;
}

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

async function load(url: string): Promise<Outlines> {
    const world = (await (await fetch(url)).json()) as World;
    return {
        land: feature(world, world.objects.land),
        borders: mesh(world, world.objects.countries, (a, b) => a !== b),
    };
}

let coarse: Promise<Outlines> | undefined;
let fine: Promise<Outlines> | undefined;

/** Tells the coarse outlines, then the fine ones; a set that cannot be had is left out. */
export function withOutlines(use: (outlines: Outlines) => void): void {
    coarse ??= load(coarseUrl);
    coarse.then(use).catch(() => undefined);
    fine ??= coarse.then(() => load(fineUrl));
    fine.then(use).catch(() => undefined);
}
