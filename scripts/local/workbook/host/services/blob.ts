/** `Blob`: bytes with a type and a name. */
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';

export class Blob extends Service {
  readonly className = 'Blob';
  bytes: Uint8Array;
  type: string | null;
  private name: string | null;

  constructor(run: Execution, bytes: Uint8Array, type: string | null, name: string | null) {
    super(run);
    this.bytes = bytes;
    this.type = type;
    this.name = name;
  }

  /** Signed bytes, as Java's. */
  getBytes() {
    return [...Int8Array.from(this.bytes)];
  }

  getContentType() {
    return this.type;
  }

  getDataAsString(charset: unknown = 'UTF-8') {
    return new TextDecoder(String(charset)).decode(this.bytes);
  }

  getName() {
    return this.name;
  }

  setName(name: unknown) {
    this.name = String(name);
    return this;
  }

  setContentType(type: unknown) {
    this.type = type === null ? null : String(type);
    return this;
  }

  setDataFromString(data: unknown) {
    this.bytes = Buffer.from(String(data));
    return this;
  }
}
