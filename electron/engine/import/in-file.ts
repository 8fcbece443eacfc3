import { ParleyError } from '#domain/errors.ts';

/** Runs work on one file; what is wrong with the file is told with its name. */
export async function inFile<Result>(fileName: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code === 'E_CANCELLED' || error.message.startsWith(fileName)) throw error;
    throw new ParleyError(error.code, `${fileName}: ${error.message}`, { path: error.path, data: { ...error.data, fileName } });
  }
}
