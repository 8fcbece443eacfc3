import packageJson from '../../package.json' with { type: 'json' };

/** Version of the engine, one of a figure's four coordinates. */
export const engineVersion: string = packageJson.version;
