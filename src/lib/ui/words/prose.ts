/** A section of a page of text. */
export interface ProseSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly list?: readonly string[];
}
