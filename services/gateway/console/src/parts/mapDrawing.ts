// How the map is drawn: three canvases over each other. Land is drawn when the view or the theme
// changes, places and quiet arcs when they do, and the arcs that run only while some run. Hides d3-geo
// and all geometry.
import { geoDistance, geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import { token } from '../shell/theme';
import { withOutlines, type Outlines } from './mapOutlines';

export interface MapMark {
    id: string;
    latitude: number;
    longitude: number;
    radius: number; // px
    tone: 'good' | 'warn' | 'bad' | 'idle' | 'accent';
    hollow?: boolean; // nothing happens there
    label: string;
    note?: string;
}
export interface MapArc {
    id: string;
    from: [longitude: number, latitude: number];
    to: [longitude: number, latitude: number];
    startedMs: number; // by performance.now(); 0: it lies there
}

const runMs = 1100; // an arc grows this long
const fadeMs = 1600; // and goes in this long
const runningMax = 80;
const pauseMs = 16; // a picture of what runs costs the whole canvas: every other frame is enough
const margin = 44;
const earthRadiusKm = 6371;
const nearKm = 1200;
const scaleMax = 60_000; // the outlines have no more to show
const wheelPx = 400; // of the wheel double the size

type Point = [number, number];

/** What the map shows at first: all marks, and where things go unless that is far from all of them. */
function nearPoints(marks: MapMark[], arcs: MapArc[]): Point[] {
    const places = marks.map((mark): Point => [mark.longitude, mark.latitude]);
    const near = (point: Point) =>
        places.some((place) => geoDistance(place, point) * earthRadiusKm < nearKm);
    const ends = arcs.map((arc) => arc.to).filter(near);
    return [...places, ...ends].flatMap(([x, y]): Point[] => [
        [x - 0.4, y - 0.3],
        [x + 0.4, y + 0.3],
    ]);
}

function coloursNow() {
    return {
        land: token('land'),
        border: token('border'),
        surface: token('surface'),
        text: token('text'),
        accent: token('accent'),
        good: token('good'),
        warn: token('warn'),
        bad: token('bad'),
        idle: token('muted'),
    };
}

function canvasIn(place: HTMLElement): CanvasRenderingContext2D {
    const canvas = document.createElement('canvas');
    place.append(canvas);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser draws no canvas');
    return context;
}

export class MapDrawing {
    dragged = false;
    private readonly fingers = new Map<number, Point>(); // those on the map, in the window's pixels
    private readonly land: CanvasRenderingContext2D;
    private readonly ground: CanvasRenderingContext2D;
    private readonly front: CanvasRenderingContext2D;
    private readonly watch: ResizeObserver;
    private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
    private projection: GeoProjection = geoMercator();
    private outlines: Outlines | undefined;
    private marks: MapMark[] = [];
    private arcs: MapArc[] = [];
    private fitted = false;
    private frame = 0;
    private pause: ReturnType<typeof setTimeout> | undefined;
    private moved = 0;
    private colours = coloursNow();
    private width = 0;
    private height = 0;
    private closed = false;

    constructor(private readonly place: HTMLElement) {
        this.land = canvasIn(place);
        this.ground = canvasIn(place);
        this.front = canvasIn(place);
        this.watch = new ResizeObserver(() => this.resize());
        this.watch.observe(place);
        place.addEventListener('pointerdown', this.grab);
        place.addEventListener('wheel', this.wheel, { passive: false });
        place.addEventListener('touchmove', this.touch, { passive: false });
        withOutlines((outlines) => {
            this.outlines = outlines;
            this.drawLand();
        });
    }

    close(): void {
        this.closed = true;
        this.watch.disconnect();
        clearTimeout(this.pause);
        cancelAnimationFrame(this.frame);
        cancelAnimationFrame(this.moved);
        this.place.removeEventListener('pointerdown', this.grab);
        this.place.removeEventListener('wheel', this.wheel);
        this.place.removeEventListener('touchmove', this.touch);
        this.place.replaceChildren();
    }

    show(marks: MapMark[], arcs: MapArc[]): void {
        this.marks = marks;
        this.arcs = arcs;
        if (!this.fitted) this.fit();
        else this.drawGround();
        this.run();
    }

    recolour(): void {
        this.colours = coloursNow();
        this.draw();
    }

    fit(): void {
        if (this.marks.length === 0 || this.width === 0) return;
        const points = {
            type: 'MultiPoint' as const,
            coordinates: nearPoints(this.marks, this.arcs),
        };
        const side = Math.min(margin, this.width / 6, this.height / 6);
        this.projection = geoMercator().fitExtent(
            [
                [side, side],
                [this.width - side, this.height - side],
            ],
            points,
        );
        this.fitted = true;
        this.draw();
    }

    /** Larger or smaller around a point, which stays where it is; from the whole world down to a county. */
    zoom(times: number, [cx, cy]: Point = [this.width / 2, this.height / 2]): void {
        const before = this.projection.scale();
        const whole = Math.min(before, this.width / (2 * Math.PI));
        const scale = Math.max(whole, Math.min(Math.max(before, scaleMax), before * times));
        const [x, y] = this.projection.translate();
        const factor = scale / before;
        this.projection.scale(scale).translate([cx + (x - cx) * factor, cy + (y - cy) * factor]);
        this.drawSoon();
    }

    move(dx: number, dy: number): void {
        const [x, y] = this.projection.translate();
        this.projection.translate([x + dx, y + dy]);
        this.drawSoon();
    }

    markAt(x: number, y: number): { mark: MapMark; x: number; y: number } | undefined {
        for (const mark of [...this.marks].reverse()) {
            const at = this.at([mark.longitude, mark.latitude]);
            if (at && Math.hypot(at[0] - x, at[1] - y) <= Math.max(mark.radius, 10)) {
                return { mark, x: at[0], y: at[1] };
            }
        }
        return undefined;
    }

    private at(point: Point): Point | null {
        return this.projection(point);
    }

    /** The mouse or one finger moves the map; two fingers zoom it around what is between them. */
    private readonly grab = (down: PointerEvent): void => {
        this.fingers.set(down.pointerId, [down.clientX, down.clientY]);
        if (this.fingers.size > 1) return; // the first one listens for all
        this.dragged = false;
        const move = (event: PointerEvent) => this.moveFinger(event);
        const drop = (event: PointerEvent) => {
            this.fingers.delete(event.pointerId);
            if (this.fingers.size > 0) return;
            window.removeEventListener('pointermove', move);
            window.removeEventListener('pointerup', drop);
            window.removeEventListener('pointercancel', drop);
        };
        window.addEventListener('pointermove', move);
        window.addEventListener('pointerup', drop);
        window.addEventListener('pointercancel', drop);
    };

    private moveFinger(event: PointerEvent): void {
        const before = this.fingers.get(event.pointerId);
        if (!before) return;
        const now: Point = [event.clientX, event.clientY];
        const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
        if (!this.dragged && Math.hypot(dx, dy) < 4) return;
        this.dragged = true;
        this.fingers.set(event.pointerId, now);
        const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
        if (!other) this.move(dx, dy);
        else this.pinch(before, now, other);
    }

    /** One of two fingers went on; what is under both stays under them. */
    private pinch(before: Point, now: Point, other: Point): void {
        const box = this.place.getBoundingClientRect();
        const apart = (one: Point) => Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
        this.move((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
        const middle: Point = [
            (now[0] + other[0]) / 2 - box.left,
            (now[1] + other[1]) / 2 - box.top,
        ];
        this.zoom(apart(now) / apart(before), middle);
    }

    /** One finger up or down moves the page; two are the map's. */
    private readonly touch = (event: TouchEvent): void => {
        if (event.touches.length > 1) event.preventDefault();
    };

    /** The wheel alone moves the page; with Ctrl, as two fingers on a touchpad are told, it zooms. */
    private readonly wheel = (event: WheelEvent): void => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const px = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
        const box = this.place.getBoundingClientRect();
        this.zoom(2 ** (-px / wheelPx), [event.clientX - box.left, event.clientY - box.top]);
    };

    private resize(): void {
        const { clientWidth, clientHeight } = this.place;
        if (clientWidth === 0 || clientHeight === 0) return;
        const dense = window.devicePixelRatio || 1;
        for (const context of [this.land, this.ground, this.front]) {
            context.canvas.width = clientWidth * dense;
            context.canvas.height = clientHeight * dense;
            context.setTransform(dense, 0, 0, dense, 0, 0);
        }
        [this.width, this.height] = [clientWidth, clientHeight];
        this.fit();
    }

    private drawSoon(): void {
        cancelAnimationFrame(this.moved);
        this.moved = requestAnimationFrame(() => this.draw());
    }

    private draw(): void {
        this.drawLand();
        this.drawGround();
    }

    private drawLand(): void {
        if (this.closed || this.width === 0) return;
        const { land, projection } = this;
        land.clearRect(0, 0, this.width, this.height);
        if (!this.outlines) return;
        const outside = 20;
        projection.clipExtent([
            [-outside, -outside],
            [this.width + outside, this.height + outside],
        ]);
        const path = geoPath(projection, land);
        land.beginPath();
        path(this.outlines.land);
        land.fillStyle = this.colours.land;
        land.fill();
        land.beginPath();
        path(this.outlines.borders);
        land.lineWidth = 0.8;
        land.strokeStyle = this.colours.border;
        land.stroke();
        projection.clipExtent(null);
    }

    private drawGround(): void {
        if (this.closed || this.width === 0) return;
        const { ground } = this;
        ground.clearRect(0, 0, this.width, this.height);
        ground.lineWidth = 1;
        ground.globalAlpha = 0.22;
        ground.strokeStyle = this.colours.accent;
        for (const arc of this.arcs) this.strokeArc(ground, arc, 1);
        ground.globalAlpha = 1;
        for (const mark of this.marks) this.drawMark(mark);
        this.drawLabels();
    }

    private drawMark(mark: MapMark): void {
        const at = this.at([mark.longitude, mark.latitude]);
        if (!at) return;
        const { ground } = this;
        const colour = this.colours[mark.tone];
        ground.beginPath();
        ground.arc(at[0], at[1], mark.radius, 0, 2 * Math.PI);
        ground.globalAlpha = mark.hollow ? 0 : 0.28;
        ground.fillStyle = colour;
        ground.fill();
        ground.globalAlpha = 1;
        ground.lineWidth = 2;
        ground.strokeStyle = colour;
        ground.setLineDash(mark.hollow ? [3, 3] : []);
        ground.stroke();
        ground.setLineDash([]);
    }

    /** The larger a mark the sooner it has its label; one that would lie on another is left out. */
    private drawLabels(): void {
        const { ground } = this;
        ground.font = '600 11px system-ui, sans-serif';
        ground.textAlign = 'center';
        ground.lineWidth = 3;
        ground.strokeStyle = this.colours.surface;
        ground.fillStyle = this.colours.text;
        const taken: { x: number; y: number; half: number }[] = [];
        for (const mark of [...this.marks].sort((a, b) => b.radius - a.radius)) {
            const at = this.at([mark.longitude, mark.latitude]);
            if (!at) continue;
            const half = ground.measureText(mark.id).width / 2 + 3;
            const label = { x: at[0], y: at[1] - mark.radius - 5, half };
            const collides = taken.some(
                (other) =>
                    Math.abs(other.x - label.x) < other.half + half &&
                    Math.abs(other.y - label.y) < 13,
            );
            if (collides) continue;
            taken.push(label);
            ground.strokeText(mark.id, label.x, label.y);
            ground.fillText(mark.id, label.x, label.y);
        }
    }

    /** The first share of an arc, bowed to its left; says where that part ends. */
    private strokeArc(
        context: CanvasRenderingContext2D,
        arc: MapArc,
        share: number,
    ): Point | undefined {
        const from = this.at(arc.from);
        const to = this.at(arc.to);
        if (!from || !to) return undefined;
        const bow = Math.min(0.22, 40 / (1 + Math.hypot(to[0] - from[0], to[1] - from[1])) + 0.1);
        const middle: Point = [
            (from[0] + to[0]) / 2 + (to[1] - from[1]) * bow,
            (from[1] + to[1]) / 2 - (to[0] - from[0]) * bow,
        ];
        const between = (a: Point, b: Point): Point => [
            a[0] + (b[0] - a[0]) * share,
            a[1] + (b[1] - a[1]) * share,
        ];
        const handle = between(from, middle); // de Casteljau: the part of a curve is a curve
        const end = between(handle, between(middle, to));
        context.beginPath();
        context.moveTo(from[0], from[1]);
        context.quadraticCurveTo(handle[0], handle[1], end[0], end[1]);
        context.stroke();
        return end;
    }

    private run(): void {
        clearTimeout(this.pause);
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(this.step);
    }

    private readonly step = (now: number): void => {
        const { front } = this;
        front.clearRect(0, 0, this.width, this.height);
        const running = this.arcs.filter(
            (arc) => now < arc.startedMs + runMs + fadeMs && arc.startedMs > 0,
        );
        front.strokeStyle = this.colours.accent;
        front.fillStyle = this.colours.accent;
        front.lineWidth = 2;
        for (const arc of running.slice(0, runningMax)) {
            const age = now - arc.startedMs;
            if (age < 0) continue;
            const grown = this.calm.matches ? 1 : Math.min(1, age / runMs);
            front.globalAlpha = age < runMs ? 0.9 : 0.9 * (1 - (age - runMs) / fadeMs);
            const end = this.strokeArc(front, arc, grown * (2 - grown));
            if (!end) continue;
            front.beginPath();
            front.arc(end[0], end[1], 3, 0, 2 * Math.PI);
            front.fill();
        }
        front.globalAlpha = 1;
        if (running.length > 0) this.pause = setTimeout(() => this.run(), pauseMs);
    };
}
