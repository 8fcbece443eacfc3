import type { Random } from '#stats/random.ts';
import { pick } from '../parts/draw.ts';
import { familyName, givenName } from '../parts/names.ts';
import { salesforceId } from '../parts/salesforce-id.ts';

export type Region = 'AMER' | 'EMEA' | 'APAC';

export interface Team {
  name: string;
  region: Region;
  timeZone: string;
  enterprise: boolean;
  leader: User;
  reps: User[];
  /** Working hours that pass, in the middle, between assignment and first touch. */
  touchHours: number;
  /** Share of assigned leads that nobody logs a touch on. */
  untouchedShare: number;
  /** Shares of the team's rejections that come after the window, and that name no reason. */
  lateShare: number;
  codelessShare: number;
  /** Weekdays (0 Monday) on which a person empties the region's queue; empty: leads are routed at once. */
  queueDays: number[];
}

export interface User {
  id: string;
  name: string;
  email: string;
  department: string;
  title: string;
  managerId: string;
  timeZone: string;
  team: string;
  /** UTC seconds at which the user leaves; Infinity for most. */
  leavesAt: number;
}

export interface Staff {
  users: User[];
  teams: Team[];
  queues: Record<Region, string>;
  automation: User;
  salesOperations: User;
  marketingManager: User;
  /** Works leads and logs nothing. */
  silentRep: User;
  /** Enters leads as SQL and closes opportunities straight from the first stage. */
  stageSkipper: User;
  /** Leaves in the month after the first extract. */
  leaver: User;
}

type TeamPlan = Omit<Team, 'leader' | 'reps'> & { size: number };

const eastern = 'America/New_York';
const berlin = 'Europe/Berlin';
const punctual = { untouchedShare: 0.14, lateShare: 0.04, codelessShare: 0.04, queueDays: [] };
const teamPlans: TeamPlan[] = [
  {
    ...punctual,
    name: 'AMER Enterprise',
    region: 'AMER',
    timeZone: eastern,
    enterprise: true,
    size: 5,
    touchHours: 4,
    lateShare: 0.34,
    codelessShare: 0.3,
  },
  { ...punctual, name: 'AMER Commercial', region: 'AMER', timeZone: eastern, enterprise: false, size: 6, touchHours: 2.5 },
  { ...punctual, name: 'EMEA Enterprise', region: 'EMEA', timeZone: berlin, enterprise: true, size: 4, touchHours: 4 },
  {
    ...punctual,
    name: 'EMEA Mid-Market',
    region: 'EMEA',
    timeZone: berlin,
    enterprise: false,
    size: 5,
    touchHours: 15,
    untouchedShare: 0.42,
  },
  { ...punctual, name: 'APAC', region: 'APAC', timeZone: 'Asia/Singapore', enterprise: false, size: 4, touchHours: 3, queueDays: [1] },
];

export function createStaff(random: Random, leavesAt: number): Staff {
  const users: User[] = [];
  const taken = new Set<string>();
  const hire = (department: string, title: string, team: string, timeZone: string, managerId: string): User => {
    let name = '';
    do name = `${givenName(random)} ${familyName(random)}`;
    while (taken.has(name));
    taken.add(name);
    const email = `${name.toLowerCase().replace(' ', '.')}@example.org`;
    const user = {
      id: salesforceId('005', users.length + 1),
      name,
      email,
      department,
      title,
      managerId,
      timeZone,
      team,
      leavesAt: Infinity,
    };
    users.push(user);
    return user;
  };
  const salesVp = hire('Sales', 'VP Sales', 'Management', eastern, '');
  const marketingVp = hire('Marketing', 'VP Marketing', 'Management', eastern, '');
  const revenueOperations = hire('Revenue Operations', 'Head of Revenue Operations', 'Operations', eastern, '');
  const marketingManager = hire('Marketing', 'Demand Generation Manager', 'Marketing', eastern, marketingVp.id);
  const salesOperations = hire('Revenue Operations', 'Operations Specialist', 'Operations', eastern, revenueOperations.id);
  const automation = hire('Marketing', 'Integration User', 'Marketing', 'UTC', marketingVp.id);
  automation.name = 'Marketing Automation';
  automation.email = 'automation@example.org';
  const teams = teamPlans.map(({ size, ...plan }): Team => {
    const leader = hire('Sales', 'Sales Manager', plan.name, plan.timeZone, salesVp.id);
    const reps = Array.from({ length: size }, () => hire('Sales', 'Account Executive', plan.name, plan.timeZone, leader.id));
    return { ...plan, leader, reps };
  });
  const [enterprise, commercial, , midMarket] = teams;
  const leaver = pick(random, enterprise!.reps.slice(2));
  leaver.leavesAt = leavesAt;
  return {
    users,
    teams,
    queues: { AMER: salesforceId('00G', 1), EMEA: salesforceId('00G', 2), APAC: salesforceId('00G', 3) },
    automation,
    salesOperations,
    marketingManager,
    silentRep: commercial!.reps[3]!,
    stageSkipper: midMarket!.reps[1]!,
    leaver,
  };
}
