import type { AnalysisCall } from '#contract/analysis-calls.ts';
import { analysisNames } from '#contract/analysis-calls.ts';
import { type Command, type CommandContext, given, json, numberFlag, printJson, textFlag, UsageError } from '../command.ts';
import { nearest } from '../parse-arguments.ts';
import { calibrationText, hygieneText, leakageText, rejectionsText, scorecardText, slaText, velocityText } from '../text/analysis-text.ts';
import { crosstabText } from '../text/crosstab-text.ts';

const renderers: Record<string, (result: never) => string> = {
  leakage: leakageText,
  calibration: calibrationText,
  sla: slaText,
  rejections: rejectionsText,
  velocity: velocityText,
  hygiene: hygieneText,
  scorecard: scorecardText,
  crosstab: crosstabText,
};

const ownFlags: Record<string, string[]> = {
  calibration: ['outcome', 'horizon', 'bands', 'include-today', 'cost', 'value', 'capacity'],
  scorecard: ['quarter'],
  sla: ['policy-version'],
  crosstab: ['by', 'measure'],
};

export const analyze: Command = {
  name: 'analyze',
  usage: '<workspace> <analysis>',
  summary: `Runs an analysis: ${analysisNames.join(', ')}.`,
  positionals: { least: 2, most: 2 },
  flags: {
    motion: { type: 'value', placeholder: 'M', help: 'only this motion' },
    from: { type: 'value', placeholder: 'T', help: 'handoffs qualified at or after this' },
    to: { type: 'value', placeholder: 'T', help: 'handoffs qualified before this' },
    filter: { type: 'value', placeholder: 'TEXT', help: 'a rule over the handoff, its lead, account and opportunity' },
    'group-by': {
      type: 'value',
      placeholder: 'F,…',
      help: 'source, motion, owner, team, month, segment, intent, reason, … or a text field of leads',
    },
    'as-of': { type: 'value', placeholder: 'T', help: 'as things stood then; default the newest extract' },
    definition: { type: 'value', placeholder: 'ID@V', help: 'apply this version as a what-if' },
    outcome: { type: 'value', placeholder: 'O', help: 'calibration: won, opportunity, salesQualified or accepted' },
    horizon: { type: 'value', placeholder: 'DAYS', help: 'calibration: time that every handoff had to succeed' },
    bands: { type: 'value', placeholder: 'SPEC', help: 'calibration: definition, width:N or quantile:N' },
    'include-today': { type: 'switch', help: "calibration: take in today's scores, which are biased" },
    cost: { type: 'value', placeholder: 'AMOUNT', help: 'calibration: cost per worked lead, for the break-even threshold' },
    value: { type: 'value', placeholder: 'AMOUNT', help: 'calibration: value per win, for the break-even threshold' },
    capacity: { type: 'value', placeholder: 'N', help: 'calibration: handoffs a month that sales can work' },
    quarter: { type: 'value', placeholder: 'Q', help: 'scorecard: fiscal quarter like 2026-Q3' },
    'policy-version': { type: 'value', placeholder: 'N', help: 'sla: judge everything by this policy version, as a what-if' },
    by: { type: 'value', placeholder: 'F,…', help: 'crosstab: up to three dimensions to cross' },
    measure: { type: 'value', placeholder: 'M', help: 'crosstab: stages, response, rejections, score or stays' },
    ...json,
  },
  examples: [
    'parley analyze acme.parley leakage',
    'parley analyze acme.parley sla --group-by team,source --json',
    'parley analyze acme.parley leakage --filter \'lead.employees >= 200 and lead.country = "US"\'',
    'parley analyze acme.parley crosstab --by month,source --measure stages',
    'parley analyze acme.parley calibration --outcome won --horizon 180 --bands width:10',
  ],
  run: async (context) => {
    const [path, name] = context.positionals as [string, string];
    if (!analysisNames.includes(name))
      throw new UsageError(
        `there is no analysis "${name}"${nearest(name, analysisNames, '')}; choose one of ${analysisNames.join(', ')}`,
        analyze,
      );
    for (const [owner, flags] of Object.entries(ownFlags))
      for (const flag of flags)
        if (context.flags[flag] !== undefined && name !== owner)
          throw new UsageError(`--${flag} goes with ${owner}, not with ${name}`, analyze);
    context.engine.open(path, { readOnly: true });
    const result = await context.engine.call(`${name}.run` as AnalysisCall, requestOf(context) as never, { job: context.job });
    if (context.flags.json) printJson(context, result);
    else context.print(renderers[name]!(result as never));
    return 0;
  },
};

function requestOf({ flags }: CommandContext): Record<string, unknown> {
  const groupBy = textFlag(flags, 'group-by');
  return given({
    motion: textFlag(flags, 'motion'),
    from: textFlag(flags, 'from'),
    to: textFlag(flags, 'to'),
    filter: textFlag(flags, 'filter'),
    groupBy: groupBy
      ?.split(',')
      .map((by) => by.trim())
      .filter((by) => by !== ''),
    asOf: textFlag(flags, 'as-of'),
    definition: textFlag(flags, 'definition'),
    outcome: textFlag(flags, 'outcome'),
    horizonDays: numberFlag(flags, 'horizon'),
    bands: textFlag(flags, 'bands'),
    includeToday: flags['include-today'] === true ? true : undefined,
    costPerWorkedLead: numberFlag(flags, 'cost'),
    valuePerWin: numberFlag(flags, 'value'),
    capacityPerMonth: numberFlag(flags, 'capacity'),
    quarter: textFlag(flags, 'quarter'),
    by: textFlag(flags, 'by')
      ?.split(',')
      .filter((by) => by !== ''),
    measure: textFlag(flags, 'measure'),
    policyVersion: numberFlag(flags, 'policy-version'),
  });
}
