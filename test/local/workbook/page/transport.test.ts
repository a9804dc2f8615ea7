/** The page's transport under lost connections, with real engines at both ends of a sequencer that can be cut off. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createModel } from '../../../../scripts/local/workbook/engine/model.ts';
import type { EngineModel } from '../../../../scripts/local/workbook/engine/types.ts';
import { RevisionTransport } from '../../../../scripts/local/workbook/page/transport.ts';
import type { Boot, RevisionMessage } from '../../../../scripts/local/workbook/protocol.ts';

const START = 'START_REVISION';
const data = { revisionId: START, sheets: [{ id: 'tab', name: 'Original', colNumber: 4, rowNumber: 20 }] };

/** Orders revisions as the server does: the first that follows on the current one wins, others are dropped. */
class Sequencer {
  readonly revisions: RevisionMessage[] = [];
  readonly pages: Page[] = [];

  submit(message: RevisionMessage): void {
    const current = this.revisions.at(-1)?.nextRevisionId ?? START;
    if (message.nextRevisionId !== undefined) {
      if (message.serverRevisionId !== current) return;
      this.revisions.push(message);
    }
    for (const page of this.pages) page.hear(message);
  }

  boot(): Boot {
    return { name: 'Test', email: 'sam@example.com', data, revisions: [...this.revisions] };
  }
}

/** A page whose line can be cut in either direction. */
class Page {
  readonly model: EngineModel;
  readonly #server: Sequencer;
  readonly #transport: RevisionTransport;
  #line: 'open' | 'answers lost' | 'closed' = 'open';

  constructor(server: Sequencer, name: string) {
    this.#server = server;
    const boot = server.boot();
    const line = {
      send: (message: RevisionMessage) => {
        if (this.#line === 'closed') return false;
        server.submit(JSON.parse(JSON.stringify(message)));
        return true;
      },
      gap: () => this.reconnect(),
    };
    this.#transport = new RevisionTransport(line, boot);
    server.pages.push(this);
    this.model = createModel({
      data: boot.data,
      revisions: boot.revisions,
      transport: this.#transport,
      client: { id: name, name },
    });
  }

  hear(message: RevisionMessage): void {
    if (this.#line === 'open') this.#transport.receive(JSON.parse(JSON.stringify(message)));
  }

  cut(how: 'answers lost' | 'closed'): void {
    this.#line = how;
    if (how === 'closed') this.#transport.hold();
  }

  reconnect(): void {
    this.#transport.hold();
    this.#line = 'open';
    expect(this.#transport.resume(this.#server.boot())).toBe(true);
  }

  type(row: number, content: string): void {
    this.model.dispatch('UPDATE_CELL', { sheetId: 'tab', col: 0, row, content });
  }

  column(): string[] {
    return Array.from({ length: 20 }, (_, row) => {
      const { value } = this.model.getters.getEvaluatedCell({ sheetId: 'tab', col: 0, row });
      return String(value ?? '');
    });
  }
}

describe('the transport of a page', () => {
  test('an edit made without a connection arrives when there is one again', async () => {
    const server = new Sequencer();
    const page = new Page(server, 'a');
    const other = new Page(server, 'b');
    page.cut('closed');
    page.type(1, 'first');
    page.type(2, 'second');
    other.type(1, 'theirs');
    other.type(3, 'third');
    await settled();
    page.reconnect();
    await settled();
    expect(page.column()).toEqual(other.column());
    expect(page.column().slice(1, 4)).toEqual(['first', 'second', 'third']);
  });

  test('an edit whose confirmation was lost is not made twice', async () => {
    const server = new Sequencer();
    const page = new Page(server, 'a');
    page.cut('answers lost');
    page.type(1, 'once');
    await settled();
    page.cut('closed');
    page.reconnect();
    await settled();
    expect(page.model.session.isFullySynchronized()).toBe(true);
    expect(server.revisions).toHaveLength(1);
  });

  test('says so when the server no longer knows the last revision of the page', () => {
    const server = new Sequencer();
    const page = new Page(server, 'a');
    page.type(1, 'kept');
    const transport = new RevisionTransport({ send: () => false, gap: () => undefined }, server.boot());
    transport.hold();
    expect(
      transport.resume({ ...server.boot(), data: { ...data, revisionId: 'other' }, revisions: [] }),
    ).toBe(false);
  });

  test('pages converge and lose no row, however their connections come and go', async () => {
    const step = fc.record({
      page: fc.integer({ min: 0, max: 2 }),
      act: fc.constantFrom('type', 'type', 'type', 'answers lost', 'closed', 'reconnect'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 18 }), async (steps) => {
        const server = new Sequencer();
        const pages = ['a', 'b', 'c'].map((name) => new Page(server, name));
        const typed = new Map<number, string>();
        for (const [row, { page, act }] of steps.entries()) {
          const actor = pages[page];
          if (!actor) continue;
          if (act === 'type') {
            actor.type(row, `row ${row}`);
            typed.set(row, `row ${row}`);
          } else if (act === 'reconnect') actor.reconnect();
          else actor.cut(act);
          await settled();
        }
        for (const page of pages) page.reconnect();
        await settled();
        const wanted = Array.from({ length: 20 }, (_, row) => typed.get(row) ?? '');
        for (const page of pages) expect(page.column()).toEqual(wanted);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

/** The engine sends from promises; some of those wait for others. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => setImmediate(next));
}
