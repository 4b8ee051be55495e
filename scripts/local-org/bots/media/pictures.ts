import { Picture, type Colour } from './png.ts';

const WHITE: Colour = [255, 255, 255];
const INK: Colour = [60, 64, 72];
const PALE: Colour = [238, 242, 247];

/** A thing to sell: a coloured ground with a simple shape, so that cards look different from each other. */
function product(top: Colour, bottom: Colour, shape: 'cup' | 'box' | 'shoe' | 'bed'): Picture {
    const picture = new Picture(480, 300, top, bottom);
    switch (shape) {
        case 'cup':
            return picture
                .ellipse(300, 165, 55, 50, WHITE)
                .ellipse(300, 165, 35, 32, bottom)
                .rectangle(150, 95, 150, 140, WHITE)
                .ellipse(225, 95, 75, 18, PALE)
                .ellipse(225, 95, 64, 13, [92, 58, 38]);
        case 'box':
            return picture
                .rectangle(130, 90, 220, 150, [201, 158, 104])
                .rectangle(225, 90, 30, 150, [232, 205, 160])
                .rectangle(130, 90, 220, 14, [170, 128, 78]);
        case 'shoe':
            return picture
                .ellipse(230, 190, 130, 50, WHITE)
                .rectangle(100, 100, 110, 90, WHITE)
                .rectangle(95, 215, 280, 24, INK)
                .line(180, 150, 250, 175, 8, INK)
                .line(170, 125, 240, 150, 8, INK);
        case 'bed':
            return picture
                .rectangle(70, 70, 20, 170, INK)
                .rectangle(70, 160, 340, 55, WHITE)
                .rectangle(100, 125, 90, 45, PALE)
                .rectangle(395, 150, 20, 90, INK);
    }
}

/** A street map with a route or an area that is out of order. */
function map(area: boolean): Picture {
    const picture = new Picture(640, 360, [232, 236, 228], [222, 230, 222]);
    for (let x = 40; x < 640; x += 110) {
        picture.rectangle(x, 0, 12, 360, WHITE);
    }
    for (let y = 50; y < 360; y += 90) {
        picture.rectangle(0, y, 640, 12, WHITE);
    }
    picture.line(0, 300, 640, 210, 34, [170, 205, 232]);
    return area
        ? picture.ellipse(330, 150, 150, 95, [244, 180, 170]).ellipse(330, 150, 10, 10, [186, 5, 23])
        : picture
              .line(46, 310, 46, 56, 7, [1, 118, 211])
              .line(46, 56, 500, 56, 7, [1, 118, 211])
              .ellipse(500, 56, 13, 13, [186, 5, 23]);
}

/** A photo of something that broke. */
function damage(): Picture {
    return new Picture(640, 420, [176, 182, 190], [120, 126, 136])
        .rectangle(120, 130, 400, 200, [64, 92, 140])
        .rectangle(170, 60, 300, 90, [64, 92, 140])
        .rectangle(190, 75, 120, 65, [196, 214, 230])
        .rectangle(330, 75, 120, 65, [196, 214, 230])
        .ellipse(210, 335, 46, 46, INK)
        .ellipse(430, 335, 46, 46, INK)
        .ellipse(500, 220, 46, 58, [40, 58, 92])
        .line(455, 160, 535, 270, 5, [230, 230, 230])
        .line(470, 250, 540, 185, 4, [230, 230, 230]);
}

function receipt(): Picture {
    const picture = new Picture(300, 420, [214, 208, 198], [204, 198, 188]).rectangle(40, 20, 220, 380, WHITE);
    for (let row = 0; row < 12; row += 1) {
        picture
            .rectangle(60, 70 + row * 24, row % 3 === 2 ? 90 : 120, 8, INK)
            .rectangle(215, 70 + row * 24, 28, 8, INK);
    }
    return picture.rectangle(60, 40, 100, 14, INK).rectangle(60, 368, 180, 14, INK);
}

function chart(): Picture {
    const picture = new Picture(560, 320, WHITE, PALE).rectangle(50, 270, 470, 3, INK);
    [120, 150, 90, 190, 210, 170, 60].forEach((height, index) => {
        picture.rectangle(70 + index * 64, 270 - height, 40, height, index === 6 ? [186, 5, 23] : [1, 118, 211]);
    });
    return picture;
}

function face(skin: Colour, hair: Colour, ground: Colour): Picture {
    return new Picture(96, 96, ground, ground)
        .ellipse(48, 42, 27, 30, hair)
        .ellipse(48, 50, 20, 24, skin)
        .ellipse(48, 104, 40, 32, hair);
}

/** Pictures by the name under which they are served, painted when first asked for. */
export const PICTURES: Readonly<Record<string, () => Picture>> = {
    'espresso-machine.png': () => product([214, 90, 60], [120, 40, 34], 'cup'),
    'filter-machine.png': () => product([70, 110, 140], [34, 58, 84], 'cup'),
    'capsule-machine.png': () => product([96, 140, 90], [48, 82, 52], 'cup'),
    'parcel.png': () => product([236, 226, 208], [206, 186, 150], 'box'),
    'running-shoe.png': () => product([60, 160, 170], [20, 80, 110], 'shoe'),
    'trail-shoe.png': () => product([130, 170, 80], [60, 100, 50], 'shoe'),
    'double-room.png': () => product([240, 226, 200], [212, 186, 150], 'bed'),
    'sea-view-room.png': () => product([170, 214, 240], [90, 160, 210], 'bed'),
    'outage-map.png': () => map(true),
    'route-map.png': () => map(false),
    'car-damage.png': damage,
    'receipt.png': receipt,
    'usage-chart.png': chart,
    'avatar-bot.png': () => face([200, 220, 240], [1, 118, 211], [216, 237, 255]),
    'avatar-customer.png': () => face([224, 178, 140], [70, 46, 34], [250, 236, 214])
};
