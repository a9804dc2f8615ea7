/** A process that writes revisions as fast as it can and reports each that was acknowledged, until it is killed. */
import { Sequencer } from '../../../../scripts/local/workbook/server/sequencer.ts';

const [, , folder = ''] = process.argv;
const sequencer = await Sequencer.open(folder);
sequencer.listen((message) => process.send?.(message.nextRevisionId));
let from = 'START_REVISION';
for (let i = 1; ; i++) {
  const to = `revision ${i}`;
  const message = { type: 'REMOTE_REVISION', version: 1, serverRevisionId: from, nextRevisionId: to };
  await sequencer.submit({ ...message, padding: 'x'.repeat(i % 997) }, 1);
  from = to;
}
