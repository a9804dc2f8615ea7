/** Made-up people: no one's name, Ofcom's drama numbers, example.com addresses. */
import type { Random } from './random.ts';

export interface Person {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly postcode: string;
  readonly address: string;
}

const FIRST = [
  'Aisha',
  'Alan',
  'Amelia',
  'Andrew',
  'Anita',
  'Beth',
  'Brian',
  'Callum',
  'Carol',
  'Chloé',
  'Colin',
  'Daniel',
  'Deepa',
  'Derek',
  'Eilidh',
  'Elaine',
  'Emma',
  'Ewan',
  'Farah',
  'Fiona',
  'Gareth',
  'George',
  'Grace',
  'Harriet',
  'Hassan',
  'Helen',
  'Ian',
  'Imran',
  'Isla',
  'Jack',
  'Janet',
  'Jasmine',
  'Joan',
  'José',
  'Julie',
  'Karen',
  'Keith',
  'Kiran',
  'Laura',
  'Liam',
  'Linda',
  'Malcolm',
  'Margaret',
  'Megan',
  'Mohammed',
  'Nadia',
  'Neil',
  'Nia',
  'Niamh',
  'Olu',
  'Oscar',
  'Patricia',
  'Paul',
  'Priya',
  'Rachel',
  'Rhys',
  'Rosa',
  'Ruth',
  'Sam',
  'Sandra',
  'Seán',
  'Sheila',
  'Simon',
  'Tariq',
  'Tom',
  'Tracey',
  'Una',
  'Victor',
  'Wendy',
  'Yusuf',
  'Zoë',
] as const;

const LAST = [
  'Abbott',
  'Ahmed',
  'Ashby',
  'Bailey',
  'Barlow',
  'Begum',
  'Bell',
  'Bright',
  'Campbell',
  'Carter',
  'Chandra',
  'Clarke',
  'Cole',
  'Davies',
  "D'Arcy",
  'Doyle',
  'Ellis',
  'Evans',
  'Farrell',
  'Fletcher',
  'Foster',
  'Gill',
  'Goodwin',
  'Grant',
  'Hall',
  'Harper',
  'Hughes',
  'Hussain',
  'Iqbal',
  'Jenkins',
  'Kaur',
  'Kelly',
  'Khan',
  'Lowe',
  'MacLeod',
  'Marsh',
  'Mistry',
  'Moore',
  'Morgan',
  'Nolan',
  "O'Neill",
  'Okafor',
  'Owen',
  'Parry',
  'Patel',
  'Pearce',
  'Quinn',
  'Rees',
  'Rossi',
  'Rowe',
  'Sharma',
  'Shaw',
  'Singh',
  'Smith-Jones',
  'Stone',
  'Sutton',
  'Taylor',
  'Thorne',
  'Turner',
  'Vaughan',
  'Walsh',
  'Webb',
  'Whitby',
  'Young',
] as const;

const STREETS = [
  'Acacia Avenue',
  'Beech Close',
  'Chapel Lane',
  'Church Road',
  'Elm Grove',
  'High Street',
  'Kingfisher Way',
  'Mill Lane',
  'Orchard Drive',
  'Park Road',
  'Queens Terrace',
  'Station Road',
  'The Crescent',
  'Victoria Street',
] as const;

const TOWNS = [
  ['Leeds', 'LS'],
  ['York', 'YO'],
  ['Hull', 'HU'],
  ['Bristol', 'BS'],
  ['Exeter', 'EX'],
  ['Derby', 'DE'],
  ['Norwich', 'NR'],
  ['Cardiff', 'CF'],
  ['Swansea', 'SA'],
  ['Perth', 'PH'],
  ['Preston', 'PR'],
  ['Reading', 'RG'],
] as const;

/** One made-up person; `n` keeps e-mail addresses apart. */
export function person(random: Random, n: number): Person {
  const first = random.pick(FIRST);
  const last = random.pick(LAST);
  const [town, area] = random.pick(TOWNS);
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const letter = () => letters.charAt(random.whole(0, letters.length - 1));
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
  return {
    first,
    last,
    email: `${plain(first)}.${plain(last)}${n}@example.${random.chance(0.7) ? 'com' : 'org'}`,
    postcode: `${area}${random.whole(1, 28)} ${random.whole(1, 9)}${letter()}${letter()}`,
    address: `${random.whole(1, 180)} ${random.pick(STREETS)}, ${town}`,
  };
}

/** The `n`th of Ofcom's 1,000 drama mobiles (07700 900000–900999), in E.164. */
export function dramaMobile(n: number): string {
  return `+447700900${String(n % 1_000).padStart(3, '0')}`;
}

/** The `n`th of Ofcom's 1,000 drama landlines (01632 960000–960999), in E.164. */
export function dramaLandline(n: number): string {
  return `+441632960${String(n % 1_000).padStart(3, '0')}`;
}
