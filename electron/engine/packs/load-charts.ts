import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';

export type ChartRenderer = typeof import('#charts/render-svg.tsx');

let loaded: Promise<ChartRenderer> | null = null;

/** Node runs `.ts` by itself but not `.tsx`: these few files go through esbuild when the first pack is made, in about 50 ms. */
function registerTsx(): void {
  const require = createRequire(import.meta.url);
  let transformSync: typeof import('esbuild').transformSync | null = null;
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.tsx')) return next(url, context);
      transformSync ??= (require('esbuild') as typeof import('esbuild')).transformSync;
      const source = readFileSync(new URL(url), 'utf8');
      const { code } = transformSync(source, { loader: 'tsx', jsx: 'automatic', format: 'esm', target: 'es2024' });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}

/** The chart components of the screen, for drawing on paper; loaded once, on first use. */
export function loadCharts(): Promise<ChartRenderer> {
  if (!loaded) {
    registerTsx();
    loaded = import('#charts/render-svg.tsx');
  }
  return loaded;
}
