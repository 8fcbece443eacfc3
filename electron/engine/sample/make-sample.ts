import { mkdirSync } from 'node:fs';
import { simulateCompany } from './company/simulate-company.ts';
import { openCsvFile, type WrittenFile } from './parts/csv-file.ts';
import { type RenderedExtract, renderExtract } from './render/render-extract.ts';
import type { RenderedFile } from './render/rendered-file.ts';
import { type SampleTruth, truthOf } from './sample-truth.ts';

export interface SampleOptions {
  /** Default 20260101. */
  seed?: number;
  /** Leads of the year, default 20,000. */
  leads?: number;
}

export interface MadeSample {
  files: WrittenFile[];
  truth: SampleTruth;
}

/**
 * Writes a year of an invented company (July 2025 to June 2026) as Salesforce exports it, with the faults that `SampleTruth` counts, and
 * ReportedPipeline.csv with marketing's and sales' claims on the last quarter. The same options give the same bytes anywhere.
 */
export function makeSample(directory: string, options: SampleOptions = {}): MadeSample {
  const { seed = 20260101, leads = 20_000 } = options;
  const company = simulateCompany(seed, leads);
  const extract = renderExtract(company, company.asOfSeconds);
  return { files: writeFiles(directory, [...extract.files, extract.reported.file]), truth: truthOf(company, extract, company.asOfSeconds) };
}

/** Writes the same company's files a month later: new records, changed ones, back-dated and restated ones, and some that are gone. */
export function makeSecondExtract(directory: string, options: SampleOptions = {}): MadeSample {
  const { seed = 20260101, leads = 20_000 } = options;
  const company = simulateCompany(seed, leads);
  const extract: RenderedExtract = renderExtract(company, company.laterAsOfSeconds);
  return { files: writeFiles(directory, extract.files), truth: truthOf(company, extract, company.laterAsOfSeconds) };
}

function writeFiles(directory: string, files: readonly RenderedFile[]): WrittenFile[] {
  mkdirSync(directory, { recursive: true });
  return files.map(({ name, headers, lines }) => {
    const file = openCsvFile(directory, name, headers);
    for (const line of lines) file.line(line);
    return file.close();
  });
}
