/** Ids that were seen a short while ago, in this process's memory. */

/** A bounded set that forgets: an id after `forMs`, and the oldest one when there are more than `most`. */
export class Remembered {
  /** Id → when it is forgotten, in the order of arrival. */
  private readonly until = new Map<string, number>();
  private readonly forMs: number;
  private readonly most: number;

  constructor(forMs: number, most: number) {
    this.forMs = forMs;
    this.most = most;
  }

  has(id: string, now = Date.now()): boolean {
    const until = this.until.get(id);
    return until !== undefined && until > now;
  }

  add(id: string, now = Date.now()): void {
    this.until.delete(id);
    this.until.set(id, now + this.forMs);
    for (const [oldest, until] of this.until) {
      if (until > now && this.until.size <= this.most) break;
      this.until.delete(oldest);
    }
  }
}
