/** `CardService`, as far as a homepage card needs it: texts, buttons and the functions that they run. */
import type { Json } from '../../protocol.ts';
import { mismatch } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { EnumValue, enumOf, Service } from '../realm.ts';

/** Any builder of the service, and what it builds: settings by name, and lists of parts. */
export abstract class CardPart extends Service {
  readonly fields: Record<string, unknown> = {};

  build() {
    return this;
  }
}

/** The card as plain data: what a person would see, and under `onClickAction` what a click would call. */
export function cardJson(value: unknown): Json {
  if (value instanceof CardPart) {
    const entries = Object.entries(value.fields).map(([name, one]) => [name, cardJson(one)]);
    return { kind: value.className, ...Object.fromEntries(entries) };
  }
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return value.map(cardJson);
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cardJson(one)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

type PartClass = new (run: Execution) => CardPart;

/** Makes the class of one kind of part: `set…` keeps one value, `add…` and its like append to a list. */
function part(className: string, settings: readonly string[], lists: readonly string[] = []): PartClass {
  class Part extends CardPart {
    override readonly className = className;
  }
  for (const method of settings) {
    const name = method.charAt(3).toLowerCase() + method.slice(4);
    define(Part, method, (fields, value) => {
      fields[name] = value;
    });
  }
  for (const method of lists) {
    define(Part, method, (fields, value) => {
      const before = fields[`${method}s`];
      fields[`${method}s`] = [...(Array.isArray(before) ? before : []), value ?? true];
    });
  }
  return Part;
}

function define(
  target: PartClass,
  method: string,
  set: (fields: Record<string, unknown>, value: unknown) => void,
) {
  Object.defineProperty(target.prototype, method, {
    value(this: CardPart, ...values: readonly unknown[]) {
      if (values.length > 1) throw mismatch(`CardService.${this.className}.${method}`, values);
      set(this.fields, values[0]);
      return this;
    },
  });
}

const CardBuilder = part(
  'CardBuilder',
  ['setHeader', 'setName', 'setFixedFooter'],
  ['addSection', 'addCardAction'],
);
const CardHeader = part('CardHeader', [
  'setTitle',
  'setSubtitle',
  'setImageUrl',
  'setImageStyle',
  'setImageAltText',
]);
const CardSection = part('CardSection', ['setHeader', 'setCollapsible'], ['addWidget']);
const TextParagraph = part('TextParagraph', ['setText', 'setMaxLines']);
const DecoratedText = part('DecoratedText', [
  'setText',
  'setTopLabel',
  'setBottomLabel',
  'setWrapText',
  'setOnClickAction',
  'setButton',
  'setStartIcon',
]);
const TextButton = part('TextButton', [
  'setText',
  'setOnClickAction',
  'setTextButtonStyle',
  'setBackgroundColor',
  'setDisabled',
  'setAltText',
  'setOpenLink',
]);
const ButtonSet = part('ButtonSet', [], ['addButton']);
const Divider = part('Divider', []);
const Image = part('Image', ['setImageUrl', 'setAltText']);
const IconImage = part('IconImage', ['setIcon', 'setIconUrl', 'setAltText']);
const FixedFooter = part('FixedFooter', ['setPrimaryButton', 'setSecondaryButton']);
const CardAction = part('CardAction', ['setText', 'setOnClickAction']);
const Action = part('Action', ['setFunctionName', 'setParameters', 'setLoadIndicator']);
const OpenLink = part('OpenLink', ['setUrl']);
const Notification = part('Notification', ['setText']);
const ActionResponse = part('ActionResponse', ['setNotification', 'setNavigation', 'setStateChanged']);
const Navigation = part('Navigation', [], ['pushCard', 'updateCard', 'popCard', 'popToRoot']);

const BUTTON_STYLE = enumOf('TextButtonStyle', 'TEXT', 'FILLED', 'OUTLINED');
const ICON = enumOf(
  'Icon',
  'NONE',
  'BOOKMARK',
  'PERSON',
  'PHONE',
  'EMAIL',
  'STAR',
  'DESCRIPTION',
  'MULTIPLE_PEOPLE',
);
const IMAGE_STYLE = enumOf('ImageStyle', 'SQUARE', 'CIRCLE');

export class CardService extends Service {
  readonly className = 'CardService';

  get TextButtonStyle() {
    return BUTTON_STYLE;
  }
  get Icon() {
    return ICON;
  }
  get ImageStyle() {
    return IMAGE_STYLE;
  }

  newCardBuilder() {
    return new CardBuilder(this.run);
  }
  newCardHeader() {
    return new CardHeader(this.run);
  }
  newCardSection() {
    return new CardSection(this.run);
  }
  newTextParagraph() {
    return new TextParagraph(this.run);
  }
  newDecoratedText() {
    return new DecoratedText(this.run);
  }
  newTextButton() {
    return new TextButton(this.run);
  }
  newButtonSet() {
    return new ButtonSet(this.run);
  }
  newDivider() {
    return new Divider(this.run);
  }
  newImage() {
    return new Image(this.run);
  }
  newIconImage() {
    return new IconImage(this.run);
  }
  newFixedFooter() {
    return new FixedFooter(this.run);
  }
  newCardAction() {
    return new CardAction(this.run);
  }
  newAction() {
    return new Action(this.run);
  }
  newOpenLink() {
    return new OpenLink(this.run);
  }
  newNotification() {
    return new Notification(this.run);
  }
  newActionResponseBuilder() {
    return new ActionResponse(this.run);
  }
  newNavigation() {
    return new Navigation(this.run);
  }
}
