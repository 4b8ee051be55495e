import {
    shapeMessage,
    VENDOR_SHAPES,
    type ShapeAdapter,
    type ShapeMessage,
    type VendorShape
} from '../../fixtures/vendor-shapes.ts';

const PARAGRAPH =
    'Thank you for waiting. Your parcel **left our warehouse** this morning and should arrive within two days. ' +
    'If nobody is at home, it is left with a neighbour; the [tracking page](https://www.example.com/track) says with whom.';

function shapesOf(adapter: ShapeAdapter): VendorShape[] {
    return VENDOR_SHAPES.filter((shape) => shape.adapter === adapter);
}

/** Every kind of content in turn: harder than any real conversation. */
export function allKinds(adapter: ShapeAdapter, count: number): ShapeMessage[] {
    const shapes = shapesOf(adapter);
    return Array.from({ length: count }, (_, n) => shapeMessage(shapes[n % shapes.length] as VendorShape, n));
}

/** A conversation as they are: of ten messages six plain, two long, one with options, one of another kind. */
export function conversation(adapter: ShapeAdapter, count: number): ShapeMessage[] {
    const shapes = shapesOf(adapter);
    const named = (name: string): VendorShape | undefined => shapes.find((shape) => shape.name === name);
    const text = named('text') ?? named('turn') ?? shapes[0];
    const customer = named('customer-text') ?? text;
    const options = named('quick-replies') ?? named('option') ?? named('suggested-replies') ?? text;
    return Array.from({ length: count }, (_, n) => {
        const place = n % 10;
        const other = shapes[Math.floor(n / 10) % shapes.length];
        const shape = place === 9 ? other : place === 8 ? options : place % 2 === 0 ? text : customer;
        const message = shapeMessage(shape as VendorShape, n);
        return place === 4 || place === 7 ? { ...message, text: `${PARAGRAPH} (${n})` } : message;
    });
}
