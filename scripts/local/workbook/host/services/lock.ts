/** `LockService`. Executions take turns here, so a lock is always free to take; what it promises is kept all the same. */
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';

export class LockService extends Service {
  readonly className = 'LockService';

  getScriptLock() {
    return new Lock(this.run, 'script');
  }

  getDocumentLock() {
    return new Lock(this.run, 'document');
  }

  getUserLock() {
    return new Lock(this.run, 'user');
  }
}

export class Lock extends Service {
  readonly className = 'Lock';
  private readonly name: string;

  constructor(run: Execution, name: string) {
    super(run);
    this.name = name;
  }

  /** False for a negative time, as at Google. */
  tryLock(milliseconds: unknown) {
    if (!(Number(milliseconds) >= 0)) return false;
    this.run.locks.add(this.name);
    return true;
  }

  waitLock(milliseconds: unknown) {
    if (!(Number(milliseconds) >= 0)) {
      throw new Error('Lock timeout: another process was holding the lock for too long.');
    }
    this.run.locks.add(this.name);
  }

  hasLock() {
    return this.run.locks.has(this.name);
  }

  releaseLock() {
    this.run.locks.delete(this.name);
  }
}
