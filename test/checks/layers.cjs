// Which room may import which. The table is the one of the README; `npm run layers` holds the code to it.
const rooms = {
  'shared/domain': [],
  'shared/criteria': ['shared/domain'],
  'shared/stats': ['shared/domain'],
  'shared/contract': ['shared/domain'],
  'shared/figures': ['shared/domain', 'shared/contract'],
  'shared/charts': ['shared/figures'],
  'electron/engine': ['shared'],
  'electron/hosts': ['electron/engine', 'shared/contract', 'shared/domain'],
};
const pure = ['shared/domain', 'shared/criteria', 'shared/stats', 'shared/contract', 'shared/figures', 'shared/charts'];
const allowedPackages = {
  'shared/domain': '(canonicalize|temporal-polyfill)',
  'shared/criteria': null,
  'shared/stats': null,
  'shared/contract': 'zod',
  'shared/figures': null,
  'shared/charts': '(react|react-dom|@visx)',
};

const roomRules = Object.entries(rooms).map(([room, may]) => ({
  name: `room ${room}`,
  comment: `${room} may import ${may.length ? may.join(', ') : 'no other room'}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: '^(shared|electron|renderer|test|resources)/',
    pathNot: [room, ...may, ...(room === 'electron/engine' || room === 'electron/hosts' ? ['resources'] : [])].map((r) => `^${r}/`),
  },
}));
const nodeRules = pure.map((room) => ({
  name: `pure ${room}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { dependencyTypes: ['core'] },
}));
const packageRules = pure.map((room) => ({
  name: `packages of ${room}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: 'node_modules', ...(allowedPackages[room] ? { pathNot: `node_modules/${allowedPackages[room]}` } : {}) },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...nodeRules,
    ...packageRules,
    { name: 'no circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'engine without electron', severity: 'error', from: { path: '^electron/engine/' }, to: { path: 'node_modules/electron/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    exclude: { path: 'test/checks/fixtures' },
  },
};
