import { formatMonth, formatPercent } from '#figures/formats.ts';
import { leakLedgerFigure } from '#figures/leak-ledger.ts';
import type { Ask, QbrPackInput } from './qbr-pack-input.ts';

/** What the council asks, followed by what the evidence itself asks for: unsigned terms, a triggered review, the costliest leak. */
export function asksOf(input: QbrPackInput): Ask[] {
  const asks = [...input.asks];
  const { attributionAgreement } = input.scorecard.result;
  const unsigned = [
    ...(attributionAgreement.sourcedSigned ? [] : ['sourced']),
    ...(attributionAgreement.influencedSigned ? [] : ['influenced']),
  ];
  if (unsigned.length > 0) {
    asks.push({
      who: 'Marketing and sales leaders',
      text: `Sign what ${unsigned.join(' and ')} means; until then no contribution figure is agreed.`,
      due: null,
    });
  }
  const review = input.rejections.result.reviewTriggered;
  if (review) {
    asks.push({
      who: 'Council',
      text: `Review the qualification rule: rejections stood above ${formatPercent(review.threshold)} in ${review.months.map(formatMonth).join(' and ')}.`,
      due: null,
    });
  }
  const top = leakLedgerFigure(input.leakage.result).rows.find((row) => row.value !== null);
  if (top)
    asks.push({
      who: 'Council',
      text: `Name one owner for “${top.label.toLowerCase()}” (${top.detail}), worth ${top.valueText} of expected pipeline.`,
      due: null,
    });
  return asks;
}
