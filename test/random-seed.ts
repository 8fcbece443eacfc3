import fc from 'fast-check';

// A red run must be the change's fault: random cases come from one seed, and PARLEY_SEED draws others.
fc.configureGlobal({ seed: Number(process.env.PARLEY_SEED ?? 20260101) });
