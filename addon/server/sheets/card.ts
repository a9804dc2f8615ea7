/** Cards of the Workspace add-on. */

export interface CardLine {
  readonly title: string;
  readonly note: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** What a click runs, and with which parameters. */
  readonly functionName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** One card: a heading, lines to click on, a note at the end. */
export function homepageCard(
  title: string,
  heading: string,
  lines: readonly CardLine[],
  note: string,
): GoogleAppsScript.Card_Service.Card {
  const section = CardService.newCardSection().setHeader(heading);
  for (const line of lines) {
    const action = CardService.newAction()
      .setFunctionName(line.functionName)
      .setParameters({ ...line.parameters });
    section.addWidget(
      CardService.newDecoratedText().setText(line.title).setBottomLabel(line.note).setOnClickAction(action),
    );
  }
  return CardService.newCardBuilder()
    .setHeader(CardService.newCardHeader().setTitle(title))
    .addSection(section)
    .addSection(CardService.newCardSection().addWidget(CardService.newTextParagraph().setText(note)))
    .build();
}

/** The answer to a click: a sentence at the card's foot. */
export function cardNotice(text: string): GoogleAppsScript.Card_Service.ActionResponse {
  return CardService.newActionResponseBuilder()
    .setNotification(CardService.newNotification().setText(text))
    .build();
}
