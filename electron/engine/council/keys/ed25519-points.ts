/** A point of edwards25519 in extended coordinates. */
export interface Point {
  x: bigint;
  y: bigint;
  z: bigint;
  t: bigint;
}

const p = 2n ** 255n - 19n;
/** The order of the prime subgroup. */
export const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n;
const identity: Point = { x: 0n, y: 1n, z: 1n, t: 0n };
const d = mod(-121665n * inverse(121666n));
const squareRootOfMinusOne = power(2n, (p - 1n) / 4n);

/** Why 32 bytes are no canonical encoding of a point, or the point. RFC 8032, section 5.1.3, strictly: y below p, no negative zero. */
export function decodePoint(bytes: Uint8Array): Point | 'notCanonical' | 'notOnCurve' {
  const encoded = littleEndian(bytes);
  const sign = encoded >> 255n;
  const y = encoded & (2n ** 255n - 1n);
  if (y >= p) return 'notCanonical';
  const u = mod(y * y - 1n);
  const v = mod(d * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (p - 5n) / 8n));
  const vxx = mod(v * x * x);
  if (vxx === mod(-u)) x = mod(x * squareRootOfMinusOne);
  else if (vxx !== u) return 'notOnCurve';
  if (x === 0n && sign === 1n) return 'notCanonical';
  if ((x & 1n) !== sign) x = mod(-x);
  return { x, y, z: 1n, t: mod(x * y) };
}

/** Whether a point's order divides 8: everything signed under such a key verifies, whoever signed. */
export function hasLowOrder(point: Point): boolean {
  return isIdentity(multiply(point, 8n));
}

/** Whether a point lies in the subgroup that honest keys come from. */
export function isInPrimeSubgroup(point: Point): boolean {
  return isIdentity(multiply(point, groupOrder));
}

/** Bytes as a number, least significant first. */
export function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index]!);
  return value;
}

function multiply(point: Point, scalar: bigint): Point {
  let sum = identity;
  let doubled = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, doubled);
    doubled = add(doubled, doubled);
  }
  return sum;
}

function add(left: Point, right: Point): Point {
  const a = mod((left.y - left.x) * (right.y - right.x));
  const b = mod((left.y + left.x) * (right.y + right.x));
  const c = mod(2n * d * left.t * right.t);
  const e = mod(2n * left.z * right.z);
  const [f, g, h, i] = [b - a, e - c, e + c, b + a];
  return { x: mod(f * g), y: mod(h * i), z: mod(g * h), t: mod(f * i) };
}

function isIdentity(point: Point): boolean {
  return point.x === 0n && point.y === point.z;
}

function mod(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = mod(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

function inverse(value: bigint): bigint {
  return power(value, p - 2n);
}
