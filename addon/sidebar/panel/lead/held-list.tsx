/** What is held about a person, and where. */
import type { PersonResponse } from '../../../model/wire.ts';
import { count } from '../../ui/words.ts';

export function HeldList({ held }: { readonly held: PersonResponse }) {
  const { leads, conflicts } = held;
  return (
    <section class="section" aria-labelledby="held-title">
      <h2 class="section-title" id="held-title">
        What is held
      </h2>
      <div class="card padded forget-held">
        <p>
          <strong>{count(leads.length, 'lead')}</strong> with the same phone or e-mail, in any spelling:
        </p>
        <ul class="forget-leads">
          {leads.map(({ id, name, campaignName }) => (
            <li key={id}>
              <span class="forget-name">{name === '' ? 'Without a name' : name}</span>
              <span class="small">{campaignName}</span>
            </li>
          ))}
        </ul>
        {conflicts.length > 0 ? (
          <p>{count(conflicts.length, 'value')} that lost against another and were kept as conflicts.</p>
        ) : null}
        <Others held={held} />
      </div>
    </section>
  );
}

function Others({ held: { others } }: { readonly held: PersonResponse }) {
  if (others.length === 0) return <p class="small">No document of another tool names these leads.</p>;
  return (
    <p>
      Other tools keep {others.map(({ type, count: n }) => `${n} × ${type}`).join(', ')} about them. Leadsheet
      never changes those.
    </p>
  );
}
