import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { unpackZip, zipLimits } from '#engine/import/unpack-zip.ts';
import { testFolder } from '../workspace/workspace-setup.ts';
import { importPaths, leadCsv, newWorkspace, writeFiles } from './import-setup.ts';

interface Entry {
  name: string;
  text: string | Buffer;
  /** Unix mode in the entry's attributes. */
  mode?: number;
  flags?: number;
}

/** A .zip archive by the book, so that hostile ones can be made too. */
function zip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode = 0o100644, flags = 0 } of entries) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw, { level: 9 });
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x800 | flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(raw), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(raw.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), shared, nameBytes, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), shared, tail, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

function archive(entries: readonly Entry[]): string {
  const path = join(testFolder(), 'export.zip');
  writeFileSync(path, zip(entries));
  return path;
}

const unpacked = () => readdirSync(tmpdir()).filter((name) => name.startsWith('parley-zip-')).length;
const isCsv = (name: string) => name.endsWith('.csv');

describe('an archive', () => {
  it('is one extract, the same as the folder it was made of', async () => {
    const before = unpacked();
    const path = archive([
      { name: 'export/Lead.csv', text: leadCsv },
      { name: 'export/', text: '' },
      { name: 'readme.html', text: '<p>' },
    ]);
    const { workspace, folder } = newWorkspace();
    const report = await importPaths(workspace, [path]);
    expect(report).toMatchObject({
      outcome: 'imported',
      files: [{ fileName: 'Lead.csv', accepted: 3 }],
      skipped: [{ fileName: 'readme.html' }],
    });
    expect(tablesAsOf(workspace).table('leads')!.rowCount).toBe(3);
    expect(await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': leadCsv })])).toMatchObject({ outcome: 'unchanged' });
    expect(unpacked()).toBe(before);
  });

  it.each<[string, Entry[]]>([
    ['a name that leaves the folder', [{ name: '../../evil.csv', text: 'a' }]],
    ['an absolute name', [{ name: '/tmp/evil.csv', text: 'a' }]],
    ['a backslash', [{ name: '..\\evil.csv', text: 'a' }]],
    ['a link', [{ name: 'Lead.csv', text: '/etc/passwd', mode: 0o120777 }]],
    ['a password', [{ name: 'Lead.csv', text: 'a', flags: 1 }]],
    [
      'a name twice',
      [
        { name: 'a/Lead.csv', text: 'a' },
        { name: 'b/Lead.csv', text: 'b' },
      ],
    ],
    ['a bomb', [{ name: 'Lead.csv', text: Buffer.alloc(30_000_000) }]],
  ])('with %s is refused, and nothing is left behind', async (_, entries) => {
    const before = unpacked();
    await expect(unpackZip(archive(entries), isCsv)).rejects.toMatchObject({ code: 'E_ZIP' });
    expect(unpacked()).toBe(before);
    expect(existsSync('/tmp/evil.csv')).toBe(false);
  });

  it('whose names lead out of it is not to be unpacked by hand either', async () => {
    await expect(unpackZip(archive([{ name: '../../evil.csv', text: 'a' }]), isCsv)).rejects.toMatchObject({
      message: expect.stringContaining('leads out of it'),
    });
  });

  it('with too many entries or too much data is refused', async () => {
    const entries = Array.from({ length: 12 }, (_, number) => ({ name: `${number}.csv`, text: `Id\n${number}\n` }));
    await expect(unpackZip(archive(entries), isCsv, { ...zipLimits, entries: 10 })).rejects.toMatchObject({ code: 'E_ZIP' });
    await expect(unpackZip(archive(entries), isCsv, { ...zipLimits, totalBytes: 20 })).rejects.toMatchObject({ code: 'E_ZIP' });
  });

  it('that is none is refused', async () => {
    const path = join(testFolder(), 'x.zip');
    writeFileSync(path, 'Id,Name\n1,2\n');
    await expect(unpackZip(path, isCsv)).rejects.toMatchObject({ code: 'E_ZIP', message: expect.stringContaining('x.zip') });
  });

  it('gives back its files byte by byte', async () => {
    const text = Buffer.from(Array.from({ length: 200_000 }, (_, index) => 32 + ((index * 7919) % 90)));
    const result = await unpackZip(
      archive([
        { name: 'b.csv', text },
        { name: 'a.csv', text: 'x' },
      ]),
      isCsv,
    );
    expect(result.files.map(({ fileName }) => fileName)).toEqual(['a.csv', 'b.csv']);
    expect(readFileSync(result.files[1]!.path).equals(text)).toBe(true);
    result.dispose();
    expect(existsSync(result.files[1]!.path)).toBe(false);
  });
});
