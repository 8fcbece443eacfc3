import { inputError, requireSameLength } from './input-error.ts';

/** Refuses forecasts outside 0…1 and outcomes other than 0 and 1. */
export function requireForecasts(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): void {
  requireSameLength(probabilities, outcomes, 'probabilities and outcomes');
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i]!;
    const outcome = outcomes[i]!;
    if (!(probability >= 0 && probability <= 1)) throw inputError('probabilities within 0 to 1', `${probability} in row ${i}`);
    if (outcome !== 0 && outcome !== 1) throw inputError('outcomes of 0 and 1', `${outcome} in row ${i}`);
  }
}
