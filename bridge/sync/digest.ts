/** What the sheet was told of recent changes, in a few hundred characters: which revisions, without listing them. */
import { hash } from 'node:crypto';

export const BUCKETS = 64;
/** 48 bits a bucket: one change in 2^48 would go unnoticed until the next audit. */
const WIDTH = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One hash for each bucket of leads: the exclusive or of the hashes of their (id, revision) pairs. Order does not matter. */
export class Digest {
  private readonly bytes = new Uint8Array(BUCKETS * WIDTH);

  /** Puts a pair in; the same pair again takes it out. */
  toggle(id: string, rev: string): void {
    const start = bucketOf(id) * WIDTH;
    const pair = hash('sha256', JSON.stringify([id, rev]), 'buffer');
    for (let i = 0; i < WIDTH; i++) this.bytes[start + i] = (this.bytes[start + i] ?? 0) ^ (pair[i] ?? 0);
  }

  /** One bucket's hash as eight characters. */
  at(bucket: number): string {
    return Buffer.from(this.bytes.subarray(bucket * WIDTH, (bucket + 1) * WIDTH)).toString('base64url');
  }

  /** Takes one bucket's hash over from another digest. */
  copy(bucket: number, from: Digest): void {
    this.bytes.set(from.bytes.subarray(bucket * WIDTH, (bucket + 1) * WIDTH), bucket * WIDTH);
  }

  /** The buckets that are not empty, nine characters each: at most 576. */
  toString(): string {
    let text = '';
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const mark = this.at(bucket);
      if (mark !== EMPTY) text += ALPHABET.charAt(bucket) + mark;
    }
    return text;
  }

  /** Reads what `toString` wrote; null for anything else. */
  static parse(text: string): Digest | null {
    if (!/^(?:[\w-]{9}){0,64}$/.test(text)) return null;
    const digest = new Digest();
    for (let at = 0; at < text.length; at += 9) {
      const mark = Buffer.from(text.slice(at + 1, at + 9), 'base64url');
      digest.bytes.set(mark, ALPHABET.indexOf(text.charAt(at)) * WIDTH);
    }
    return digest;
  }
}

const EMPTY = 'A'.repeat(8);

/** The bucket of a lead, 0–63: FNV-1a's bits folded. Asked many times over, so it is cheap. */
export function bucketOf(id: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) bits = Math.imul(bits ^ id.charCodeAt(i), 0x01000193);
  return (bits ^ (bits >>> 9) ^ (bits >>> 18)) & (BUCKETS - 1);
}
