/** Durability: what was acknowledged is there after any crash; a damaged folder is left as it is, and said so. */
import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RevisionMessage } from '../../../../scripts/local/workbook/protocol.ts';
import { Sequencer } from '../../../../scripts/local/workbook/server/sequencer.ts';
import { openTab, startScript, temporaryFolder } from './harness.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const journal = () => join(folder, 'revisions.log');

function revision(from: string, to: string, text = 'x'): RevisionMessage {
  return {
    type: 'REMOTE_REVISION',
    version: 1,
    serverRevisionId: from,
    nextRevisionId: to,
    clientId: 'c',
    commands: [],
    text,
  };
}

async function written(...ids: readonly string[]): Promise<void> {
  const sequencer = await Sequencer.open(folder);
  let from = sequencer.state().revisions.at(-1)?.nextRevisionId ?? 'START_REVISION';
  for (const id of ids) {
    await sequencer.submit(revision(from, id), 1);
    from = id;
  }
  await sequencer.close();
}

async function stored(): Promise<readonly (string | undefined)[]> {
  const sequencer = await Sequencer.open(folder);
  const ids = sequencer.state().revisions.map((message) => message.nextRevisionId);
  await sequencer.close();
  return ids;
}

describe('The sequencer', () => {
  test('takes a revision that follows on the current one, drops any other, and tells everybody of those it took', async () => {
    const sequencer = await Sequencer.open(folder);
    const heard: string[] = [];
    sequencer.listen((message, origin) => heard.push(`${message.nextRevisionId} from ${origin}`));
    await Promise.all([
      sequencer.submit(revision('START_REVISION', 'a'), 1),
      sequencer.submit(revision('START_REVISION', 'b'), 2),
      sequencer.submit(revision('a', 'c'), 'host'),
      sequencer.submit(revision('a', 'c'), 'host'),
    ]);
    expect(heard).toEqual(['a from 1', 'c from host']);
    await sequencer.close();
    expect(await stored()).toEqual(['a', 'c']);
  });

  test('drops the undoing of what a snapshot has swallowed, which would break every later start', async () => {
    await written('a');
    const sequencer = await Sequencer.open(folder);
    await sequencer.snapshot('a', {});
    const from = String(sequencer.state().data?.revisionId);
    const undo = {
      type: 'REVISION_UNDONE',
      version: 1,
      serverRevisionId: from,
      nextRevisionId: 'b',
      undoneRevisionId: 'a',
    };
    await sequencer.submit(undo, 1);
    expect(sequencer.journalSize).toBe(0);
    await sequencer.close();
  });

  test('passes on where people are without keeping it', async () => {
    const sequencer = await Sequencer.open(folder);
    const heard: string[] = [];
    sequencer.listen((message) => heard.push(message.type));
    await sequencer.submit({ type: 'CLIENT_MOVED', version: 1 }, 1);
    expect([heard, sequencer.journalSize]).toEqual([['CLIENT_MOVED'], 0]);
    await sequencer.close();
  });

  test('has told of nothing that a kill -9 could still lose', async () => {
    const child = fork(fileURLToPath(new URL('./sequencer-child.ts', import.meta.url)), [folder], {
      execArgv: [],
    });
    const acknowledged: string[] = [];
    await new Promise<void>((resolve, reject) => {
      child.on('message', (id) => {
        acknowledged.push(String(id));
        if (acknowledged.length === 50) child.kill('SIGKILL');
      });
      child.on('exit', () => resolve());
      child.on('error', reject);
    });
    const kept = await stored();
    expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
  });

  test.each([
    ['half a line', 'deadbeef {"type":"REMO'],
    ['a line with a wrong checksum', 'deadbeef {"type":"REMOTE_REVISION"}\n'],
    ['zeros', '\0\0\0\0'],
  ])('drops %s at the end, and writes on behind what is whole', async (_, tail) => {
    await written('a', 'b');
    appendFileSync(journal(), tail);
    expect(await stored()).toEqual(['a', 'b']);
    await written('c');
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  test('refuses a journal that is broken in the middle, names the file and leaves it as it is', async () => {
    await written('a', 'b', 'c');
    const broken = readFileSync(journal(), 'utf8').replace('"b"', '"B"');
    writeFileSync(journal(), broken);
    await expect(Sequencer.open(folder)).rejects.toThrow(
      `${journal()} is broken in line 2. Nothing was changed`,
    );
    expect(readFileSync(journal(), 'utf8')).toBe(broken);
  });

  test('refuses a broken snapshot by name', async () => {
    writeFileSync(join(folder, 'snapshot.json'), '{"revisionId":');
    await expect(Sequencer.open(folder)).rejects.toThrow(
      `${join(folder, 'snapshot.json')} is broken. Nothing was changed`,
    );
  });

  test('starts from its snapshot and what came after, also when the crash came between snapshot and clearing', async () => {
    await written('a', 'b');
    const before = readFileSync(journal());
    const sequencer = await Sequencer.open(folder);
    await sequencer.snapshot('a', { stale: true });
    expect(sequencer.state().revisions).toHaveLength(2);
    await sequencer.snapshot('b', { sheets: ['kept'] });
    await sequencer.close();
    writeFileSync(journal(), before);
    const again = await Sequencer.open(folder);
    const { data, revisions } = again.state();
    expect([data?.sheets, revisions, again.journalSize]).toEqual([['kept'], [], 0]);
    await again.submit(revision(String(data?.revisionId), 'c'), 1);
    await again.close();
    expect(await stored()).toEqual(['c']);
  });

  test('keeps its folder to one process, and takes over from one that died', async () => {
    const sequencer = await Sequencer.open(folder);
    await expect(Sequencer.open(folder)).rejects.toThrow(`in use by process ${process.pid}`);
    await sequencer.close();
    writeFileSync(join(folder, 'lock'), '999999999 1\n');
    expect(await stored()).toEqual([]);
    expect(readdirSync(folder)).not.toContain('lock');
  });

  test('says in one line that a folder cannot be made', async () => {
    const inside = join(folder, 'a-file', 'workbook');
    writeFileSync(join(folder, 'a-file'), '');
    await expect(Sequencer.open(inside)).rejects.toThrow(`The folder ${inside} cannot be made (ENOTDIR).`);
  });
});

describe('A workbook', () => {
  const code = `
    function write(text) {
      var sheet = SpreadsheetApp.getActive().getSheetByName('Sheet1');
      sheet.getRange('A1').setValue(text).setNote('note of ' + text);
      sheet.getRange('B:B').addDeveloperMetadata('field', text);
      return SpreadsheetApp.getActive().getId();
    }
    function read() {
      var sheet = SpreadsheetApp.getActive().getSheetByName('Sheet1');
      var found = SpreadsheetApp.getActive().createDeveloperMetadataFinder().find()[0];
      return [sheet.getRange('A1').getValue(), sheet.getRange('A1').getNote(), found.getValue(), SpreadsheetApp.getActive().getId()];
    }`;

  test('closed and started again is as it was, from a snapshot', async () => {
    const first = await startScript(code, { dataDir: folder });
    const id = await first.call('write', 'kept');
    await first.close();
    expect(readFileSync(journal(), 'utf8')).toBe('');
    const second = await startScript(code, { dataDir: folder });
    expect(await second.call('read')).toEqual(['kept', 'note of kept', 'kept', id]);
    await second.close();
  });

  test('killed and started again has everything that a script had been told was written', async () => {
    const child: ChildProcess = fork(fileURLToPath(new URL('./host-child.ts', import.meta.url)), [folder], {
      execArgv: [],
    });
    const id = await new Promise((resolve) => child.once('message', resolve));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const again = await startScript(code, { dataDir: folder });
    expect(await again.call('read')).toEqual([
      'from the child',
      'note of from the child',
      'from the child',
      id,
    ]);
    await again.close();
  });

  test('tells open browsers of a snapshot, after which they go on and undo nothing older', async () => {
    const script = await startScript(code, { dataDir: folder });
    const tab = await openTab(script.host);
    tab.model.dispatch('UPDATE_CELL', { sheetId: 'Sheet1', row: 5, col: 0, content: 'typed' });
    await script.call('write', 'x');
    await script.host.close();
    expect(tab.received.at(-1)?.type).toBe('SNAPSHOT_CREATED');
    tab.leave();
    const again = await startScript(code, { dataDir: folder });
    const late = await openTab(again.host);
    expect(late.shown('Sheet1', 5, 0)).toBe('typed');
    await again.close();
    await script.close();
  });

  test('does not start without its add-on, and says what to do', async () => {
    await expect(startScript(code, { dataDir: folder, bundleDir: join(folder, 'nowhere') })).rejects.toThrow(
      'Code.js is missing',
    );
    expect(readdirSync(folder)).not.toContain('lock');
  });
});
