/** Who may do what: everybody who can edit the spreadsheet, and named people beside them. */
import { useState } from 'preact/hooks';
import type { People } from '../../../model/rights.ts';
import { RIGHTS, type Right } from '../../../model/rights.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pending, Stale } from '../../ui/pending.tsx';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { useAnswer } from '../use-answer.ts';
import {
  deciders,
  emailOf,
  emailProblem,
  type Named,
  toggled,
  without,
  withPerson,
  withRights,
} from './people.ts';
import { RIGHT_WORDS } from './rights-words.ts';
import { SaveBar } from './save-bar.tsx';

const KEY = 'people';

/** What was changed and not saved, while the sidebar is open. */
const kept: { draft: People | null } = { draft: null };

export function PeoplePage(props: PageProps) {
  const { state, panel, ask, actions } = props;
  const answered = useAnswer(() => ask('people', null), state.rights.join());
  const [draft, setDraft] = useState<People | null>(kept.draft);
  const { value: people, failure, waiting, again, put } = answered;
  const keep = (next: People | null) => {
    kept.draft = next;
    setDraft(next);
  };
  const save = (next: People, said: string, before: People | null) =>
    actions.perform(KEY, async ({ ask: call, take }) => {
      put(await call('setPeople', next));
      keep(null);
      await take(() => call('state', null));
      return before ? { text: said, undo: () => void save(before, 'As before.', null) } : { text: said };
    });
  const changed = draft !== null && JSON.stringify(draft) !== JSON.stringify(people);
  return (
    <PageFrame title="People" {...props}>
      {people ? (
        <>
          <Stale what="who may do what" failure={failure} busy={waiting} onRetry={again} />
          <Rights
            people={draft ?? people}
            user={state.user}
            fixed={!state.rights.includes('people')}
            onChange={keep}
          />
          {changed ? (
            <SaveBar
              busy={panel.doing?.what === 'page' && panel.doing.key === KEY}
              problem={null}
              onSave={() => void save(draft, 'Who may do what was changed.', people)}
              onDiscard={() => keep(null)}
            />
          ) : null}
        </>
      ) : (
        <Pending what="who may do what" failure={failure} busy={waiting} onRetry={again} />
      )}
    </PageFrame>
  );
}

interface RightsProps {
  readonly people: People;
  readonly user: string;
  readonly fixed: boolean;
  readonly onChange: (people: People) => void;
}

function Rights({ people, user, fixed, onChange }: RightsProps) {
  return (
    <>
      {fixed ? <ReadOnly people={people} user={user} /> : null}
      <section class="section" aria-labelledby="everyone-title">
        <h2 class="section-title" id="everyone-title">
          Everybody who edits here may
        </h2>
        <fieldset class="card padded ticks" disabled={fixed} aria-labelledby="everyone-title">
          {FOR_ALL.map((right) => (
            <RightTick
              key={right}
              right={right}
              explained
              checked={people.everyone.includes(right)}
              onChange={(on) => onChange({ ...people, everyone: toggled(people.everyone, right, on) })}
            />
          ))}
          <p class="small">Deleting, and deciding who may do what, is for people by name.</p>
        </fieldset>
      </section>
      <section class="section" aria-labelledby="named-title">
        <h2 class="section-title" id="named-title">
          Named people may also
        </h2>
        {people.named.length === 0 ? <p class="empty">Nobody is named yet.</p> : null}
        {people.named.map((one) => (
          <Person
            key={one.email}
            one={one}
            everyone={people.everyone}
            user={user}
            fixed={fixed}
            onRights={(rights) => onChange(withRights(people, one.email, rights))}
            onRemove={() => onChange(without(people, one.email))}
          />
        ))}
        {fixed ? null : <AddPerson people={people} onAdd={(email) => onChange(withPerson(people, email))} />}
      </section>
    </>
  );
}

/** What everybody can be given. */
const FOR_ALL = RIGHTS.filter((right) => right !== 'delete' && right !== 'people');

function ReadOnly({ people, user }: Pick<RightsProps, 'people' | 'user'>) {
  const who = deciders(people);
  return (
    <Notice tone="info" title="You can read this, not change it">
      <p>
        {who.length > 0
          ? `${who.join(' and ')} can change it: ask them.`
          : 'Nobody is named who can change it. Whoever connects this spreadsheet or turns on sending is named first.'}
        {user === '' ? ' Google does not tell Leadsheet who you are.' : ''}
      </p>
    </Notice>
  );
}

interface RightTickProps {
  readonly right: Right;
  readonly checked: boolean;
  readonly explained?: boolean;
  readonly onChange: (on: boolean) => void;
}

function RightTick({ right, checked, explained, onChange }: RightTickProps) {
  const { label, means } = RIGHT_WORDS[right];
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {explained ? <span class="small">{means}</span> : null}
      </span>
    </label>
  );
}

interface PersonProps {
  readonly one: Named;
  readonly everyone: readonly Right[];
  readonly user: string;
  readonly fixed: boolean;
  readonly onRights: (rights: readonly Right[]) => void;
  readonly onRemove: () => void;
}

function Person({ one, everyone, user, fixed, onRights, onRemove }: PersonProps) {
  const { email, rights } = one;
  return (
    <fieldset class="card padded ticks person" disabled={fixed} aria-label={email}>
      <div class="person-head">
        <strong class="person-email">
          {email}
          {email === emailOf(user) ? ' (you)' : ''}
        </strong>
        {fixed ? null : (
          <Button look="quiet" onClick={onRemove}>
            Remove<span class="unseen"> {email}</span>
          </Button>
        )}
      </div>
      {RIGHTS.filter((right) => !everyone.includes(right)).map((right) => (
        <RightTick
          key={right}
          right={right}
          checked={rights.includes(right)}
          onChange={(on) => onRights(toggled(rights, right, on))}
        />
      ))}
    </fieldset>
  );
}

interface AddPersonProps {
  readonly people: People;
  readonly onAdd: (email: string) => void;
}

function AddPerson({ people, onAdd }: AddPersonProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = emailProblem(typed, people);
        setProblem(wrong);
        if (wrong !== null) return;
        onAdd(emailOf(typed));
        setTyped('');
      }}
    >
      <label class="field">
        <span>Add somebody by e-mail</span>
        <input
          type="text"
          inputMode="email"
          autocomplete="off"
          spellcheck={false}
          placeholder="name@example.com"
          value={typed}
          aria-invalid={problem !== null}
          aria-describedby="email-problem"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <p id="email-problem" class="field-problem" role="status">
        {problem}
      </p>
      <Button wide submit>
        Add
      </Button>
    </form>
  );
}
