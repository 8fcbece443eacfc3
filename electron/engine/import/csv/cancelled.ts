import { ParleyError } from '#domain/errors.ts';

export function cancelled(): ParleyError {
  return new ParleyError('E_CANCELLED', 'The import was cancelled. Nothing was changed.');
}
