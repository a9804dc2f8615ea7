/** Reaching a lead: call, text, write, find; and how to say the number to somebody else. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LeadCard } from '../../../answers/lead.ts';
import { ClipboardIcon, MailIcon, MapIcon, MessageIcon, PhoneIcon } from '../../ui/icons.tsx';
import { mapLink, whoIs } from './words.ts';

export function Contact({ card }: { readonly card: LeadCard }) {
  const { dial, texts } = card;
  const mail = texts.emailAddress?.trim() ?? '';
  const who = whoIs(card);
  return (
    <section class="card padded contact" aria-label={`Reach ${who}`}>
      <div class="contact-links">
        <Reach
          label="Call"
          name={`Call ${who}`}
          href={dial && `tel:${dial}`}
          why="no number that can be dialled"
        >
          <PhoneIcon />
        </Reach>
        <Reach
          label="Text"
          name={`Text ${who}`}
          href={dial && `sms:${dial}`}
          why="no number that can be dialled"
        >
          <MessageIcon />
        </Reach>
        <Reach
          label="E-mail"
          name={`Write to ${who}`}
          href={/^\S+@\S+$/.test(mail) ? `mailto:${encodeURIComponent(mail).replace('%40', '@')}` : null}
          why="no e-mail address"
        >
          <MailIcon />
        </Reach>
        <Reach label="Map" name={`${who} on the map`} href={mapLink(card)} why="no address">
          <MapIcon />
        </Reach>
      </div>
      <dl class="contact-facts">
        {texts.phoneNumber ? (
          <Fact name="Phone">
            <span class="contact-phone">{texts.phoneNumber}</span>{' '}
            <CopyButton text={dial ?? texts.phoneNumber} />
          </Fact>
        ) : null}
        {mail === '' ? null : <Fact name="E-mail">{mail}</Fact>}
        {texts.address || texts.postcode ? (
          <Fact name="Address">{[texts.address, texts.postcode].filter(Boolean).join('\n')}</Fact>
        ) : null}
      </dl>
    </section>
  );
}

interface ReachProps {
  readonly label: string;
  readonly name: string;
  readonly href: string | null;
  /** Why there is no link. */
  readonly why: string;
  readonly children: ComponentChildren;
}

function Reach({ label, name, href, why, children }: ReachProps) {
  const inside = (
    <>
      {children}
      <span>{label}</span>
    </>
  );
  if (href)
    return (
      <a class="reach" href={href} target="_blank" rel="noopener noreferrer" aria-label={name}>
        {inside}
      </a>
    );
  return (
    <span class="reach reach-none" title={`The row says ${why}`}>
      {inside}
      <span class="unseen">: {why}</span>
    </span>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt class="unseen">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Milliseconds for which it says that it copied. */
const TOLD = 2_500;

function CopyButton({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      <button
        type="button"
        class="copy"
        aria-label={`Copy ${text}`}
        title="Copy"
        onClick={() => {
          void copied(text).then((done) => {
            setSaid(done ? 'Copied' : 'Select it and press Ctrl+C');
            clearTimeout(timer.current);
            timer.current = setTimeout(() => setSaid(''), TOLD);
          });
        }}
      >
        <ClipboardIcon size={15} />
      </button>
      <span class="copy-said" role="status">
        {said}
      </span>
    </>
  );
}

/** Google's frame may keep a page from the clipboard: then the older way is tried. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    const focused = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return done;
  }
}
