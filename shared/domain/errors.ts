export interface ParleyErrorInit {
  /** Where in the input or object the error stands, as a JSON pointer or `file:line:column`. */
  path?: string;
  /** Facts for programs; never personal data. */
  data?: Record<string, unknown>;
}

/**
 * The one error class of Parley: what was expected, where, what came, and what to do.
 * @param code stable upper-case name for programs, such as `E_NOT_WORKSPACE`.
 * @param message a whole sentence for people; holds no personal data.
 */
export class ParleyError extends Error {
  readonly code: string;
  readonly path?: string;
  readonly data?: Record<string, unknown>;

  constructor(code: string, message: string, init: ParleyErrorInit = {}) {
    super(message);
    this.name = 'ParleyError';
    this.code = code;
    if (init.path !== undefined) this.path = init.path;
    if (init.data !== undefined) this.data = init.data;
  }

  toJSON(): { code: string; message: string; path?: string; data?: Record<string, unknown> } {
    const json: { code: string; message: string; path?: string; data?: Record<string, unknown> } = {
      code: this.code,
      message: this.message,
    };
    if (this.path !== undefined) json.path = this.path;
    if (this.data !== undefined) json.data = this.data;
    return json;
  }
}
