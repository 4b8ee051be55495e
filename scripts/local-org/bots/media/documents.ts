/**
 * A tone as a WAV file (mono, 8 kHz, 16 bits).
 * @param seconds length
 * @param notes frequencies in Hz, played one after the other
 */
export function toneWav(seconds: number, notes: readonly number[]): Buffer {
    const rate = 8000;
    const samples = Math.round(seconds * rate);
    const perNote = Math.ceil(samples / notes.length);
    const data = Buffer.alloc(samples * 2);
    for (let index = 0; index < samples; index += 1) {
        const note = notes[Math.floor(index / perNote)] ?? 440;
        const within = (index % perNote) / perNote;
        const loudness = 0.3 * Math.sin(Math.PI * within);
        data.writeInt16LE(Math.round(32_767 * loudness * Math.sin((2 * Math.PI * note * index) / rate)), index * 2);
    }
    const header = Buffer.alloc(44);
    header.write('RIFF', 0, 'latin1');
    header.writeUInt32LE(36 + data.length, 4);
    header.write('WAVEfmt ', 8, 'latin1');
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt32LE(rate, 24);
    header.writeUInt32LE(rate * 2, 28);
    header.writeUInt16LE(2, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36, 'latin1');
    header.writeUInt32LE(data.length, 40);
    return Buffer.concat([header, data]);
}

/** A one-page PDF with lines of Latin text, the first one larger. */
export function textPdf(lines: readonly string[]): Buffer {
    const shown = lines.map((line, index) => {
        const safe = line.replace(/[\\()]/g, (sign) => `\\${sign}`);
        return index === 0 ? `/F1 20 Tf (${safe}) Tj /F1 11 Tf 0 -30 Td` : `(${safe}) Tj 0 -16 Td`;
    });
    const content = `BT 60 780 Td ${shown.join('\n')} ET`;
    const objects = [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
        `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
    ];
    let file = '%PDF-1.4\n';
    const offsets: number[] = [];
    objects.forEach((object, index) => {
        offsets.push(file.length);
        file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    });
    const start = file.length;
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
    file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
    return Buffer.from(file, 'latin1');
}
