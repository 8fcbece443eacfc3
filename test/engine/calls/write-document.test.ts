import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeDocument } from '#engine/calls/write-document.ts';

const bytes = new TextEncoder().encode('document');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-document-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writing a document', () => {
  it('makes folders, replaces an earlier document and leaves nothing else', () => {
    const path = join(folder, 'new', 'q3.pdf');
    writeDocument(path, new TextEncoder().encode('older'));
    writeDocument(path, bytes);
    expect(readFileSync(path, 'utf8')).toBe('document');
    expect(readdirSync(join(folder, 'new'))).toEqual(['q3.pdf']);
  });

  it.each([
    ['a workspace', (path: string) => writeFileSync(path, 'anything'), 'acme.parley'],
    ['a database under another name', (path: string) => writeFileSync(path, 'SQLite format 3\0 and pages'), 'acme.pdf'],
    ['a folder', (path: string) => mkdirSync(path), 'q3.pdf'],
    ['a link', (path: string) => symlinkSync(join(folder, 'elsewhere'), path), 'q3.pdf'],
  ])('refuses to replace %s', (_what, make, name) => {
    const path = join(folder, name);
    make(path);
    expect(() => writeDocument(path, bytes)).toThrow(expect.objectContaining({ code: 'E_EXISTS' }));
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('says so where a name is too long', () => {
    expect(() => writeDocument(join(folder, `${'x'.repeat(300)}.pdf`), bytes)).toThrow(expect.objectContaining({ code: 'E_WRITE' }));
  });
});
