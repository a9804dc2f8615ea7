/** Lists of leads as real tools and people head them, with the place where a careful person would put each column. */
import { ADS } from './header-sets/ads.ts';
import { CRM } from './header-sets/crm.ts';
import { FORMS } from './header-sets/forms.ts';
import { HANDMADE } from './header-sets/handmade.ts';
import { LISTS } from './header-sets/lists.ts';
import type { HeaderSet } from './header-sets/make.ts';
import { TOOLS } from './header-sets/tools.ts';

export type { HeaderColumn, HeaderSet, Target } from './header-sets/make.ts';

/** Written without regard to how the import decides, so that it can be measured against them. */
export const HEADER_SETS: readonly HeaderSet[] = [...CRM, ...ADS, ...FORMS, ...TOOLS, ...LISTS, ...HANDMADE];
