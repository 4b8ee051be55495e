/** The labels as the package brings them; the build puts them in. */
declare const BENCH_LABELS: Record<string, string>;

export function label(name: string): string {
    const text = BENCH_LABELS[name];
    if (text === undefined) throw new Error(`The package has no custom label "${name}".`);
    return text;
}
