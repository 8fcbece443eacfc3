import { publicKeyPem } from '../keys/parse-public-key.ts';
import type { SignOff } from './list-sign-offs.ts';

/** What a sceptic needs to check a sign-off: `openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in message -sigfile signature`. */
export interface SignatureFiles {
  message: Uint8Array;
  /** 64 raw bytes. */
  signature: Uint8Array;
  publicKeyPem: string;
}

export function signatureFiles(signOff: SignOff): SignatureFiles {
  return {
    message: Buffer.from(signOff.message),
    signature: Buffer.from(signOff.signature, 'hex'),
    publicKeyPem: publicKeyPem(signOff.publicKey),
  };
}
