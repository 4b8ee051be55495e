import { covers, HeightMap } from 'c/botWindow';

describe('HeightMap', () => {
    it('sums up offsets and finds the row at a distance', () => {
        const map = new HeightMap([10, 20, 30]);
        expect([map.offset(0), map.offset(1), map.offset(2), map.offset(3), map.offset(9)]).toEqual([
            0, 10, 30, 60, 60
        ]);
        expect(map.total).toBe(60);
        expect([0, 9, 10, 29, 30, 59, 60, 999].map((at) => map.at(at))).toEqual([0, 0, 1, 1, 2, 2, 2, 2]);
    });

    it('takes measured heights and moves what lies below', () => {
        const map = new HeightMap([10, 20, 30]);
        expect(map.total).toBe(60);
        expect(map.set(1, 50)).toBe(30);
        expect([map.offset(1), map.offset(2), map.total]).toEqual([10, 60, 90]);
        expect(map.set(1, 50.2)).toBe(0);
        expect(map.set(-1, 5)).toBe(0);
        expect(map.set(3, 5)).toBe(0);
        expect(map.total).toBe(90);
    });

    it('names the rows that touch a stretch', () => {
        const map = new HeightMap([10, 20, 30, 40]);
        expect(map.between(12, 35)).toEqual({ start: 1, end: 3 });
        expect(map.between(-100, 5)).toEqual({ start: 0, end: 1 });
        expect(map.between(95, 900)).toEqual({ start: 3, end: 4 });
    });

    it('has nothing in an empty list', () => {
        const map = new HeightMap([]);
        expect([map.total, map.at(0), map.size(0)]).toEqual([0, -1, 0]);
        expect(map.between(0, 100)).toEqual({ start: 0, end: 0 });
    });

    it('agrees with plain sums after many changes', () => {
        const sizes = Array.from({ length: 500 }, (_, i) => 20 + ((i * 7) % 50));
        const map = new HeightMap(sizes);
        for (let i = 0; i < 2_000; i++) {
            const position = (i * 131) % sizes.length;
            const size = 10 + ((i * 17) % 90);
            map.set(position, size);
            sizes[position] = Math.abs((sizes[position] ?? 0) - size) < 0.5 ? (sizes[position] ?? 0) : size;
            const until = (i * 37) % sizes.length;
            expect(map.offset(until)).toBe(sizes.slice(0, until).reduce((sum, one) => sum + one, 0));
        }
    });
});

describe('covers', () => {
    it('compares ranges', () => {
        expect(covers({ start: 2, end: 8 }, { start: 2, end: 8 })).toBe(true);
        expect(covers({ start: 2, end: 8 }, { start: 1, end: 5 })).toBe(false);
        expect(covers({ start: 2, end: 8 }, { start: 3, end: 9 })).toBe(false);
    });
});
