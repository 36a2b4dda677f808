// A map: places and what goes between them, on a canvas over bundled outlines (Natural Earth, by
// world-atlas). It shows what lies around the places, is moved and zoomed with the mouse (Ctrl and the
// wheel), two fingers and the keyboard (arrows, + and -, 0 for all of it), and follows the theme.
// The drawing is for the eye; whoever uses it says the same in a table beside it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { theme } from '../shell/theme';
import { Icon } from './Icon';
import { MapDrawing, type MapArc, type MapMark } from './mapDrawing';

export type { MapArc, MapMark } from './mapDrawing';

export interface PlaceMapProps {
    label: string;
    marks: MapMark[];
    arcs?: MapArc[]; // those whose startedMs is now or later run; older ones lie faintly
    height?: number;
    onOpen?: (id: string) => void; // a mark was clicked
}

const zoomTimes = 1.6;
const stepPx = 60;
const ways: Record<string, [dx: number, dy: number]> = {
    ArrowLeft: [stepPx, 0],
    ArrowRight: [-stepPx, 0],
    ArrowUp: [0, stepPx],
    ArrowDown: [0, -stepPx],
};

/** What a key does to the map; false: nothing. */
function turn(drawing: MapDrawing, key: string): boolean {
    const way = ways[key];
    if (way) drawing.move(...way);
    else if (key === '+' || key === '=') drawing.zoom(zoomTimes);
    else if (key === '-') drawing.zoom(1 / zoomTimes);
    else if (key === '0') drawing.fit();
    else return false;
    return true;
}

export function PlaceMap({ label, marks, arcs = [], height = 420, onOpen }: PlaceMapProps) {
    const place = useRef<HTMLDivElement>(null);
    const drawing = useRef<MapDrawing | undefined>(undefined);
    const [hover, setHover] = useState<{ mark: MapMark; x: number; y: number } | undefined>();

    useEffect(() => {
        if (!place.current) return;
        const made = new MapDrawing(place.current);
        drawing.current = made;
        return () => made.close();
    }, []);
    useEffect(() => drawing.current?.show(marks, arcs), [marks, arcs]);
    useEffect(() => drawing.current?.recolour(), [theme.value]);

    const markAt = (event: MouseEvent) => {
        const box = place.current?.getBoundingClientRect();
        return box && drawing.current?.markAt(event.clientX - box.left, event.clientY - box.top);
    };
    const onKey = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !drawing.current) return;
        if (!turn(drawing.current, event.key)) return;
        event.preventDefault();
        setHover(undefined);
    };
    return (
        <div class="map" style={{ height: `${height}px` }}>
            <div
                class={`canvases ${hover && onOpen ? 'opens' : ''}`}
                ref={place}
                role="application"
                aria-roledescription="map"
                aria-label={`${label}; arrows move it, + and - zoom, 0 shows all`}
                tabIndex={0}
                onKeyDown={onKey}
                onPointerMove={(event) => setHover(markAt(event))}
                onPointerLeave={() => setHover(undefined)}
                onClick={(event) => {
                    const found = markAt(event);
                    if (found && !drawing.current?.dragged) onOpen?.(found.mark.id);
                }}
            />
            {hover && (
                <div class="map-hover" style={{ left: `${hover.x}px`, top: `${hover.y}px` }}>
                    <strong>{hover.mark.label}</strong>
                    {hover.mark.note && <div>{hover.mark.note}</div>}
                </div>
            )}
            <div class="map-tools">
                <MapButton
                    icon="plus"
                    label="Zoom in"
                    hint="Zoom in: + or Ctrl and the wheel"
                    act={() => drawing.current?.zoom(zoomTimes)}
                />
                <MapButton
                    icon="minus"
                    label="Zoom out"
                    hint="Zoom out: - or Ctrl and the wheel"
                    act={() => drawing.current?.zoom(1 / zoomTimes)}
                />
                <MapButton
                    icon="fit"
                    label="Show all"
                    hint="Show all: 0"
                    act={() => drawing.current?.fit()}
                />
            </div>
        </div>
    );
}

function MapButton({
    icon,
    label,
    hint,
    act,
}: {
    icon: 'plus' | 'minus' | 'fit';
    label: string;
    hint: string;
    act: () => void;
}) {
    return (
        <button
            type="button"
            class="button icon small"
            aria-label={label}
            title={hint}
            onClick={act}
        >
            <Icon name={icon} size={14} />
        </button>
    );
}
