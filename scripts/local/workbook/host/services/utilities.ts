/** `Utilities`: hashes, encodings, dates, waiting. Bytes are signed, -128 to 127, as Java's. */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { mismatch, oneOf, text } from '../arguments.ts';
import { formatInstant } from '../dates.ts';
import { type EnumValue, notImitated, Service } from '../realm.ts';
import { Blob } from './blob.ts';
import { CHARSET, DIGEST, MAC } from './enums.ts';

const LONGEST_SLEEP = 300_000;

export class Utilities extends Service {
  readonly className = 'Utilities';

  get Charset() {
    return CHARSET;
  }
  get DigestAlgorithm() {
    return DIGEST;
  }
  get MacAlgorithm() {
    return MAC;
  }

  computeDigest(algorithm: unknown, value: unknown) {
    const { name } = oneOf(algorithm, 'DigestAlgorithm', 'Utilities.computeDigest');
    return signed(createHash(hashName(name)).update(bytesOf(value, 'computeDigest')).digest());
  }

  computeHmacSignature(algorithm: unknown, value: unknown, key: unknown) {
    return hmac(oneOf(algorithm, 'MacAlgorithm', 'Utilities.computeHmacSignature'), value, key);
  }

  computeHmacSha256Signature(value: unknown, key: unknown) {
    return hmac(MAC.HMAC_SHA_256, value, key);
  }

  base64Encode(data: unknown) {
    return bytesOf(data, 'base64Encode').toString('base64');
  }

  base64EncodeWebSafe(data: unknown) {
    return bytesOf(data, 'base64EncodeWebSafe').toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  }

  base64Decode(encoded: unknown) {
    return decoded(text(encoded, 'Utilities.base64Decode'), /^[A-Za-z0-9+/]*={0,2}$/);
  }

  base64DecodeWebSafe(encoded: unknown) {
    return decoded(text(encoded, 'Utilities.base64DecodeWebSafe'), /^[A-Za-z0-9_-]*={0,2}$/);
  }

  getUuid() {
    return randomUUID();
  }

  formatDate(date: unknown, timeZone: unknown, format: unknown) {
    if (!(date instanceof Date)) throw mismatch('Utilities.formatDate', [date, timeZone, format]);
    return formatInstant(
      date.getTime(),
      text(timeZone, 'Utilities.formatDate'),
      text(format, 'Utilities.formatDate'),
    );
  }

  formatString(): never {
    throw notImitated('Utilities.formatString');
  }

  newBlob(data: unknown, type: unknown = null, name: unknown = null) {
    const bytes = bytesOf(data, 'newBlob');
    return new Blob(
      this.run,
      bytes,
      type === null ? null : String(type),
      name === null ? null : String(name),
    );
  }

  gzip(blob: unknown) {
    if (!(blob instanceof Blob)) throw mismatch('Utilities.gzip', [blob]);
    return new Blob(this.run, gzipSync(blob.bytes), 'application/x-gzip', null);
  }

  ungzip(blob: unknown) {
    if (!(blob instanceof Blob)) throw mismatch('Utilities.ungzip', [blob]);
    return new Blob(this.run, gunzipSync(blob.bytes), null, null);
  }

  /** The script's clock moves on by as much; this machine waits for a fraction only. */
  sleep(milliseconds: unknown) {
    const wait = Number(milliseconds);
    if (!(wait >= 0 && wait <= LONGEST_SLEEP)) throw new Error('Invalid argument: milliseconds');
    this.run.spend(wait / 1000);
    this.run.around.sleep(wait);
    this.run.around.drain();
  }
}

function hashName(name: string): string {
  if (name === 'MD2') throw notImitated('Utilities.DigestAlgorithm.MD2');
  return name.replace('_', '').toLowerCase();
}

function hmac(algorithm: EnumValue, value: unknown, key: unknown): number[] {
  const hash = hashName(algorithm.name.replace('HMAC_', ''));
  const secret = bytesOf(key, 'computeHmacSignature');
  return signed(createHmac(hash, secret).update(bytesOf(value, 'computeHmacSignature')).digest());
}

function bytesOf(data: unknown, method: string): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof Blob) return Buffer.from(data.bytes);
  if (Array.isArray(data)) return Buffer.from(data.map((byte) => Number(byte) & 0xff));
  throw mismatch(`Utilities.${method}`, [data]);
}

function signed(bytes: Uint8Array): number[] {
  return [...Int8Array.from(bytes)];
}

function decoded(encoded: string, alphabet: RegExp): number[] {
  if (!alphabet.test(encoded)) throw new Error('Could not decode string.');
  return signed(Buffer.from(encoded, 'base64'));
}
