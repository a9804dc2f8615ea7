/**
 * Lets the engine write .xlsx outside a browser. It parses each part that it has written and serialises it again, which
 * changes nothing; here the two steps hand the text through.
 */

class TextDocument {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The engine asks for `parsererror` only; what it wrote itself has none. */
  querySelector(): null {
    return null;
  }
}

class TextParser {
  parseFromString(text: string): TextDocument {
    return new TextDocument(text);
  }
}

class TextSerializer {
  serializeToString(document: TextDocument): string {
    return document.text.trim();
  }
}

/** Gives this thread the two classes that the engine's export looks for. */
export function provideXmlText(): void {
  Object.assign(globalThis, { DOMParser: TextParser, XMLSerializer: TextSerializer });
}
