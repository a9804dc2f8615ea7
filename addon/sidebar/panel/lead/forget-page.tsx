/** Forget this person: what is held, a copy of it first, a typed confirmation, and what is gone and what is left. */
import { useState } from 'preact/hooks';
import type { Forgotten } from '../../../calls.ts';
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import type { PersonResponse } from '../../../model/wire.ts';
import { faultOf } from '../../faults.ts';
import { Notice } from '../../ui/notice.tsx';
import { Pending } from '../../ui/pending.tsx';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { useAnswer } from '../use-answer.ts';
import { ForgetForm } from './forget-form.tsx';
import { ForgetResult } from './forget-result.tsx';
import { HeldList } from './held-list.tsx';

type ForgetPageProps = PageProps & { readonly campaign: CampaignId; readonly lead: LeadId };

export function ForgetPage(props: ForgetPageProps) {
  const [forgotten, setForgotten] = useState<Forgotten | null>(null);
  // Under this page lies that of a lead which is gone.
  const actions = forgotten ? { ...props.actions, back: props.actions.home } : props.actions;
  return (
    <PageFrame title="Forget this person" {...props} actions={actions}>
      {forgotten ? (
        <ForgetResult forgotten={forgotten} onHome={props.actions.home} />
      ) : props.state.rights.includes('delete') ? (
        <Choosing {...props} onDone={setForgotten} />
      ) : (
        <Notice tone="warn" title="You may not erase people here">
          Only people who were named for it may. Ask whoever looks after this spreadsheet to add you under
          People. Nothing was done.
        </Notice>
      )}
    </PageFrame>
  );
}

function Choosing(props: ForgetPageProps & { readonly onDone: (forgotten: Forgotten) => void }) {
  const { ask, actions, panel, campaign, lead, onDone } = props;
  const person = useAnswer(() => ask('person', { campaign, lead }), lead);
  const [broke, setBroke] = useState<string | null>(null);
  const key = `forget ${lead}`;
  const busy = panel.doing?.what === 'page' && panel.doing.key === key;
  const erase = (held: PersonResponse) =>
    void actions.perform(key, async ({ takeFrom }) => {
      setBroke(null);
      try {
        const leads = held.leads.map(({ id }) => id);
        onDone(await takeFrom(() => ask('forgetPerson', { campaign, lead, leads })));
      } catch (error) {
        setBroke(faultOf(error).message);
      }
      return null;
    });
  if (!person.value)
    return (
      <Pending
        what="what is held about this person"
        failure={person.failure}
        busy={person.waiting}
        onRetry={person.again}
      />
    );
  return (
    <>
      <HeldList held={person.value} />
      <ForgetForm held={person.value} busy={busy} onErase={erase} />
      {broke === null ? null : (
        <Notice tone="bad" urgent title="It did not come to its end">
          <p>{broke}</p>
          <p>
            What was erased until then stays erased. The rest is finished by itself as soon as Sanity can be
            reached, or when you press the button again.
          </p>
        </Notice>
      )}
    </>
  );
}
