/** Names of campaigns and of a file's columns. */
import { describe, expect, test } from 'vitest';
import { COLOURS, freeColour, nameFromFile, nameProblem } from '../../../addon/model/import/campaign.ts';
import { nameHeaders } from '../../../addon/model/import/headers.ts';

describe('a campaign’s name', () => {
  test.each([
    ['', 'Give'],
    ['a/b', '“/”'],
    ['History', 'needs'],
    ['_stats', 'needs'],
    ['x'.repeat(101), '101'],
    ['ORIGINAL ', 'already'],
  ])('"%s" is refused: %s', (name, why) => {
    expect(nameProblem(name, ['Original'])).toContain(why);
  });

  test.each([
    ['solar_leads-march.csv', 'Solar leads march'],
    ['C:\\exports\\leads[1].csv', 'C exports leads 1'],
    ['2025-03-01.csv', '2025-03-01'],
    ['.csv', 'New campaign'],
    ['original.csv', 'Original 2'],
  ])('from the file "%s" comes "%s", which is free to use', (file, name) => {
    expect(nameFromFile(file, ['Original'])).toBe(name);
    expect(nameProblem(name, ['Original'])).toBeNull();
  });

  test('the colour is one that no campaign has yet', () => {
    expect(freeColour(COLOURS.slice(0, 3).map(({ hex }) => hex.toUpperCase()))).toBe(COLOURS[3]?.hex);
  });
});

describe('a file’s columns', () => {
  test('three headings alike are told apart, and the note says how', () => {
    const { headers, notes } = nameHeaders(['Name', 'name', 'Phone', 'Name', '']);
    expect(headers).toEqual(['Name', 'name (2)', 'Phone', 'Name (3)', 'Column 5']);
    expect(notes.join(' ')).toContain('“name (2)” and “Name (3)”');
  });
});
