/** The made-up people whose particulars fill the corpus; none of them, nor their houses, exist. */

export interface Person {
  readonly index: number;
  readonly title: string;
  readonly first: string;
  readonly last: string;
  readonly street: string;
  readonly district: string;
  readonly town: string;
  readonly county: string;
  readonly postcode: string;
  readonly email: string;
  /** The last three digits of 07700 900… and 01632 960…, the ranges that no real person has. */
  readonly digits: string;
}

const TABLE = `
Mrs|Amelia|Hartley|14 Beech Grove|Headingley|Leeds|West Yorkshire|LS6 3QT
Mr|Rhys|Pritchard|3 Heol y Bryn||Pontypridd|Rhondda Cynon Taf|CF37 2LD
Ms|Priya|Nair|27 Lockwood Avenue|Wollaton|Nottingham|Nottinghamshire|NG8 1FP
Mr|Callum|McAllister|81 Craigmount Park||Dunfermline|Fife|KY12 9QH
Mrs|Siobhan|O'Rourke|6 Rathmore Drive||Bangor|County Down|BT19 6XJ
Mr|Oliver|Fenwick|112 Station Road|Cramlington|Newcastle upon Tyne|Northumberland|NE23 8AN
Dr|Yusuf|Rahman|45 Alum Rock Crescent||Birmingham|West Midlands|B8 3PR
Miss|Megan|Tregenza|The Old Dairy, Church Lane|St Erth|Hayle|Cornwall|TR27 6HP
Mr|Tomasz|Wojcik|9 Mayfield Close||Peterborough|Cambridgeshire|PE4 7GD
Mrs|Jean|Ashworth|58 Rochdale Old Road||Bury|Lancashire|BL9 7LR
Mr|Harvinder|Gill|201 Uxbridge Road|Hayes|London|Middlesex|UB4 0SE
Ms|Charlotte|Lacey-Brown|2a Priory Mews||Lewes|East Sussex|BN7 2QS
Mr|Declan|Murphy|33 Linden Way||Luton|Bedfordshire|LU3 2NW
Mrs|Margaret|Inskip|Rose Cottage, Mill Lane|Hadleigh|Ipswich|Suffolk|IP7 5EZ
Mr|Kwame|Boateng|19 Falcon Court||Croydon|Surrey|CR0 4YD
Miss|Ffion|Gwilym|7 Maes yr Haf||Llanelli|Carmarthenshire|SA15 3PW
Mr|Barry|Stubbs|76 Doncaster Road|Wath|Rotherham|South Yorkshire|S63 7AX
Mrs|Fatima|Siddiqui|12 Manningham Terrace||Bradford|West Yorkshire|BD8 9JT
Mr|Gareth|Bevan|5 Cwrt Newydd||Swansea|West Glamorgan|SA5 7HB
Ms|Isla|Drummond|38 Kirkton Brae||Inverurie|Aberdeenshire|AB51 4RU
Mr|Nigel|Thackeray|4 Orchard Rise||Taunton|Somerset|TA1 3SL
Mrs|Chloe|Summerfield|165 Victoria Street|Southsea|Portsmouth|Hampshire|PO5 2HD
Mr|Adebayo|Okafor|92 Thamesmead Walk||London|Greater London|SE28 8NT
Mrs|Joanna|Kowalczyk|24 Windmill Hill||Crewe|Cheshire|CW2 6TY
Mr|Stewart|Laidlaw|11 Eildon View||Galashiels|Selkirkshire|TD1 2BW
Ms|Zara|Hussain|63 Birch Lane|Longsight|Manchester|Greater Manchester|M13 0WN
Mr|Peter|St John|Flat 3, 40 Marine Parade||Worthing|West Sussex|BN11 3QA
Mrs|Dorothy|Wigglesworth|29 Skipton Old Road||Colne|Lancashire|BB8 0RF
Mr|Liam|Gallacher|17 Glencairn Street||Motherwell|Lanarkshire|ML1 1TR
Miss|Hannah|Birtwistle|8 Weavers Fold|Darwen|Blackburn|Lancashire|BB3 2NH
Mr|Mohammed|Iqbal|144 Stratford Road|Sparkhill|Birmingham|West Midlands|B11 1AE
Mrs|Eleanor|de Vries|1 Quayside Gardens||Exeter|Devon|EX2 4XU
Mr|Winston|Clarke|52 Easton Hill||Bristol|Avon|BS5 6QN
Ms|Anneka|Lindqvist|36 Castle Meadow||Norwich|Norfolk|NR1 3GT
Mr|Keith|Ramsbottom|20 Hawthorn Drive||Burnley|Lancashire|BB10 4PE
Mrs|Nicola|Fairweather|15 Links Road||Montrose|Angus|DD10 8SW
Mr|Dafydd|ap Ifan|Bryn Teg, Lon Isaf|Menai Bridge|Bangor|Gwynedd|LL57 1YA
Mrs|Sunita|Patel|88 Melton Road|Belgrave|Leicester|Leicestershire|LE4 6QB
Mr|George|Papadakis|31 Palmers Avenue||Enfield|Middlesex|EN2 7JD
Miss|Bethany|Cole|10 Pinfold Lane||Wakefield|West Yorkshire|WF2 8LU
Mr|Alan|Postlethwaite|47 Fell View||Kendal|Cumbria|LA9 5HN
Mrs|Grace|Adeyemi|73 Crownfield Road|Leyton|London|Essex|E15 2AB
Mr|Finlay|Mackenzie|2 Harbour Row||Ullapool|Ross-shire|IV26 2TE
Ms|Tamsin|Pengelly|13 Fore Street||Bodmin|Cornwall|PL31 2JR
Mr|Ravi|Chaudhry|26 Meadowcroft||Slough|Berkshire|SL1 6DX
Mrs|Sheila|Bottomley|60 Huddersfield Road||Holmfirth|West Yorkshire|HD9 3TT
Mr|Connor|Doyle|5 Ashgrove Park||Newry|County Armagh|BT34 1PF
Miss|Lucy|Wainwright|34 The Paddocks||Stafford|Staffordshire|ST17 4LG
`;

/** The manners in which people choose their e-mail addresses. */
const ADDRESSES: readonly ((first: string, last: string, born: number) => string)[] = [
  (first, last) => `${first}.${last}@example.com`,
  (first, last) => `${first.charAt(0)}${last}@example.org`,
  (first, last, born) => `${first}${last}${born}@example.com`,
  (_, last) => `the${last}s@example.net`,
  (first, last) => `${last}.${first.charAt(0)}@example.com`,
  (first, _, born) => `${first}_${born}@example.org`,
  (first, last) => `${first}-${last}@example.net`,
];

export const PEOPLE: readonly Person[] = TABLE.trim()
  .split('\n')
  .map((line, index) => {
    const [
      title = '',
      first = '',
      last = '',
      street = '',
      district = '',
      town = '',
      county = '',
      postcode = '',
    ] = line.split('|');
    const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
    const address = ADDRESSES[index % ADDRESSES.length];
    const email = address ? address(plain(first), plain(last), 52 + ((index * 7) % 48)) : '';
    const digits = String((index * 181 + 127) % 1000).padStart(3, '0');
    return { index, title, first, last, street, district, town, county, postcode, email, digits };
  });
