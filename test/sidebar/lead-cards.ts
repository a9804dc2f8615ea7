/** Made-up leads as the server answers them, for tests of the card. */
import type { LeadBackground, LeadCard } from '../../addon/answers/lead.ts';
import { type CampaignId, isCampaignId, isLeadId, type LeadId } from '../../addon/model/lead.ts';

export function leadIdOf(text: string): LeadId {
  if (!isLeadId(text)) throw new Error(`"${text}" is no id.`);
  return text;
}

export function campaignIdOf(text: string): CampaignId {
  if (!isCampaignId(text)) throw new Error(`"${text}" is no id.`);
  return text;
}

export const SPRING = campaignIdOf('campaign.spring');
export const PRIYA = leadIdOf('lead.test-0001.1');

export function priya(changes: Partial<LeadCard> = {}): LeadCard {
  return {
    campaign: SPRING,
    lead: PRIYA,
    row: 12,
    texts: {
      contactStatus: 'HOT',
      firstName: 'Priya',
      secondName: 'Patel',
      phoneNumber: '07700 900123',
      emailAddress: 'priya@example.com',
      postcode: 'SW1A 1AA',
      address: '12 High Street\nLondon',
      enquiryDate: 'March 2023',
      notes: 'Call after six',
      m1Sent: '12:05 20/10/2025',
      replyReceived: '12:32 28/10/2025',
      latestLeadReply: 'Hi Sophie, I may come back to this next year',
      leadSentiment: 'POSITIVE',
      finalStatus: '',
      manualMode: 'NO',
      assignedTo: 'Alex',
      callBookedTime: '14:30 01/12/2099',
      calBookingUrl: 'https://example.com/booking/1',
      archived: 'No',
    },
    extras: [
      { name: 'Roof type', text: 'gable' },
      { name: 'Source', text: 'Trade fair' },
    ],
    dial: '+447700900123',
    messages: [
      {
        speaker: 'agent',
        name: 'AI',
        at: null,
        text: 'Hi Priya! Is this the same Priya that enquired about solar panels?',
      },
      {
        speaker: 'agent',
        name: 'AI',
        at: '2025-10-28T12:31',
        text: 'Just checking in one last time, Priya.',
      },
      {
        speaker: 'lead',
        name: 'Priya',
        at: '2025-10-28T12:32',
        text: 'Hi Sophie,\nI may come back to this next year\n\nThanks for chasing',
      },
      {
        speaker: 'colleague',
        name: 'MANUAL',
        at: '2025-10-30T19:06',
        text: 'Hello Priya, Alex here. Shall I ring you after six?',
      },
    ],
    shortened: false,
    saved: true,
    ...changes,
  };
}

export function knownOf(changes: Partial<LeadBackground> = {}): LeadBackground {
  return {
    lead: PRIYA,
    messages: [],
    unreadMessages: 0,
    changes: [
      {
        at: '2025-10-30T19:06:00.000Z',
        by: 'sheet',
        kind: 'changed',
        values: [
          { field: 'contactStatus', before: 'WARM', after: 'HOT' },
          { field: 'notes', before: null, after: 'Call after six' },
        ],
      },
      {
        at: '2025-10-28T12:32:00.000Z',
        by: 'other',
        kind: 'changed',
        values: [{ field: 'replyReceived', before: null, after: '2025-10-28T12:32:00.000Z' }],
      },
      {
        at: '2025-10-01T08:00:00.000Z',
        by: 'sheet',
        kind: 'created',
        values: [{ field: 'firstName', before: null, after: 'Priya' }],
      },
    ],
    conflicts: [],
    historyFailure: null,
    ...changes,
  };
}
