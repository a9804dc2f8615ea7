/** One of a campaign's messages, with what it costs to send. */
import { LONGEST } from '../../../model/settings.ts';
import { smsLength } from '../../../model/sms.ts';
import { count, number } from '../../ui/words.ts';

interface TemplateFieldProps {
  readonly name: string;
  readonly text: string;
  readonly disabled: boolean;
  readonly onChange: (text: string) => void;
}

export function TemplateField({ name, text, disabled, onChange }: TemplateFieldProps) {
  return (
    <label class="field">
      <span>{name}</span>
      <textarea
        rows={4}
        value={text}
        maxLength={LONGEST.template}
        disabled={disabled}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <small>{lengthWords(text)}</small>
    </label>
  );
}

function lengthWords(text: string): string {
  const { characters, parts, gsm, foreign } = smsLength(text);
  if (parts === 0) return 'Empty';
  const length = `${count(characters, 'character')} · ${count(parts, 'SMS part')}`;
  if (gsm) return length;
  const signs = foreign.map((sign) => `“${sign}”`).join(' ');
  return `${length}. ${signs} ${foreign.length === 1 ? 'is' : 'are'} not in the SMS alphabet: parts hold ${number(parts === 1 ? 70 : 67)} characters instead of ${number(parts === 1 ? 160 : 153)}.`;
}
